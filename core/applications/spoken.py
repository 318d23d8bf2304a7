"""Buttons said in words: «назад», «пропустить», «да, верно» typed instead of tapped.

Only what the window offers can be said, and nothing that destroys or sends by a word that could be an answer.
"""

from collections.abc import Mapping
from types import MappingProxyType

from core.applications.steps import FREE_TEXT, Draft, Step, attached_to, items, may, shows_known
from core.forms.typed import matching

_YES = frozenset(
    ("да", "верно", "да верно", "да, верно", "все верно", "да все верно", "правильно", "все правильно",
     "так", "подходит", "угу", "ага", "yes", "correct")
)  # fmt: skip
_NO = frozenset(("нет", "неверно", "не верно", "неправильно", "не то", "нет, неверно", "no", "wrong"))
_BACK = frozenset(
    ("назад", "вернуться", "вернись", "вернуться назад", "предыдущий вопрос", "back", "go back")
)
_CHANGE = frozenset(("изменить", "исправить", "поменять", "change", "edit"))
_SAID: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "back": _BACK,
        "save": frozenset(("сохранить", "сохрани", "сохранить и выйти", "выйти", "save", "save and leave")),
        "skip": frozenset(("пропустить", "пропусти", "пропускаю", "пропустим", "skip")),
        "keep": frozenset(("оставить", "оставь", "оставить как было", "keep")),
        "change": _CHANGE,
        "submit": frozenset(("отправить", "отправь", "отправляй", "отправляйте", "send", "submit")),
        "list:0": _CHANGE | {"изменить ответ", "исправить ответ", "change an answer"},
        "pages_done": frozenset(
            ("дальше", "далее", "готово", "все", "это все", "больше нет", "next", "done")
        ),
        "pages_clear": frozenset(("заменить", "замени", "другое фото", "replace")),
        "cancel_no": _NO | _BACK | {"вернуться к заявлению"},
    }
)
_LEAVE = _BACK | {"отменить", "отмени", "не надо", "не нужно"}
_NOTHING_TO_SEND = frozenset(("нет", "нету", "дальше", "далее", "у меня нет", "нечего", "no", "next"))
_NO_ANSWER = frozenset(
    ("не знаю", "не помню", "нет", "нету", "не знаю точно", "не помню точно", "-", "—", "i don't know", "no")
)


def pressed_by(draft: Draft, step: Step, text: str) -> str | None:
    """The action of the button that was said; None when the words are an answer, or no such button is there.

    `draft` has its offers. «save» changes no draft and stands on every window but the last.
    """
    said = matching(text)
    action = _yes_or_no(draft, step, said) or _of_review(draft, step, said) or _of_document(draft, step, said)
    if action is None:
        named = (one for one, words in _SAID.items() if said in words)
        action = next((one for one in named if one == "save" or may(draft, step, one)), None)
    if action is None and said in _BACK:
        action = "no" if may(draft, step, "no") else "leave"  # from the first question back is the card
    if action in {"save", "leave"}:
        return action if step.kind not in {"ended", "cancel"} else None
    return action if action is not None and may(draft, step, action) else None


def said_of_value(text: str, *, asked_back: bool) -> str | None:
    """What was said to a single question outside a form: leave it, or yes or no to «Верно?»."""
    said = matching(text)
    if asked_back and said in _YES | _NO:
        return "yes" if said in _YES else "no"
    return "back" if said in _LEAVE else None


def _yes_or_no(draft: Draft, step: Step, said: str) -> str | None:
    """«Верно?» is answered by a word; so is what is known, where yes and no are no answers themselves."""
    if step.kind == "confirm":
        return "yes" if said in _YES else "no" if said in _NO else None
    known = step.kind == "question" and step.field is not None and shows_known(draft, step.field)
    if known and step.field is not None and step.field.kind not in {"yes_no", "choice", "multichoice"}:
        return "keep" if said in _YES else "change" if said in _NO else None
    return None


def _of_review(draft: Draft, step: Step, said: str) -> str | None:
    """The number of a line of the review."""
    if step.kind not in {"review", "list"}:
        return None
    digits = said.removeprefix("№").strip()
    if digits.isascii() and digits.isdigit() and len(digits) < 4 and 1 <= int(digits) <= len(items(draft)):
        return f"item:{int(digits) - 1}"
    return None


def _of_document(draft: Draft, step: Step, said: str) -> str | None:
    if step.document is None or said not in _NOTHING_TO_SEND:
        return None
    return "pages_done" if attached_to(draft, step.document.id).pages else "skip"


def skips(draft: Draft, step: Step, text: str) -> bool:
    """Whether words that are no answer here say that there is none, where none is needed."""
    return step.field is not None and matching(text) in _NO_ANSWER and may(draft, step, "skip")


def has_no_answer(step: Step, text: str) -> bool:
    """Whether the person says that they can't answer a question that must be answered."""
    asked = step.field
    if asked is None or asked.kind in FREE_TEXT or asked.kind == "yes_no":
        return False
    return matching(text) in _NO_ANSWER - {"нет", "-", "—", "no"}
