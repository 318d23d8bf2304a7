"""Which button a word means in each window, as tables."""

import pytest

from core.applications.spoken import has_no_answer, pressed_by, skips
from core.applications.steps import Offer, stand
from tests.core.applications.test_steps import ANSWERS, DONE, PAGES, draft

NAME = {"name": Offer("Анна", "you")}
HELD = {"answers": {"name": "A", "known": "no"}, "pending": {"field": "born", "value": "2001-02-03"}}


@pytest.mark.parametrize(
    ("more", "said", "action"),
    [
        ({"answers": {"name": "A"}}, "Назад", "back"),
        ({"answers": {"name": "A"}}, "сохранить и выйти", "save"),
        ({"answers": {"name": "A"}}, "да", None),
        ({"answers": {}}, "назад", "leave"),
        ({"answers": {}}, "пропустить", None),
        ({"answers": {}}, "Отправить", None),
        ({"answers": {}, "offers": NAME}, "Да!", "keep"),
        ({"answers": {}, "offers": NAME}, "всё верно", "keep"),
        ({"answers": {}, "offers": NAME}, "нет", "change"),
        ({"answers": {}, "offers": NAME}, "изменить", "change"),
        ({"answers": {}, "offers": NAME}, "Смирнова", None),
        ({"answers": {"name": "A"}, "offers": {"known": Offer("yes", "you")}}, "да", None),
        ({"answers": {"name": "A", "known": "no"}}, "Пропустить.", "skip"),
        ({"cursor": "held:confirm|", **HELD}, "да, верно", "yes"),
        ({"cursor": "held:confirm|", **HELD}, "Нет", "no"),
        ({"cursor": "held:confirm|", **HELD}, "назад", "no"),
        ({"cursor": "cancel|"}, "да", None),
        ({"cursor": "cancel|"}, "нет", "cancel_no"),
        ({"cursor": "cancel|"}, "сохранить", None),
        ({}, "дальше", None),
        ({"attached": {"photo": PAGES}, "cursor": "doc:photo"}, "это всё", "pages_done"),
        ({"attached": {"photo": PAGES}}, "нет", "skip"),
        ({"attached": {"photo": PAGES}}, "пропустить", "skip"),
        ({"attached": DONE}, "Отправить", "submit"),
        ({"attached": DONE}, "да", None),
        ({"attached": DONE}, "2", "item:1"),
        ({"attached": DONE}, "№ 6", "item:5"),
        ({"attached": DONE}, "7", None),
        ({"attached": DONE}, "0", None),
        ({"attached": DONE}, "исправить", "list:0"),
        ({"state": "submitted"}, "сохранить", None),
    ],
)
def test_a_button_said_in_words(more: dict[str, object], said: str, action: str | None) -> None:
    given = {"answers": ANSWERS, **more}
    one = draft(**given)  # type: ignore[arg-type]
    assert pressed_by(one, stand(one), said) == action


def test_no_answer_is_one_only_where_it_may_be_skipped() -> None:
    optional = draft(answers={"name": "A", "known": "no"})
    assert stand(optional).field is not None
    assert skips(optional, stand(optional), "не помню")
    assert not skips(optional, stand(optional), "14.03.1968")
    needed = draft(answers={"name": "A"})
    assert not skips(needed, stand(needed), "не помню")
    assert has_no_answer(stand(needed), "не знаю")
    assert not has_no_answer(stand(draft(answers={})), "не знаю"), "a text is an answer"
