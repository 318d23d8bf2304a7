"""«Проверить сообщение»: what is forwarded or pasted is judged, and nothing in it is followed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.okno import Okno, Person, start

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


async def checking(okno: Okno) -> Person:
    person = await okno.person()
    await person.say("/check")
    return person


async def test_the_help_leads_there_and_back(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/help")
    await person.tap("Проверить сообщение")
    assert "Перешлите сюда" in (await person.window()).text
    await person.tap("Назад")
    assert "Проверить сообщение" in (await person.window()).labels


async def test_our_own_message_is_ours(okno: Okno) -> None:
    person = await checking(okno)
    me = {"id": okno.settings.bot_id, "is_bot": True, "first_name": "Okno", "username": "okno_sandbox_bot"}
    window = await person.say("Заявление готово", forward_from=me)
    assert "Это сообщение отправил я" in window.text
    assert "никогда не звоню" in window.text


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ({"id": 5, "first_name": "Окно"}, "Написал человек, Окно"),
        ({"id": 6, "is_bot": True, "first_name": "Okno", "username": "okno_sandb0x_bot"}, "похоже на моё"),
        ({"first_name": "Окно"}, "скрыл себя"),
        ({"id": -100123, "title": "Выплаты"}, "Я пишу только в личный чат"),
    ],
)
async def test_another_s_is_not(okno: Okno, origin: dict[str, object], said: str) -> None:
    window = await (await checking(okno)).say("Заявление готово", forward_from=origin)
    assert said in window.text
    assert "отправил я" not in window.text


async def test_a_link_is_judged_and_not_followed(okno: Okno) -> None:
    person = await checking(okno)
    window = await person.say("https://t.me/okno_sandbox_bot?start=s_passport-rf-loss")
    assert "ведёт ко мне" in window.text
    window = await person.say("https://t.me/okn0_sandbox_bot")
    assert "Похоже на обман" in window.text
    assert "похожа на мою" in window.text


async def test_a_code_in_it_is_deleted(okno: Okno) -> None:
    person = await checking(okno)
    window = await person.say("Сообщите код 483920 оператору", forward_from={"first_name": "Банк"})
    assert "Похоже на обман" in window.text
    assert "просят код" in window.text
    assert not any("483920" in one.text for one in await person.messages())


async def test_markup_in_a_name_stays_words(okno: Okno) -> None:
    window = await (await checking(okno)).say("x", forward_from={"first_name": "<b>Окно</b> & <a>"})
    assert "<b>Окно</b> & <a>" in window.text


async def test_a_picture_without_words(okno: Okno) -> None:
    person = await checking(okno)
    window = await person.send_file("photo", b"\xff\xd8\xff" + b"0" * 100, "a.jpg", "image/jpeg")
    assert "Автора здесь не видно" in window.text


async def test_a_pending_code_of_ours_is_no_stranger_s(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await person.say("/data")
    await person.tap("Скачать всё")
    await person.tap("Собрать архив")
    await person.tap("Получить код по СМС")
    code = await person.code()
    await person.say("/menu")
    await person.say(code)
    said = [one.text for one in await person.messages()]
    assert any("Похоже на мой код" in one for one in said)
    assert code not in said
