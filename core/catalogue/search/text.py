"""Letters before words: case, ё, accents, look-alike letters, keyboards and transliteration."""

import re
import unicodedata

LONGEST = 600
"""Characters of a query that are read: nobody explains a need longer, and a flood must stay cheap."""

_MARK = re.compile(r"[^\x00-\x7fа-яА-ЯёЁ«»–—№]")
_WORD = re.compile(r"[a-zа-я0-9]+")
_LATIN, _CYRILLIC = re.compile(r"[a-z]"), re.compile(r"[а-я]")
_LOOKALIKES = str.maketrans("aceopxykmtbh", "асеорхукмтвн")

_EN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RU = "ейцукенгшщзхъфывапролджэячсмитьбю"
TO_RUSSIAN_KEYS = str.maketrans(_EN + '{}:"<>~', _RU + "хъжэбюе")
TO_ENGLISH_KEYS = str.maketrans(_RU[1:], _EN[1:])

# Longest first. People mix schemes, so what sounds alike is told apart later, by the vocabulary.
_TRANSLIT = (
    *(
        ("shch", "щ"),
        ("sch", "щ"),
        ("shh", "щ"),
        ("zh", "ж"),
        ("kh", "х"),
        ("ts", "ц"),
        ("tc", "ц"),
        ("ch", "ч"),
    ),
    *(
        ("sh", "ш"),
        ("yu", "ю"),
        ("iu", "ю"),
        ("ju", "ю"),
        ("ya", "я"),
        ("ia", "ия"),
        ("ja", "я"),
        ("yo", "е"),
    ),
    *(("jo", "е"), ("ye", "е"), ("ij", "ий"), ("iy", "ий"), ("yj", "ый"), ("yi", "ый"), ("ks", "кс")),
    *(
        ("a", "а"),
        ("b", "б"),
        ("c", "ц"),
        ("d", "д"),
        ("e", "е"),
        ("f", "ф"),
        ("g", "г"),
        ("h", "х"),
        ("i", "и"),
    ),
    *(
        ("j", "й"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("q", "к"),
        ("r", "р"),
    ),
    *(
        ("s", "с"),
        ("t", "т"),
        ("u", "у"),
        ("v", "в"),
        ("w", "в"),
        ("x", "кс"),
        ("y", "ы"),
        ("z", "з"),
        ("'", "ь"),
    ),
)
_TRANSLIT_STEP = re.compile("|".join(re.escape(latin) for latin, _ in _TRANSLIT))
_TRANSLIT_TO = dict(_TRANSLIT)

_CHAT = str.maketrans({"j": "ж", "x": "х", "w": "ш", "4": "ч", "6": "ш", "q": "я", "c": "ц"})
"""Letters that quick typists take for another sound than books do; what is left is read as in books."""

_SOUNDS = (
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"тьс|тс|дс"), "ц"),
    (re.compile(r"[ьъ]"), ""),
    (re.compile(r"стн"), "сн"),
    (re.compile(r"здн"), "зн"),
    (re.compile(r"сч|зч|жч"), "щ"),
    (re.compile(r"(?<=[жчшщ])о"), "е"),
)
_ALIKE = str.maketrans("оыеэяюйщздбгвж", "аииииуишстпкфш")


def fold(text: str) -> str:
    """The text without what does not matter: case, ё, accents, odd widths; at most `LONGEST` characters."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold().replace("ё", "е")
    if _MARK.search(plain) is None:
        return plain
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words(folded: str) -> list[str]:
    """The words of a folded text; a word that mixes alphabets by mistake becomes Russian."""
    return [_one_alphabet(word) for word in _WORD.findall(folded)]


def has_latin(text: str) -> bool:
    """Whether there is a latin letter in it."""
    return _LATIN.search(text) is not None


def has_cyrillic(text: str) -> bool:
    """Whether there is a Russian letter in it."""
    return _CYRILLIC.search(text) is not None


def transliterations(word: str) -> list[str]:
    """A Russian word spelled in latin letters, back in Russian letters by each of the ways people spell."""
    book = _TRANSLIT_STEP.sub(lambda match: _TRANSLIT_TO[match.group()], word)
    chat = word.translate(_CHAT)
    return [book, _TRANSLIT_STEP.sub(lambda match: _TRANSLIT_TO[match.group()], chat)]


def sound(word: str) -> str:
    """A key that words heard alike share: «аплачиваемые» and «оплачиваемые», «езык» and «язык»."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return re.sub(r"(.)\1+", r"\1", word.translate(_ALIKE))


def _one_alphabet(word: str) -> str:
    if has_latin(word) and has_cyrillic(word):
        return word.translate(_LOOKALIKES)
    return word
