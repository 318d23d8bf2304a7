"""The bot's own account: who it is, what it says of itself, its commands and its menu button."""

from pydantic_core import to_json

from sandbox.journal import Journal, Tables
from sandbox.telegram import Json

USERNAME = "okno_sandbox_bot"
NAME = "Okno"


class Profile:
    """Texts are kept as (kind, language) rows: kind is name, description or short_description."""

    def __init__(self, journal: Journal, token: str) -> None:
        self._journal = journal
        self.id = int(token.partition(":")[0])
        self._rows: dict[str, object] = {}

    def restore(self, tables: Tables) -> None:
        self._rows = tables.get("profile")

    def as_user(self) -> Json:
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.text("name", "") or NAME,
            "username": USERNAME,
        }

    def as_me(self) -> Json:
        rights = {
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        return self.as_user() | rights

    def text(self, kind: str, language: str) -> str:
        return str(self._rows.get(f"{kind}/{language}") or self._rows.get(f"{kind}/") or "")

    def set_text(self, kind: str, language: str, text: str) -> None:
        self._set(f"{kind}/{language}", text or None)

    def commands(self, scope: str, language: str) -> list[Json]:
        value = self._rows.get(f"commands/{scope}/{language}", [])
        return list(value) if isinstance(value, list) else []

    def set_commands(self, scope: str, language: str, commands: list[Json]) -> None:
        self._set(f"commands/{scope}/{language}", commands or None)

    def commands_by_language(self) -> dict[str, list[Json]]:
        """What a person sees in a private chat: the narrower scope first."""
        languages = {key.rpartition("/")[2] for key in self._rows if key.startswith("commands/")} | {""}
        return {
            language: self.commands("all_private_chats", language) or self.commands("default", language)
            for language in sorted(languages)
        }

    def menu_button(self, chat: int | None) -> Json:
        value = self._rows.get(f"menu/{chat}") or self._rows.get("menu/None") or {"type": "commands"}
        return dict(value) if isinstance(value, dict) else {}

    def set_menu_button(self, chat: int | None, button: Json | None) -> None:
        self._set(f"menu/{chat}", button)

    def _set(self, key: str, value: object) -> None:
        if value is None:
            self._rows.pop(key, None)
            self._journal.drop("profile", key)
        else:
            self._rows[key] = value
            self._journal.put("profile", key, to_json(value))
