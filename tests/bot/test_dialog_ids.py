"""Dialogs opened within one second do not share a name."""

from aiogram_dialog.api.entities import Stack

from bot.app import make_dispatcher
from bot.states import MenuSG


def test_a_thousand_of_one_second_are_all_different() -> None:
    assert callable(make_dispatcher)  # the bot, as it is put together, names them
    seen = set()
    for _ in range(1_000):
        seen.add(Stack().push(MenuSG.main, None).id)
    assert len(seen) == 1_000
