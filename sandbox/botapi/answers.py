"""Answers to what people do: presses, inline queries, pre-checkouts; and invoices."""

import re

from aiogram.methods import AnswerCallbackQuery, AnswerInlineQuery, AnswerPreCheckoutQuery, SendInvoice
from aiogram.types import InlineQueryResultsButton, InlineQueryResultUnion, InputTextMessageContent

from sandbox.botapi.call import TRUE, Call, writable_chat
from sandbox.botapi.keyboards import inline
from sandbox.botapi.sending import post
from sandbox.telegram import Json, bad_request
from sandbox.text import message_text

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
CALLBACK_TEXT = 200
INLINE_RESULTS = 50
OFFSET_BYTES = RESULT_ID_BYTES = 64
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def answer_callback_query(call: Call[AnswerCallbackQuery]) -> bytes:
    said = call.said
    if len(said.text or "") > CALLBACK_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    value = {"text": said.text or "", "show_alert": bool(said.show_alert), "url": said.url}
    press = call.world.presses.answer(said.callback_query_id, value)
    if press is None:
        raise bad_request(TOO_OLD)
    if said.text:
        call.world.live.tell(
            {"type": "toast", "user": press.user, "text": said.text, "alert": bool(said.show_alert)}
        )
    return TRUE


async def answer_inline_query(call: Call[AnswerInlineQuery]) -> bytes:
    said = call.said
    if len(said.results) > INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len((said.next_offset or "").encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    results = [_result(item) for item in said.results]
    if len({item["id"] for item in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    shown = {"results": results, "next_offset": said.next_offset or "", "button": _inline_button(said.button)}
    if not call.world.inline.answer(said.inline_query_id, shown):
        raise bad_request(TOO_OLD)
    return TRUE


def _result(item: InlineQueryResultUnion) -> Json:
    """The result as the person's app gets it, once Telegram would take it."""
    result: Json = item.model_dump(mode="json", exclude_none=True, fallback=_unset)
    if not result["id"]:
        raise bad_request("RESULT_ID_EMPTY")
    if len(result["id"].encode()) > RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] == "article" and not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    if markup := inline(getattr(item, "reply_markup", None)):
        result["reply_markup"] = markup
    content = getattr(item, "input_message_content", None)
    if isinstance(content, InputTextMessageContent):
        message_text(content.message_text, content.parse_mode, content.entities, edit=False)
    return result


def _inline_button(button: InlineQueryResultsButton | None) -> Json | None:
    """The line above the results that leads into the chat with the bot."""
    if button is None:
        return None
    if not button.text:
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if button.web_app is None and not START_PARAMETER.fullmatch(button.start_parameter or ""):
        raise bad_request("START_PARAM_INVALID" if button.start_parameter else "START_PARAM_EMPTY")
    return button.model_dump(mode="json", exclude_none=True)


async def answer_pre_checkout_query(call: Call[AnswerPreCheckoutQuery]) -> bytes:
    said = call.said
    if not said.ok and not said.error_message:
        raise bad_request("error message is empty")
    if not call.world.payments.answer(
        said.pre_checkout_query_id, {"ok": said.ok, "error": said.error_message}
    ):
        raise bad_request(TOO_OLD)
    return TRUE


async def send_invoice(call: Call[SendInvoice]) -> bytes:
    said = call.said
    chat = writable_chat(call.world, said.chat_id)
    if not said.prices:
        raise bad_request("there must be at least one price")
    total = sum(price.amount for price in said.prices)
    if total <= 0:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    if said.currency != "XTR" and not said.provider_token:
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    if not said.title or len(said.title) > 32 or not said.description or len(said.description) > 255:
        raise bad_request("INVOICE_TEXT_INVALID")
    if not 1 <= len(said.payload.encode()) <= 128:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    invoice = {
        "title": said.title,
        "description": said.description,
        "start_parameter": said.start_parameter or "",
        "currency": said.currency,
        "total_amount": total,
    }
    raw = post(call, chat, {"invoice": invoice})
    call.world.payments.keep(chat.id, chat.last_id, {**invoice, "payload": said.payload})
    return raw


def _unset(value: object) -> None:
    """aiogram's "use the bot's default" marks are nothing outside of it."""
