"""Queries made from the catalogue by a seed: what a hand does to words, for services drawn by chance.

Each is a title, or words of it, that went through one change: a slip, another form, a cut, another keyboard,
another alphabet, a polite sentence around it. The service it was made from is the only one that counts.
"""

import random
from collections.abc import Callable, Iterator

import pymorphy3

from bench._search.queries import Query
from core.catalogue.model import Catalogue, Service

_LETTERS = "абвгдежзиклмнопрстуфхцчшщыэюя"
_RU, _EN = "йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_SCHEMES = tuple(
    dict(zip("абвгдезийклмнопрстуфхцыэьъ", scheme.split(" "), strict=True)) | soft
    for scheme, soft in (
        (
            "a b v g d e z i y k l m n o p r s t u f h c y e  ",
            {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya"},
        ),
        (
            "a b v g d e z i j k l m n o p r s t u f kh ts y e ' ",
            {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"},
        ),
        (
            "a b v g d e z i i k l m n o p r s t u f x c i e  ",
            {"ж": "j", "ч": "4", "ш": "w", "щ": "sch", "ю": "u", "я": "ya"},
        ),
    )
)
_BEFORE = (
    "Здравствуйте, подскажите пожалуйста,",
    "добрый день! мне нужно",
    "помогите, где можно",
    "скажите, как оформить",
    "Уважаемые, хочу узнать про",
    "девочки, кто знает,",
)
_AFTER = ("", "заранее спасибо", "очень нужно", "куда идти и сколько ждать?", "живу в Самаре")


def made_queries(catalogue: Catalogue, services: int = 300, seed: int = 2026) -> Iterator[Query]:
    """Queries of every kind for so many services drawn by chance."""
    chance = random.Random(seed)
    morph = pymorphy3.MorphAnalyzer()
    drawn = chance.sample(sorted(catalogue.services.values(), key=lambda service: service.id), services)
    kinds: dict[str, Callable[[str], str]] = {
        "typo": lambda title: slipped(title, chance),
        "form": lambda title: inflected(title, chance, morph),
        "prefix": lambda title: title[: chance.randint(max(5, len(title) // 2), len(title))],
        "layout": lambda title: other_keys(title, chance),
        "translit": lambda title: spelled(title, chance),
        "sentence": lambda title: f"{chance.choice(_BEFORE)} {title} {chance.choice(_AFTER)}",
    }
    for service in drawn:
        for kind, change in kinds.items():
            yield Query(change(shortened(service, chance)), kind, (service.id,))
        yield Query(coded(service, chance), "code", (service.id,))
        short = catalogue.departments[service.department].short["ru"]
        yield Query(f"{short} {shortened(service, chance)}", "department", (service.id,))


def shortened(service: Service, chance: random.Random) -> str:
    """The title without brackets, now and then without one of its smaller words."""
    words = service.title.split(" (")[0].lower().replace("«", "").replace("»", "").split()
    small = [place for place, word in enumerate(words) if len(word) < 8]
    if len(words) > 4 and small and chance.random() < 0.5:
        del words[chance.choice(small)]
    return " ".join(words)


def slipped(text: str, chance: random.Random) -> str:
    """One or two slips: a letter lost, doubled, swapped or taken for another, a space lost."""
    for _ in range(chance.choice((1, 1, 2))):
        place = chance.choice([at for at, letter in enumerate(text) if letter.isalpha()])
        before, letter, after = text[:place], text[place], text[place + 1 :]
        spaces = [at for at, sign in enumerate(text) if sign == " "]
        space = chance.choice(spaces) if spaces else len(text)
        text = chance.choice(
            (
                before + after,
                before + letter * 2 + after,
                before + after[:1] + letter + after[1:],
                before + chance.choice(_LETTERS) + after,
                text[:space] + text[space + 1 :],
            )
        )
    return text


def inflected(text: str, chance: random.Random, morph: pymorphy3.MorphAnalyzer) -> str:
    """Every longer word in another of its forms, as far as it has some."""
    said = []
    for word in text.split():
        forms = [form.word for form in morph.parse(word)[0].lexeme if len(form.word) > 3]
        said.append(chance.choice(forms) if len(word) > 4 and forms else word)
    return " ".join(said)


def other_keys(text: str, chance: random.Random) -> str:
    """Typed with the other keyboard on; sometimes noticed after the first word."""
    words = text.split()
    wrong = len(words) if chance.random() < 0.7 else 1
    keys = str.maketrans(_RU, _EN)
    return " ".join([word.translate(keys) for word in words[:wrong]] + words[wrong:])


def spelled(text: str, chance: random.Random) -> str:
    """In latin letters, by one of the ways people have."""
    scheme = chance.choice(_SCHEMES)
    return "".join(scheme.get(letter, letter) for letter in text.replace("ё", "е"))


def coded(service: Service, chance: random.Random) -> str:
    """The code with or without its hyphen, in any case, with a word before it."""
    prefix, number = service.code.rsplit("-", 1)
    code = chance.choice(("", "-", " ")).join((prefix, number))
    return chance.choice(("", "", "код ", "услуга ")) + chance.choice((code, code.lower(), code.title()))
