"""Document numbers typed on the secure page: the form and the profile go on by themselves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import pytest_asyncio

from tests.okno import Okno, start
from tests.opening import open_form
from tests.web.secure.test_page import GONE, got, link, opened, put

pytestmark = pytest.mark.asyncio(loop_scope="module")
PASSPORT, SNILS = "MVD-115", "112-233-445 95"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all, which takes document numbers on the page only."""
    home = tmp_path_factory.mktemp("home")
    running, stop = await start(home, cache=_catalogue_cache, sensitive_input="page")
    yield running
    await stop()


async def test_a_number_typed_into_the_chat_is_deleted_and_not_kept(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, PASSPORT)
    before = (await person.open_window()).text
    window = await person.say("4611 654321")
    assert "на защищённой странице. Сообщение удалено" in window.text
    assert before.splitlines()[0] in window.text, "the same question"
    assert not any("654321" in one.text for one in await person.messages())


async def test_the_form_goes_on_when_the_page_has_taken_the_number(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, PASSPORT)
    question = (await person.open_window()).text
    url = await link(person)
    status, page = await got(okno, url)
    assert (status, "<form" in page, "<script" in page) == (200, True, False)
    wrong = (await put(okno, url, value="12"))[1]
    assert 'role="alert"' in wrong
    assert GONE in (await got(okno, url))[1], "each try has a link of its own"
    url = okno.url + wrong.partition('action="')[2].partition('"')[0]
    done = await asyncio.gather(*(put(okno, url, value="4611 654321") for _ in range(20)))
    assert sum("Номер принят" in page for _, page in done) == 1
    await okno.quiet(person.id)
    assert (await person.open_window()).text.splitlines()[0] != question.splitlines()[0]
    assert not any("654321" in one.text for one in await person.messages())


async def test_a_mini_app_asks_for_the_persons_own_question_only(okno: Okno) -> None:
    person, stranger = await okno.person(), await okno.person("Борис")
    await open_form(okno, person, PASSPORT)
    await stranger.register()
    window = await person.open_window()
    body = {"user": person.id, "message_id": window.id, "text": "Открыть защищённую страницу"}
    url = str((await okno.sim("POST", "/sim/taps", body))["url"])
    address, _, data = url.partition("#tgWebAppData=")
    what = address.partition("/secure/app/")[2]
    signed = unquote(data.partition("&tgWebAppVersion")[0])
    assert (await opened(okno, signed, "draft/1"))[0] == 403
    again = str((await okno.sim("POST", "/sim/taps", body))["url"])
    assert again == url or (await opened(okno, signed, what))[0] == 403, "spent by the try before"


async def test_a_value_of_the_profile_is_typed_there_too(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await person.say("/menu")
    for label in ("Профиль", "СНИЛС", "Добавить: СНИЛС"):
        await person.tap(label)
    window = await person.say(SNILS)
    assert "Сообщение удалено" in window.text
    assert "Сохранено" in (await put(okno, await link(person), value=SNILS))[1]
    await okno.quiet(person.id)
    window = await person.open_window()
    assert "112-•••" in window.text
    await person.tap("Изменить: СНИЛС")
    await person.prove()
    await okno.core.security.lock(await okno.core.citizens.meet(person.id, "ru"))
    await person.tap("Прислать ссылку")
    assert "подтвердите, что это вы" in (await person.open_window()).text
