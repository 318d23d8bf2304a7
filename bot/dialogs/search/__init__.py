"""The search: its results, their conditions, and how one likes to search."""

from bot.dialogs.search.results import search_dialog

__all__ = ["search_dialog"]
