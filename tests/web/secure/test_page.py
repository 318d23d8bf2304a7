"""The secure page over HTTP: links good once, passwords, document numbers, and who may open it."""

import asyncio
import random
import re
import string
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest

from core.security.mini_app import signed_by_telegram
from core.security.passwords import password_problem
from tests.bot.dialogs.test_applications import registered
from tests.okno import TOKEN, Okno, Person

GOOD, OTHER = "Vesna-v-Tule-48", "Osen7naVolge"
GONE = "Ссылка больше не действует"


async def at_password(okno: Okno) -> Person:
    person, _ = await registered(okno)
    await person.say("/menu")
    for label in ("Профиль", "Безопасность", "Пароль"):
        await person.tap(label)
    await person.tap("Задать пароль")
    await person.prove()
    return person


async def link(person: Person) -> str:
    """The address behind the link that the chat sends on request."""
    await person.tap("Прислать ссылку")
    for one in reversed(await person.messages()):
        for row in one.raw.get("buttons") or []:
            for button in row:
                if "/secure/" in button.get("url", "") and "/app/" not in button["url"]:
                    return str(button["url"])
    raise AssertionError("no link")


async def got(okno: Okno, url: str) -> tuple[int, str]:
    async with okno.session.get(url) as answer:
        assert_locked(answer.headers)
        return answer.status, await answer.text()


async def put(okno: Okno, url: str, **form: str) -> tuple[int, str]:
    async with okno.session.post(url, data=form) as answer:
        assert_locked(answer.headers)
        return answer.status, await answer.text()


