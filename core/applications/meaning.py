"""Words that ask for something else than a service or an answer: a person, a status, help in despair."""

import re

_OPERATOR = re.compile(
    r"(?:(?:позов\w+|позвать|нуж\w+|хочу|дайте|соедин\w+|связаться|поговорить|свяжите|мне|меня|с|со)\s+)*"
    r"(?:жив\w+\s+)?(?:оператор\w*|человек\w*|сотрудник\w*|специалист\w*|operator|human|support|поддержк\w+)"
)
_STATUS = re.compile(
    r"(?:где|где находится|что с|как там|(?:узнать |проверить )?статус|проверить|покажи\w*)\s*"
    r"(?:мо\w+\s+)?(?:заявлени\w+|заявк\w+)"
    r"(?:\s+\d.*)?|мои заявления|статус|(?:where is|status of)\s+my\s+application"
    r"|(?:где|что (?:там )?с|когда|как там|какой статус|почему|готово ли)\b[^.?!]{0,60}"
    r"(?:мо(?:е|его|ему|им|ей|ю|я|их) заявлени\w+|мо(?:я|ей|ю) заявк\w+|мои документы готовы)[^.?!]{0,60}"
)
_DISTRESS = re.compile(
    r"поконч\w+ с собой|(?:не хочу|не хочется|незачем|надоело|устал\w*|нет смысла) (?:больше |дальше )?жить"
    r"(?! (?:в|во|на|с|со|у|вместе|рядом|там|здесь)\b)"
    r"|жить (?:больше |дальше )?не (?:хочу|хочется|могу)|(?:хочу|хочется|лучше) (?:уже )?(?:умереть|сдохнуть)"
    r"|(?:убью|убить|порежу|резать) себя|(?:вскрою|вскрыть|перережу|резать) (?:себе )?вены"
    r"|(?:хочу|собираюсь) повеситься|\bповешусь\b|суицид|совершить самоубийство"
    r"|suicid|kill myself|end my life|want to die|don.?t want to live"
)


_HELLO = re.compile(
    r"(?:привет\w*|здравствуй\w*|добр\w+ (?:день|утро|вечер|ночи)|доброго (?:дня|времени суток|вечера|утра)"
    r"|hello|hi|good (?:morning|afternoon|evening))(?:,? (?:окно|бот|всем|вам))?"
)
_WHO = re.compile(
    r"(?:а )?(?:кто (?:ты|вы)|(?:ты|вы) кто|что это(?: такое| за бот)?|who are you)(?: так\w+)?"
)
_THANKS = re.compile(
    r"(?:большое )?(?:спасибо|спс|благодарю|thanks|thank you)(?: (?:вам|тебе|большое|огромное|за помощь))*"
    r"|хорошо|понятно|понял\w*|ясно|ладно|ок|окей|ok|okay|до свидания|всего доброго|пока|bye"
)
_HELP = re.compile(
    r"(?:пожалуйста,? )?(?:помоги(?:те)?|нужна помощь)(?: мне)?(?:,? пожалуйста)?|help me|what can you do"
    r"|что (?:ты|вы) (?:умее\w+|може\w+)|как (?:этим |тобой |вами )?(?:пользоваться|это работает)"
    r"|что (?:мне )?(?:тут |здесь )?делать"
)


def small_talk(text: str) -> str | None:
    """hello, who, thanks or help: words that need an answer but name no need. Whole messages only."""
    plain = _plain(text)
    kinds = {"hello": _HELLO, "who": _WHO, "thanks": _THANKS, "help": _HELP}
    return next((name for name, words in kinds.items() if words.fullmatch(plain)), None)


def _plain(text: str) -> str:
    return text[:300].strip(" .!?,\n)").lower().replace("ё", "е").replace("\u00a0", " ")


def meant(text: str) -> str | None:
    """operator, status or distress; None for anything else. Whole messages only, so that
    «справка специалиста по охране труда» stays a search."""
    plain = _plain(text)
    if _DISTRESS.search(plain):
        return "distress"
    if _OPERATOR.fullmatch(plain):
        return "operator"
    return "status" if _STATUS.fullmatch(plain) else None
