"""What somebody has told so far of the account they ask for: sealed, and gone with the dialog."""

import json
from typing import Any

from aiogram_dialog import DialogManager

from bot.turns import core_of

Held = dict[str, Any]


def held_in(manager: DialogManager) -> Held:
    hidden = manager.dialog_data.get("held")
    held: Held = json.loads(core_of(manager).reveal(str(hidden))) if hidden else {}
    return held


def hold(manager: DialogManager, held: Held) -> None:
    manager.dialog_data["held"] = core_of(manager).hide(json.dumps(held, ensure_ascii=False))
