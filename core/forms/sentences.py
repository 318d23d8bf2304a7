"""The answer inside a sentence: «мой СНИЛС 112-233-445 95», «родилась 14 марта 1968 года».

People who do not fill forms for a living answer as they talk. What is found here is never taken as it
is: the person is shown what was understood and asked. Where a sentence holds two candidates, or anything
else that could be one, nothing is found.
"""

import re
from itertools import pairwise

_WORD = re.compile(r"(?<!\w)[^\W\d_]+\.?(?!\w)")
_PHONE = re.compile(r"\+?\d[\d ()./‑‒–—−-]{5,}\d")
_ADDRESS = re.compile(r"[a-z0-9._%+-]+@[a-z0-9-]+(?:[.,][a-z0-9-]+)+", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"(?<![\d.,+-])\d+(?: \d{3})*(?![\d]|[.,]\d|[-–—]\d)", re.ASCII)
_SUM = re.compile(r"\d[\d ]*(?:[.,]\d{1,2})?(?: ?(?:тыс\w*|млн|миллион\w*))?", re.ASCII)
_AT = re.compile(r" ?\(?(?:собака|собачка|эт)\)? ?", re.IGNORECASE)
_DOT = re.compile(r" (?:точка|тчк) ", re.IGNORECASE)

_MONTH = r"(?:янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)[а-я]*"
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})"
    rf"|\d{{1,2}} {_MONTH}(?:,? (?:\d{{4}}|\d{{2}}))?)(?!\d)"
)
_NEAR = re.compile(r"(?<!\w)(?:позавчера|вчера|сегодня|завтра|послезавтра)(?!\w)")
_ONES = "ноль один два три четыре пять шесть семь восемь девять десять"
_TEENS = "один две три четыр пят шест сем восем девят"
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"
_TOGETHER = "двое трое четверо пятеро шестеро семеро"
_WORDS = (
    {word: value for value, word in enumerate(_ONES.split())}
    | {f"{word}надцать": value for value, word in enumerate(_TEENS.split(), 11)}
    | {word: value * 10 for value, word in enumerate(_TENS.split(), 2)}
    | {word: value * 100 for value, word in enumerate(_HUNDREDS.split(), 1)}
    | {word: value for value, word in enumerate(_TOGETHER.split(), 2)}
    | {"одна": 1, "одно": 1, "одну": 1, "две": 2, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5}
)
_SPOIL = frozenset(
    ("не", "ни", "нет", "или", "либо", "полтора", "полторы", "половина", "половиной", "пол", "минус", "раз",
     "больше", "меньше", "более", "менее", "до", "от", "с", "по")
)  # fmt: skip
_SCALE = re.compile(r"тысяч[аиу]?|тыс|миллион(?:а|ов)?|млн|миллиард\w*|млрд|процент\w*|десят\w*|сот\w*")
_AGO = re.compile(
    rf"(?<!\w)(?:(\d{{1,3}}|{'|'.join(_WORDS)}) )?(день|дня|дней|неделю|недели|недель) (?:тому )?назад(?!\w)"
)
_LIVES = frozenset(
    ("я", "мы", "сам", "сама", "живу", "живем", "проживаю", "проживаем", "прописан", "прописана",
     "зарегистрирован", "зарегистрирована", "нахожусь", "мой", "наш", "регион", "это", "сейчас",
     "из", "в", "во", "городе", "город")
)  # fmt: skip


def number_in(text: str) -> str | None:
    """Digits of one document with the words around them left out."""
    rest = " ".join(_WORD.sub(" ", text).split())
    return rest if any(char.isdigit() for char in rest) else None


def phone_in(text: str) -> str | None:
    """The only telephone number of a sentence."""
    return _only(_PHONE.findall(text), text)


def email_in(text: str) -> str | None:
    """The only address; «собака» and «точка» as they are dictated, a comma for a dot."""
    typed = _DOT.sub(".", _AT.sub("@", text)) if "@" not in text else text
    found = _ADDRESS.findall(typed)
    if len(found) != 1 or re.search(r"[a-z0-9]", typed.replace(found[0], ""), re.IGNORECASE | re.ASCII):
        return None
    return str(found[0]).replace(",", ".")


def integer_in(text: str) -> str | None:
    """The only whole number of a sentence, in digits or in words."""
    if found := _only(_NUMBER.findall(text), text):
        return found
    number, scale = _in_words(text)
    return number if not scale else None


def money_in(text: str) -> str | None:
    """The only sum of a sentence, with its «тыс.», in digits or in words."""
    if found := _only([one.strip() for one in _SUM.findall(text)], text):
        return found
    number, scale = _in_words(text)
    return f"{number} {scale}".strip() if number else None


def date_in(text: str) -> str | None:
    """The only date of a sentence, as written there; or «вчера», «неделю назад» and their like."""
    typed = text.casefold()
    found = _DATE.findall(typed)
    near = _NEAR.findall(typed) + [match[0] for match in _AGO.finditer(typed)]
    return _only(found, typed) if found else _only(near, typed)


def days_ago(text: str) -> int | None:
    """7 for «неделю назад», 3 for «3 дня назад» and «три дня назад»; months and years are no exact day."""
    match = _AGO.fullmatch(text)
    if match is None:
        return None
    said = match[1] or "1"
    count = int(said) if said.isdigit() else _WORDS.get(said)
    return None if count is None else count * (7 if match[2].startswith("нед") else 1)


