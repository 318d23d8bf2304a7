"""Uploaded bytes, kept as they came: the bot downloads them, the page shows them."""

import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic_core import to_json

from sandbox.journal import Journal, Tables

FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "video_note": "video_notes",
    "video": "videos",
    "animation": "animations",
    "sticker": "stickers",
    "audio": "music",
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    unique_id: str
    kind: str
    path: str
    """Telegram's `file_path`."""
    name: str | None
    content_type: str
    size: int


class Files:
    def __init__(self, journal: Journal, folder: Path) -> None:
        self._journal = journal
        self._folder = folder
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def restore(self, tables: Tables) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for row in tables.get("files").values():
            self._keep(StoredFile(**row))

    def add(self, kind: str, data: bytes, name: str | None, content_type: str) -> StoredFile:
        number = len(self._by_id) + 1
        suffix = Path(name or "").suffix.lower()
        if not suffix[1:].isalnum() or len(suffix) > 6:
            suffix = ".jpg" if kind == "photo" else ".bin"
        file = StoredFile(
            id="SB" + secrets.token_urlsafe(24),
            unique_id="Ag" + secrets.token_urlsafe(9),
            kind=kind,
            path=f"{FOLDERS[kind]}/file_{number}{suffix}",
            name=name,
            content_type=content_type,
            size=len(data),
        )
        (self._folder / file.unique_id).write_bytes(data)
        self._keep(file)
        self._journal.put("files", file.id, to_json(asdict(file)))
        return file

    def get(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def on_disk(self, file: StoredFile) -> Path:
        return self._folder / file.unique_id

    def _keep(self, file: StoredFile) -> None:
        self._by_id[file.id] = file
        self._by_path[file.path] = file
