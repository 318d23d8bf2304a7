"""Words that are no search, said in any window."""

import pytest

from tests.core.files.uploads import picture, sheet
from tests.okno import Okno


async def test_an_operator_may_be_called_from_anywhere(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/menu")
    window = await person.say("позовите оператора")
    assert "По запросу" not in window.text
    assert "Назад" in window.labels


async def test_small_talk_is_no_search(okno: Okno) -> None:
    person = await okno.person()
    assert "Я — Окно" in (await person.say("Здравствуйте!")).text
    assert "Помощь" in (await person.say("помогите пожалуйста")).text
    window = await person.say("спасибо")
    assert "Помощь" in window.text, "the window that was open is below the answer"
    assert any("Рад помочь" in one.text for one in await person.messages())
    await person.register()
    window = await person.say("добрый вечер")
    assert "Услуги" in window.labels
    assert any("Что нужно сделать?" in one.text for one in await person.messages())


async def test_a_voice_message_is_told_to_be_written(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/menu")
    window = await person.send_file("voice", b"OggS" + bytes(400), "voice.ogg", "audio/ogg")
    assert "Голосовые сообщения" in window.text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("voice", "Напишите, пожалуйста, словами"),
        ("photo", "напишите словами"),
        ("sticker", "пришлите, пожалуйста, текст"),
    ],
)
async def test_what_is_no_query_is_answered_with_what_to_do(okno: Okno, kind: str, said: str) -> None:
    person = await okno.person()
    found = await person.say("потерял паспорт")
    data = picture(sheet()) if kind == "photo" else b"OggS" + bytes(400)
    before = {one.id for one in await person.messages()}
    await person.send_file(kind, data, "x.jpg" if kind == "photo" else "x.bin")
    told = [one for one in await person.messages() if one.id not in before]
    assert any(said in one.text for one in told)
    assert (await person.say("потерял паспорт")).labels == found.labels


async def test_where_is_my_application_opens_the_list(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("где моё заявление")
    assert "аявлени" in window.text
    assert "По запросу" not in window.text


async def test_a_number_never_tells_whether_it_exists(okno: Okno) -> None:
    person = await okno.person()
    mistyped = await person.say("/status 111-111-118")
    unknown = await person.say("/status 410-377-258")
    assert mistyped.text.replace("111-111-118", "N") == unknown.text.replace("410-377-258", "N")
