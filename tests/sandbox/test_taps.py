"""Pressing buttons, and what else a person does that waits for the bot."""

import asyncio
from time import monotonic
from urllib.parse import parse_qsl, unquote

from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LabeledPrice,
    WebAppInfo,
)
from aiogram.utils.web_app import check_webapp_signature

from tests.sandbox.box import TOKEN, Box, keyboard, refusal


async def test_a_label_is_matched_whole_before_in_part(box: Box) -> None:
    user = await box.person()
    markup = InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text="✅ Да, подать", callback_data="first")],
            [InlineKeyboardButton(text="Да, позже", callback_data="second")],
            [InlineKeyboardButton(text="Да", callback_data="third")],
        ]
    )
    sent = await box.bot.send_message(user, "x", reply_markup=markup)
    for label, data in [("Да", "third"), ("Да,", "first"), ("позже", "second")]:
        query, waiting = await box.press(user, sent.message_id, label)
        assert query.data == data
        await box.bot.answer_callback_query(query.id)
        assert (await waiting)["answered"] is True
    body = {"user": user, "message_id": sent.message_id, "text": "Нет"}
    assert "no button" in await box.post("/sim/taps", body, 404)


async def test_any_data_may_be_sent_under_any_message(box: Box) -> None:
    user = await box.person()
    for message, data in [(1, "forged:1"), (999, "x" * 100), (1, "")]:
        body = {"user": user, "message_id": message, "data": data}
        waiting = asyncio.create_task(box.post("/sim/taps", body))
        query = (await box.updates(wait_s=5))[0].callback_query
        assert query is not None
        assert query.data == data
        assert query.message is not None
        assert (query.message.date == 0) is (message == 999)
        await box.bot.answer_callback_query(query.id)
        assert (await waiting)["answered"] is True


async def test_silence_is_told_after_10_seconds(box: Box) -> None:
    user = await box.person()
    sent = await box.bot.send_message(user, "x", reply_markup=keyboard("да"))
    invoice = await box.bot.send_invoice(
        user,
        "Пошлина",
        "За паспорт",
        "p1",
        "RUB",
        [LabeledPrice(label="x", amount=30000)],
        provider_token="t",
    )
    started = monotonic()
    tap, payment = await asyncio.gather(
        box.post("/sim/taps", {"user": user, "message_id": sent.message_id, "text": "да"}),
        box.post("/sim/payments", {"user": user, "message_id": invoice.message_id, "outcome": "paid"}),
    )
    assert 9.5 < monotonic() - started < 60
    assert tap == {"answered": False}
    assert payment["ok"] is False
    queries = [update.pre_checkout_query for update in await box.updates()]
    late = next(query for query in queries if query)
    assert "query is too old" in await refusal(box.bot.answer_pre_checkout_query(late.id, ok=True))


async def test_buttons_that_the_app_itself_handles(box: Box) -> None:
    user = await box.person()
    markup = InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text="Сайт", url="https://ya.ru/")],
            [InlineKeyboardButton(text="Номер", copy_text=CopyTextButton(text="123"))],
            [InlineKeyboardButton(text="Форма", web_app=WebAppInfo(url="https://okno.example/f?x=1"))],
        ]
    )
    sent = await box.bot.send_message(user, "x", reply_markup=markup)
    body = {"user": user, "message_id": sent.message_id}
    assert (await box.post("/sim/taps", {**body, "text": "Сайт"}))["url"] == "https://ya.ru/"
    assert (await box.post("/sim/taps", {**body, "text": "Номер"}))["copied"] == "123"
    url = (await box.post("/sim/taps", {**body, "text": "Форма"}))["url"]
    address, _, fragment = url.partition("#")
    assert address == "https://okno.example/f?x=1"
    init_data = unquote(dict(part.split("=", 1) for part in fragment.split("&"))["tgWebAppData"])
    assert check_webapp_signature(TOKEN, init_data)
    assert f'"id":{user}' in dict(parse_qsl(init_data))["user"]
    forged = init_data.replace(str(user), str(user + 1))
    assert not check_webapp_signature(TOKEN, forged)
    assert await box.updates() == []


async def test_a_toast_and_typing_reach_the_page(box: Box) -> None:
    user = await box.person()
    sent = await box.bot.send_message(user, "x", reply_markup=keyboard("да"))
    async with box.http.get("/sim/live") as events:
        await events.content.readuntil(b"\n\n")
        query, waiting = await box.press(user, sent.message_id, "да")
        await box.bot.answer_callback_query(query.id, text="Принято")
        await waiting
        await box.bot.send_chat_action(user, "typing")
        seen = [await events.content.readuntil(b"\n\n") for _ in range(2)]
    assert b'"toast"' in seen[0]
    assert "Принято".encode() in seen[0]
    assert b'{"type":"typing","chat":%d}' % user in seen[1]


async def test_an_invoice_is_paid_after_the_pre_checkout(box: Box) -> None:
    user = await box.person()
    price = [LabeledPrice(label="Пошлина", amount=30000)]
    sent = await box.bot.send_invoice(
        user, "Пошлина", "За паспорт", "order-1", "RUB", price, provider_token="t"
    )
    assert (await box.last(user))["buttons"][0][0]["pay"] is True
    body = {"user": user, "message_id": sent.message_id}
    assert (await box.post("/sim/payments", {**body, "outcome": "abandoned"}))["ok"] is False
    assert await box.updates() == []
    for outcome, allowed in [("paid", False), ("declined", True), ("paid", True)]:
        paying = asyncio.create_task(box.post("/sim/payments", {**body, "outcome": outcome}))
        query = (await box.updates(wait_s=5))[0].pre_checkout_query
        assert query is not None
        assert (query.total_amount, query.invoice_payload) == (30000, "order-1")
        await box.bot.answer_pre_checkout_query(
            query.id, ok=allowed, error_message=None if allowed else "Нельзя"
        )
        result = await paying
        assert result["ok"] is (outcome == "paid" and allowed)
    message = (await box.updates())[0].message
    assert message is not None
    assert message.successful_payment is not None
    assert message.successful_payment.invoice_payload == "order-1"
