"""A new language is one folder of texts: it is offered, spoken, and filled up from the complete ones."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.dialogs.language import language_getter
from bot.say import Say
from core.languages import LANGUAGES, TEXTS, found_in
from core.texts import Texts, say_day


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    """The shipped texts and a third language of three messages."""
    folder = tmp_path / "texts"
    shutil.copytree(TEXTS, folder)
    (folder / "kk").mkdir()
    (folder / "kk" / "own.ftl").write_text(
        "plain-language-name = Қазақша\nbtn-back = Артқа\nlanguage-choose = Тілді таңдаңыз\n", "utf-8"
    )
    (folder / "notes").mkdir()
    return Texts(folder, brand="Окно")


def test_the_folders_are_the_languages(texts: Texts) -> None:
    assert texts.languages == ("ru", "en", "kk")
    assert found_in(TEXTS) == LANGUAGES


def test_what_it_lacks_is_said_in_english(texts: Texts) -> None:
    assert texts.get("kk", "btn-back") == "Артқа"
    assert texts.get("kk", "btn-menu") == texts.get("en", "btn-menu")
    assert not texts.has("kk", "btn-menu")
    with pytest.raises(KeyError):
        texts.get("kk", "no-such-text")
    assert texts.problems() == []


async def test_it_stands_in_the_list_by_its_own_name(texts: Texts) -> None:
    window = await language_getter(Say(texts, "kk"), citizen=None)  # type: ignore[arg-type]
    assert window["text"] == "Тілді таңдаңыз"
    assert [row[0].label for row in window["rows"]] == ["Русский", "English", "✓ Қазақша", "Артқа"]


def test_dates_are_said_in_it(texts: Texts) -> None:
    assert "қараша" in say_day(date(2026, 11, 22), "kk")
    assert say_day(date(2026, 11, 22), "zz") == say_day(date(2026, 11, 22), "en")
