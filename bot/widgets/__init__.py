"""What windows are made of: a text and buttons, both worked out by the window's getter."""

from bot.widgets.screen import Act, Rows, back_row, pager_row, screen, shown

__all__ = ["Act", "Rows", "back_row", "pager_row", "screen", "shown"]
