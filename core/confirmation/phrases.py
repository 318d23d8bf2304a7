"""Words to say into the camera: a phrase and three digits that nobody could have recorded before."""

import secrets

_FIRST = ("Сегодня", "Утром", "Вечером", "Завтра", "Осенью", "Летом", "Зимой", "Весной")
_WHO = ("сосед", "доктор", "садовник", "учитель", "моряк", "пекарь", "почтальон", "лесник")
_DOES = ("несёт", "рисует", "читает", "чинит", "ищет", "моет", "строит", "красит")
_COLOUR = ("синий", "жёлтый", "старый", "новый", "большой", "тихий", "круглый", "светлый")
_WHAT = ("мост", "дом", "зонт", "самовар", "забор", "фонарь", "автобус", "чемодан")


def new_phrase() -> tuple[str, str]:
    """(a sentence out of some 30,000, three digits apart: «4 0 7»)."""
    words = [secrets.choice(group) for group in (_FIRST, _WHO, _DOES, _COLOUR, _WHAT)]
    return " ".join(words), " ".join(str(secrets.randbelow(10)) for _ in range(3))
