"""Reply markups, checked as Telegram checks them and written as a message carries them."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from pydantic import BaseModel
from pydantic_core import to_json

from sandbox.telegram import Json, bad_request

DATA_BYTES = 64
INLINE_BUTTONS = 100
REPLY_BUTTONS = 300
MARKUP_BYTES = 10_240
COPY_CHARS = 256
STYLES = {"", "default", "primary", "danger", "success"}
KINDS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)


def checked_markup(
    markup: BaseModel | None, *, group: bool, invoice: bool = False
) -> tuple[Json | None, Json | None]:
    """(inline keyboard for the message, any other markup for the person's screen).

    An inline keyboard without a button is the same as none.
    """
    if markup is None:
        return None, None
    if isinstance(markup, InlineKeyboardMarkup):
        return inline(markup, invoice=invoice), None
    value: Json = markup.model_dump(mode="json", exclude_none=True)
    if isinstance(markup, ReplyKeyboardMarkup):
        _check_reply_keyboard(value, group)
    return None, value


def inline(markup: InlineKeyboardMarkup | None, *, invoice: bool = False) -> Json | None:
    if markup is None:
        return None
    rows = [[_button(button) for button in row] for row in markup.inline_keyboard if row]
    if not rows:
        return None
    if sum(len(row) for row in rows) > INLINE_BUTTONS:
        raise bad_request("reply markup is too long")
    pays = [(r, c) for r, row in enumerate(rows) for c, button in enumerate(row) if button.get("pay")]
    if pays and (pays != [(0, 0)] or not invoice):
        raise bad_request("BUTTON_TYPE_INVALID")
    value = {"inline_keyboard": rows}
    if len(to_json(value)) > MARKUP_BYTES:
        raise bad_request("reply markup is too long")
    return value


def _button(button: InlineKeyboardButton) -> Json:
    value: Json = button.model_dump(mode="json", exclude_none=True)
    if not button.text:
        raise _unreadable('Field "text" must be non-empty')
    _check_style(value)
    kinds = [kind for kind in KINDS if value.get(kind) not in (None, "", False)]
    if "switch_inline_query" in value or "switch_inline_query_current_chat" in value:
        kinds = kinds or ["switch_inline_query"]
    if not kinds:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        # Telegram silently takes the first; two actions on one button are always our mistake.
        raise _unreadable("exactly one of the optional fields must be used")
    _check_action(kinds[0], value)
    return value


def _check_action(kind: str, value: Json) -> None:
    match kind:
        case "callback_data" if len(value["callback_data"].encode()) > DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        case "url":
            _check_url(value["url"], "inline keyboard button URL", {"http", "https", "tg", "ton"})
        case "web_app":
            url = value["web_app"]["url"]
            _check_url(url, "inline keyboard button Web App URL", {"https"} | _loopback(url))
        case "copy_text" if not 1 <= len(value["copy_text"]["text"]) <= COPY_CHARS:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_url(url: str, what: str, schemes: set[str]) -> None:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if not host or " " in url:
        raise bad_request(f"{what} '{url}' is invalid: Wrong HTTP URL")
    if parts.scheme not in schemes:
        reason = "Only HTTPS links are allowed" if schemes == {"https"} else "Unsupported URL protocol"
        raise bad_request(f"{what} '{url}' is invalid: {reason}")


def _loopback(url: str) -> set[str]:
    """The sandbox's pages live on the machine itself, where there is no certificate."""
    host = urlsplit(url).hostname or ""
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    return {"http"} if local else set()


def _check_reply_keyboard(value: Json, group: bool) -> None:
    rows: list[list[dict[str, Any]]] = [row for row in value["keyboard"] if row]
    buttons = [button for row in rows for button in row]
    if len(buttons) > REPLY_BUTTONS or len(to_json(value)) > MARKUP_BYTES:
        raise bad_request("reply markup is too long")
    for button in buttons:
        if not button.get("text"):
            raise bad_request('can\'t parse keyboard button: Field "text" must be non-empty')
        _check_style(button)
        if group and button.get("request_contact"):
            raise bad_request("phone number can be requested in private chats only")
        if group and button.get("request_location"):
            raise bad_request("location can be requested in private chats only")
    placeholder = value.get("input_field_placeholder") or ""
    if len(placeholder) > 64:
        raise bad_request("REPLY_MARKUP_PLACEHOLDER_INVALID")
    value["keyboard"] = rows


def _check_style(button: Json) -> None:
    if str(button.get("style") or "").lower() not in STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")


def _unreadable(reason: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {reason}")
