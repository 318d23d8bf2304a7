"""Links, sharing and QR codes: what each leads to, and that garbage leads to the ordinary menu."""

import base64
import random
import string

import pytest
from PIL import Image

from bot.links import draw_qr, payload_in
from tests.filing import file_application
from tests.okno import Okno, Person

EXPIRED = "Эта ссылка устарела или неполная"


async def shown_link(person: Person) -> str:
    window = await person.window()
    return next(word for word in window.text.split() if word.startswith("https://t.me/"))


async def test_a_shared_service_opens_for_anybody(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    person, other = await okno.person(), await okno.person("Борис")
    await person.say("MVD-103")
    await person.tap("Замена паспорта при утрате")
    await person.tap("Поделиться")
    link = await shown_link(person)
    assert link == "https://t.me/okno_sandbox_bot?start=s_passport-rf-loss"
    window = await other.say(f"/start {link.partition('start=')[2]}")
    assert "код MVD-103" in window.text
    await other.tap("Назад")
    assert "Услуги" in (await other.window()).labels


async def test_a_qr_code_comes_as_a_picture_with_its_link(okno: Okno) -> None:
    person = await okno.person()
    await person.say("MVD-103")
    await person.tap("Замена паспорта при утрате")
    await person.tap("QR-код")
    *_, picture, card = await person.messages()
    assert picture.raw["media"]["kind"] == "photo"
    assert "start=s_passport-rf-loss" in picture.text
    assert "Начать заявление" in card.labels
    async with okno.session.get(okno.url + picture.raw["media"]["url"]) as answer:
        sent = await answer.read()
    assert sent == draw_qr("https://t.me/okno_sandbox_bot?start=s_passport-rf-loss")


def test_a_qr_code_is_large_and_has_its_quiet_zone() -> None:
    import io  # noqa: PLC0415

    with Image.open(io.BytesIO(draw_qr("https://t.me/okno_bot?start=s_passport-rf-loss"))) as picture:
        assert picture.format == "PNG"
        assert picture.width == picture.height >= 300
        edge = {picture.convert("L").getpixel((place, 24)) for place in range(picture.width)}
    assert edge == {255}


@pytest.mark.parametrize(
    ("payload", "seen"),
    [
        ("s_passport-rf-loss", "код MVD-103"),
        ("s_MVD-103", "код MVD-103"),
        ("s_mvd-103", "код MVD-103"),
        ("c_documents", "Документы и справки"),
        ("d_fns", "Федеральная налоговая служба"),
        ("b_birth", "Родился ребёнок"),
    ],
)
async def test_public_links_lead_where_they_say(okno: Okno, payload: str, seen: str) -> None:
    person = await okno.person()
    assert seen in (await person.say(f"/start {payload}")).text
    assert not any(EXPIRED in one.text for one in await person.messages())
    await person.tap("Назад")
    assert "Услуги" in (await person.window()).labels


async def test_a_link_pasted_into_the_chat_opens_too(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("вот смотри https://t.me/okno_sandbox_bot?start=c_transport")
    assert "Транспорт и вождение" in window.text
    await person.say("https://t.me/okno_sandbox_bot?start=s_nothing")
    assert any(EXPIRED in one.text for one in await person.messages())


async def test_an_applications_link_is_its_owners_alone(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    person, other = await okno.person(), await okno.person("Борис")
    for one in (person, other):
        await one.register()
    citizen = await okno.core.citizens.meet(person.id, "ru")
    number = await file_application(okno.core, citizen, "account-driving-licence-add", {})
    await okno.quiet()
    await person.say(number)
    card = await person.window()
    link = next(
        button["copy_text"]
        for row in card.raw["buttons"]
        for button in row
        if button["text"] == "Скопировать ссылку"
    )
    payload = link.partition("start=")[2]
    assert len(payload) == 24
    assert number.replace("-", "") not in payload
    for _ in range(2):  # reusable
        assert number in (await person.say(f"/start {payload}")).text
    window = await other.say(f"/start {payload}")
    assert number not in window.text
    assert any(EXPIRED in one.text for one in await other.messages())


async def test_garbage_leads_to_the_ordinary_menu(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    garbage = [
        *(
            "____",
            "a" * 64,
            "s_",
            "c_nothing",
            "b_",
            "a_AAAAAAAAAAAAAAAAAAAAAA",
            "z_x",
            "s_passport-rf-loss_",
            "-",
        ),
        base64.urlsafe_b64encode(b"' OR 1=1--").decode().strip("="),
        "s_" + "x" * 62,
        "../../etc",
        "<b>",
    ]
    for payload in garbage:
        window = await person.say(f"/start {payload}")
        assert "Услуги" in window.labels, payload
        assert sum(EXPIRED in one.text for one in await person.messages()) > 0, payload
    before = len([one for one in await person.messages() if EXPIRED in one.text])
    assert before == len(garbage)


async def test_random_payloads_raise_nothing(okno: Okno) -> None:
    from bot.links import goal_of  # noqa: PLC0415

    rng = random.Random(4)
    citizen = await okno.core.citizens.meet((await okno.person()).id, "ru")
    for _ in range(2_000):
        letters = string.ascii_letters + string.digits + "_-"
        kind, word = (
            rng.choice(("", "s_", "a_", "b_", "c_", "d_")),
            rng.choices(letters, k=rng.randint(0, 64)),
        )
        assert await goal_of(okno.core, citizen, kind + "".join(word)) is None


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("https://t.me/okno_bot?start=s_x", "s_x"),
        ("t.me/Okno_Bot?start=s_x", "s_x"),
        ("tg://resolve?domain=okno_bot&start=b_birth", "b_birth"),
        ("https://t.me/other_bot?start=s_x", None),
        ("https://t.me/okno_bot?start=" + "x" * 65, None),
        ("start=s_x", None),
        ("", None),
    ],
)
def test_a_link_is_read_out_of_a_text(text: str, payload: str | None) -> None:
    assert payload_in(text, "okno_bot") == payload