def _in_words(text: str) -> tuple[str | None, str]:
    """(number, thousands or millions after it) where one number and nothing like another is said in words.

    «двое детей» → ("2", ""), «двадцать пять тысяч» → ("25", "тысяч"). Nothing where digits stand, where
    «не», «или», «половина» make it another number, or where the words of one number do not go down.
    """
    words = _plain_words(text)
    at = [place for place, word in enumerate(words) if word in _WORDS]
    if not at or any(char.isdigit() for char in text) or set(words) & _SPOIL:
        return None, ""
    values = [_WORDS[words[place]] for place in at]
    if at != list(range(at[0], at[0] + len(at))) or not _goes_down(values):
        return None, ""
    rest = words[at[-1] + 1 :]
    scale = rest[0] if rest and _SCALE.fullmatch(rest[0]) else ""
    more = [word for word in words if _SCALE.fullmatch(word) and word not in _WORDS]
    return (str(sum(values)), scale) if len(more) == bool(scale) else (None, "")


def _goes_down(values: list[int]) -> bool:
    """Hundreds, tens, ones: «сто двадцать пять», but not «пять шесть», nor «одиннадцать два»."""
    sizes = [len(str(value)) for value in values]
    return all(a > b for a, b in pairwise(sizes)) and not any(9 < value < 20 for value in values[:-1])


def _plain_words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("ё", "е"))


def place_in(text: str) -> str | None:
    """Where somebody lives, without «живу в» before it; None when there is nothing to leave out."""
    words = text.strip(" .!").split()
    kept = list(words)
    while kept and _plain(kept[0].strip(",")) in _LIVES:
        kept.pop(0)
    return " ".join(kept) if kept and len(kept) < len(words) else None


def _only(found: list[str], text: str) -> str | None:
    """The one found, unless other digits are left beside it."""
    if len(found) != 1:
        return None
    rest = text.replace(found[0], " ", 1)
    return None if any(char.isdigit() for char in rest) else found[0]


# Options

_NOT = frozenset(("не", "нет", "без", "ни"))
_YES = frozenset(("да", "ага", "угу", "конечно"))
_SHARED = 3  # letters that make two words one, «женщина» and «Женский»


def option_in(text: str, options: tuple[str, ...]) -> str | None:
    """The only option that shares a word, or its beginning, with what was said; «нет» is for «Не помню»."""
    typed = _words(text)
    shared = {option: _shared(typed - _NOT, _words(option) - _NOT) for option in options}
    likely = [option for option in options if shared[option]]
    common = set.intersection(*(shared[option] for option in likely)) if len(likely) > 1 else set()
    told_apart = [option for option in likely if shared[option] - common]
    if len(told_apart) == 1:
        return told_apart[0]
    if told_apart or (not likely and not typed & (_YES | _NOT)):
        return None
    opposite = [one for one in likely or options if bool(_words(one) & _NOT) == bool(typed & _NOT)]
    return opposite[0] if len(opposite) == 1 and len(likely or options) == 2 else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold().replace("ё", "е")))


def _shared(typed: set[str], offered: set[str]) -> set[str]:
    """The words said that one of the option's words begins alike with."""
    return {word for word in typed if any(_alike(word, other) for other in offered)}


def _alike(one: str, other: str) -> bool:
    pairs = zip(one, other, strict=False)
    shorter = min(len(one), len(other))
    same = next((place for place, (a, b) in enumerate(pairs) if a != b), shorter)
    return same >= max(_SHARED, shorter - 4)


# Names

_LABELS = frozenset(
    ("фамилия", "фамилию", "имя", "отчество", "зовут", "звать", "фио", "меня", "моя", "мое", "мои",
     "здравствуйте", "здравствуй", "привет", "пишу", "называюсь", "полное", "полностью")
)  # fmt: skip
_FIRST = frozenset(
    ("я", "это", "его", "ее", "ребенка", "сына", "дочь", "дочку", "внука", "внучку", "мужа", "жену")
)
_BORN = re.compile(
    r"[, ]+(?:род\w*\.?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}) ?(?:г\.?)? ?(?:р\.?|рожд\w*)?[ .]*$"
)


_ENGLISH = re.compile(r"^(?:hello[,.!]* )?(?:my (?:full )?name is|i am|i'm|this is) ", re.IGNORECASE)


def name_in(text: str) -> str | None:
    """A name without «меня зовут», «фамилия:» and the year of birth after it; None when there are none."""
    typed = re.sub(r"\b[Фф]\. ?[Ии]\. ?[Оо]\.?", " ", _ENGLISH.sub("", _BORN.sub("", text)))
    words = typed.replace(":", " ").replace(",", " ").replace(";", " ").split()
    kept = [word for word in words if _plain(word) not in _LABELS]
    while kept and _plain(kept[0]) in _FIRST:
        kept.pop(0)
    found = " ".join(kept).strip(" .-—–")
    same = found.split() == text.replace(",", " ").strip(" .;").split()
    return None if same or len(found.split()) < 2 else found


def _plain(word: str) -> str:
    return word.strip(" .!:—–-").casefold().replace("ё", "е")


_PATRONYMIC = re.compile(r"(?:вич|вна|ична|инична|мич|кызы|оглы)$", re.IGNORECASE)


def surname_first(name: str) -> str | None:
    """«Смирнова Анна Петровна» for «Анна Петровна Смирнова»; None where the order looks right."""
    words = name.split()
    if len(words) != 3:
        return None
    first, second, third = (_PATRONYMIC.search(word) is not None for word in words)
    return f"{words[2]} {words[0]} {words[1]}" if second and not first and not third else None
