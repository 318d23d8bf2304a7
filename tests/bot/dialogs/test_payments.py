"""«Платежи»: what applications cost, which wait for it, and what to do about it."""

from core.citizens.model import Citizen
from tests.bot.dialogs.test_applications import registered
from tests.filing import file_application
from tests.okno import Okno


async def charged(okno: Okno, citizen: Citizen, fee: int) -> str:
    """An application of a service that costs this much."""
    service = next(one for one in okno.core.catalogue.services.values() if one.fee == fee)
    number = await file_application(okno.core, citizen, service.id)
    await okno.quiet()
    return number


async def test_nothing_to_pay_says_where_fees_are_shown(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/menu")
    await person.tap("Платежи")
    window = await person.window()
    assert "Сейчас платить не за что" in window.text
    assert window.labels == ["Выбрать услугу", "Назад"]


async def test_what_awaits_payment_comes_first_with_what_to_do(okno: Okno) -> None:
    person, citizen = await registered(okno)
    waiting, later = await charged(okno, citizen, 1500), await charged(okno, citizen, 6000)
    await charged(okno, citizen, 0)
    await okno.decide(waiting, "awaiting_payment")
    await person.until("оплатите 1 500 ₽")
    await person.say("/menu")
    await person.tap("Платежи")
    window = await person.window()
    text = window.text
    assert "Ждут оплаты: 1 500 ₽" in text
    assert text.index(waiting) < text.index("Платить пока не нужно") < text.index(later)
    assert "6 000 ₽" in text
    assert "В назначении укажите номер заявления" in text
    assert "никогда не прошу" in text
    assert "1\u00a0500\u00a0₽" in window.raw["text"]  # a line never ends inside an amount
    await person.tap("1 500 ₽")
    card = await person.window()
    assert "К оплате 1 500 ₽" in card.text
    assert card.labels[0] == "К платежам"


async def test_what_has_ended_is_charged_no_more(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await charged(okno, citizen, 1500)
    await person.say("/menu")
    await person.tap("Платежи")
    window = await person.window()
    await okno.core.applications.withdraw(citizen, number)
    assert "устарела" in str(await person.tap("1 500 ₽", window))
    assert "Сейчас платить не за что" in (await person.window()).text