def assert_locked(headers: Any) -> None:
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_a_password_is_set_once_by_a_link_and_the_chat_goes_on(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    person = await at_password(okno)
    url = await link(person)
    for _ in range(2):
        status, page = await got(okno, url)
        assert (status, "<script" in page, "Нынешний" in page) == (200, False, False)
    assert "не совпали" in (await put(okno, url, new=GOOD, again=OTHER))[1]
    assert "подбирают первым" in (await put(okno, url, new="Qwerty123!", again="Qwerty123!"))[1]
    done = await asyncio.gather(*(put(okno, url, new=GOOD, again=GOOD) for _ in range(10)))
    assert sum("Сохранено" in page for _, page in done) == 1
    assert sum(GONE in page or "не подошёл" in page for _, page in done) == 9
    await person.until("задан пароль. Если это не вы")
    await person.until("Пароль задан")
    assert GONE in (await got(okno, url))[1]
    assert not any(GOOD in one.text for one in await person.messages())


async def test_a_password_is_changed_with_the_present_one(okno: Okno) -> None:
    person = await at_password(okno)
    await put(okno, await link(person), new=GOOD, again=GOOD)
    await person.until("Пароль задан")
    url = await link(person)
    assert "Нынешний пароль" in (await got(okno, url))[1]
    assert "не подошёл" in (await put(okno, url, current=OTHER, new=OTHER, again=OTHER))[1]
    assert "такой же" in (await put(okno, url, current=GOOD, new=GOOD, again=GOOD))[1]
    assert "Сохранено" in (await put(okno, url, current=GOOD, new=OTHER, again=OTHER))[1]
    await person.until("сменён")


async def test_links_end_by_time_by_a_newer_one_and_by_the_lock(okno: Okno) -> None:
    person = await at_password(okno)
    first = await link(person)
    second = await link(person)
    assert GONE in (await got(okno, first))[1]
    assert (await got(okno, second))[0] == 200
    await person.say("/lock")
    assert (await got(okno, second))[0] == 404
    for wrong in ("a" * 22, "x", "%00", "a" * 500):
        async with okno.session.get(f"{okno.url}/secure/{wrong}") as answer:
            assert answer.status == 404


async def app_data(okno: Okno, person: Person) -> str:
    """The signed initData that Telegram would open the Mini App with."""
    window = await person.open_window()
    body = {"user": person.id, "message_id": window.id, "text": "Открыть защищённую страницу"}
    url = str((await okno.sim("POST", "/sim/taps", body))["url"])
    return str(dict(parse_qsl(urlsplit(url).fragment))["tgWebAppData"])


async def opened(okno: Okno, init_data: str, what: str = "password") -> tuple[int, dict[str, str]]:
    body = {"init_data": init_data, "what": what}
    async with okno.session.post(f"{okno.url}/secure/open", json=body) as answer:
        return answer.status, await answer.json()


async def test_a_mini_app_gets_a_link_once_for_each_signature(okno: Okno) -> None:
    person = await at_password(okno)
    data = await app_data(okno, person)
    first = await asyncio.gather(*(opened(okno, data) for _ in range(10)))
    told = [body for status, body in first if status == 200]
    assert len(told) == 1
    assert "Новый пароль" in (await got(okno, okno.url + told[0]["url"]))[1]
    await person.say("/lock")
    await person.tap("Профиль")
    for label in ("Безопасность", "Пароль"):
        await person.tap(label)
    stranger = await okno.person("Борис")
    await stranger.say("/start")
    assert (await opened(okno, data))[0] == 403


async def test_a_mini_app_without_a_fresh_proof_is_sent_back(okno: Okno) -> None:
    person = await at_password(okno)
    data = await app_data(okno, person)
    await okno.core.security.lock(await okno.core.citizens.meet(person.id, "ru"))
    status, told = await opened(okno, data)
    assert (status, "подтвердите" in told["error"]) == (403, True)


async def test_tampered_init_data_of_each_field_is_refused(okno: Okno) -> None:
    person = await at_password(okno)
    data = await app_data(okno, person)
    now = okno.core.clock.now().timestamp()
    assert signed_by_telegram(TOKEN, data, now) is not None
    assert signed_by_telegram(TOKEN, data, now + 301) is None
    assert signed_by_telegram(TOKEN, data, now - 61) is None
    fields = dict(parse_qsl(data))
    for name, value in fields.items():
        less = {other: fields[other] for other in fields if other != name}
        wrong = (
            urlencode({**fields, name: value + "1"}),
            urlencode(less),
            f"{data}&{urlencode({name: value})}",
        )
        assert [signed_by_telegram(TOKEN, one, now) for one in wrong] == [None] * 3, name
    assert signed_by_telegram(TOKEN, data + "&more=1", now) is None
    assert (await opened(okno, urlencode({**fields, "auth_date": "1"})))[0] == 403


def test_ten_thousand_tampered_data_raise_nothing() -> None:
    dice, signs = random.Random(13), '&=%{"а\ud800' + string.printable
    for _ in range(10_000):
        text = "".join(dice.choices(signs, k=dice.randrange(120)))
        whole = f"hash={text}&auth_date={text}&user={text}"
        made = dice.choice((text, whole, f"user=%7B%22id%22%3A1%7D&hash={quote(text, errors='replace')}"))
        assert signed_by_telegram(TOKEN, made, 1_800_000_000.0) is None


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("Ab1", "password-length"),
        ("x" * 129, "password-length"),
        ("Пароль123", "password-latin"),
        ("Ab1\u00a0cdefg", "password-latin"),
        ("vesna-v-tule-48", "password-signs"),
        ("VESNA-V-TULE-48", "password-signs"),
        ("Vesna-v-Tule", "password-signs"),
        ("Password1", "password-common"),
        ("P@ssw0rd2024!", "password-common"),
        ("Privet123", "password-common"),
        ("Aa1Aa1Aa1", "password-common"),
        (GOOD, None),
        (OTHER, None),
    ],
)
def test_what_a_password_must_be(password: str, problem: str | None) -> None:
    assert password_problem(password) == problem


async def test_wrong_present_passwords_bring_a_pause(okno: Okno) -> None:
    person = await at_password(okno)
    citizen = await okno.core.citizens.meet(person.id, "ru")
    await put(okno, await link(person), new=GOOD, again=GOOD)
    verdicts = await asyncio.gather(*(okno.core.passwords.fits(citizen.id, OTHER) for _ in range(50)))
    assert not any(one.ok for one in verdicts)
    assert not (await okno.core.passwords.fits(citizen.id, GOOD)).ok, "not even the right one"
    await person.until("Несколько раз подряд")


async def test_a_password_is_reminded_of_after_a_year_once(okno: Okno) -> None:
    person = await at_password(okno)
    await put(okno, await link(person), new=GOOD, again=GOOD)
    await okno.sim("POST", "/sim/clock", {"advance_s": 366 * 86_400})
    await asyncio.sleep(1.5)
    for _ in range(2):
        await okno.core.passwords.remind()
    await person.until("Пароль не менялся год")
    told = [one for one in await person.messages() if re.search("Пароль не менялся год", one.text)]
    assert len(told) == 1
