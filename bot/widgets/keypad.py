"""Digits by buttons: what a tap carries stands for a digit only here, so nobody on the way reads a code.

The map and the digits so far lie sealed in the dialog's data, since a stack may lie in Redis. One map serves
a whole code: whoever taps fast must not meet buttons that have changed under the finger.
"""

import json
import secrets
from typing import Any

from aiogram_dialog import DialogManager

from bot.turns import core_of
from bot.widgets.screen import Act

_KEY = "keypad"
_ERASE = "erase"
_LAYOUT = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("", "0", _ERASE))
MARK = "k:"  # of a keypad's buttons, in what a window's handler gets


def keypad_rows(manager: DialogManager) -> list[list[Act]]:
    """Four rows; the window adds its own, the way back among them."""
    tokens = {digit: token for token, digit in _load(manager)["map"].items()}
    return [
        [Act("⌫" if digit == _ERASE else digit, MARK + tokens[digit]) for digit in row if digit]
        for row in _LAYOUT
    ]


def dots(manager: DialogManager, length: int) -> str:
    """«• • ◦ ◦ ◦ ◦»: how much has been tapped, not what."""
    so_far = min(len(tapped(manager)), length)
    return " ".join("•" * so_far + "◦" * (length - so_far))


def tapped(manager: DialogManager) -> str:
    """The digits so far."""
    return str(_load(manager)["typed"])


def press(manager: DialogManager, do: str) -> bool:
    """Take a tap; False for what is no button of this keypad as it stands."""
    held = _load(manager)
    meant = held["map"].get(do.removeprefix(MARK)) if do.startswith(MARK) else None
    if meant is None:
        return False
    held["typed"] = held["typed"][:-1] if meant == _ERASE else (held["typed"] + meant)[:32]
    _store(manager, held)
    return True


def clear(manager: DialogManager) -> None:
    """Forget the digits, and what the buttons stood for."""
    manager.dialog_data.pop(_KEY, None)


def _load(manager: DialogManager) -> dict[str, Any]:
    hidden = manager.dialog_data.get(_KEY)
    if hidden:
        found: dict[str, Any] = json.loads(core_of(manager).reveal(str(hidden)))
        return found
    digits = [digit for row in _LAYOUT for digit in row if digit]
    held = {"map": {secrets.token_urlsafe(6): digit for digit in digits}, "typed": ""}
    _store(manager, held)
    return held


def _store(manager: DialogManager, held: dict[str, Any]) -> None:
    manager.dialog_data[_KEY] = core_of(manager).hide(json.dumps(held))
