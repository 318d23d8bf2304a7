"""Messages and buttons that no window claims."""

from tests.okno import Okno


async def test_words_before_any_window_are_a_search(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("потерял паспорт")
    assert any("паспорт" in label for label in window.labels)


async def test_anything_else_before_any_window_is_answered_with_the_menu(okno: Okno) -> None:
    person = await okno.person()
    window = await person.send(contact="own")
    assert "Услуги" in window.labels
    assert any("прочитать не могу" in one.text for one in await person.messages())
