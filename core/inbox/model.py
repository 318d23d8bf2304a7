"""Updates as the inbox keeps them, and the turn a handler works under."""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

Raw = Mapping[str, Any]

TRIES = 3  # exceptions of a handler before its update is parked
DEATHS = 10  # processes that died over it
# Deaths after which an update is in hand alone of its kind, in a process that has lived a while, so that it
# takes no innocent with it; for each death more that while is longer by so much.
SUSPECT = 3
CALM_S = 0.1
MESSAGE_KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "pre_checkout_query")
NOT_STORED = frozenset({"inline_query", "chosen_inline_result"})
# What Telegram is asked to send; everything else would be stored for nothing.
ALLOWED = [*MESSAGE_KINDS, "inline_query"]


@dataclass(slots=True)
class Turn:
    """One claimed update. `applied` once its effect is committed; then it is never handled again.

    `leads_to` is where that effect leads the dialog, e.g. `draft:17`; None: it stays where it is.
    """

    id: int
    update_id: int
    lane: str
    kind: str
    fence: int
    raw: Raw
    applied: bool = False
    leads_to: str | None = None
    tries: int = 0
    deaths: int = 0
    taken_over: bool = False  # just now, from a process that let its lease run out


# The unit of work commits under the turn it runs in: the effect and "applied" are one transaction.
current_turn: ContextVar[Turn | None] = ContextVar("current_turn", default=None)


_KIND = re.compile(r"[a-z_]{1,32}")
_DEEPEST = 64  # Telegram's own updates are a dozen levels deep


def kind_of(raw: Raw) -> str:
    """The kind of an update: its one key beside `update_id`."""
    found = next((key for key in raw if key != "update_id" and isinstance(raw[key], dict)), "")
    return found if _KIND.fullmatch(found) else "unknown"


def lane_of(raw: Raw) -> str:
    """Which queue an update waits in: the citizen's chat, or the group; a pre-checkout waits for nobody."""
    alone = f"update:{raw.get('update_id')}"
    kind = kind_of(raw)
    body = raw.get(kind)
    if not isinstance(body, dict):
        return alone
    if kind == "pre_checkout_query":
        return f"checkout:{raw.get('update_id')}"
    message = body.get("message") if kind == "callback_query" else body
    chat = message.get("chat") if isinstance(message, dict) else None
    sender = body.get("from")
    if isinstance(chat, dict) and chat.get("type", "private") != "private":
        owner = chat.get("id")
    else:
        who = sender if isinstance(sender, dict) else chat
        owner = who.get("id") if isinstance(who, dict) else None
    return f"chat:{owner}" if _is_id(owner) else alone


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) < value < 2**63


def problem_with(raw: object) -> str | None:
    """Why a received body can't be an update, or None."""
    if not isinstance(raw, dict):
        return "not an object"
    update_id = raw.get("update_id")
    if not isinstance(update_id, int) or isinstance(update_id, bool) or not 0 <= update_id < 2**63:
        return "update_id is not a number"
    # What can't be written down again (json recurses) would be refused with everything stored beside it.
    return "nested too deep" if _deep(raw) else None


def _deep(raw: object) -> bool:
    level = [raw]
    for _ in range(_DEEPEST):
        level = [one for outer in level for one in _inside(outer) if isinstance(one, dict | list)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
