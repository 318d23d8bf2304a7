"""The master keys from the command line: which there are, a new one, letting an old one go.

In an embedded installation they lie in a file that the running service reads again; with ENCRYPTION_KEYS
the operator changes the setting and restarts the processes one by one before and after.
"""

import asyncio

from core.bootstrap import master_keys, open_works
from core.db.rotation import rewrap, wrapped_by
from core.db.vault import KEY_FILE, MasterKeys, new_key, read_keys, write_keys
from core.settings import Settings, WrongSetting, load_settings


def list_keys() -> list[str]:
    settings = load_settings()
    counts = asyncio.run(_counts(settings))
    current = master_keys(settings).current
    names = dict.fromkeys([*_names(settings), *counts])
    return [f"{one}{' (current)' if one == current else ''}: wraps {counts[one]} data keys" for one in names]


def rotate_keys() -> list[str]:
    """Finish a rotation that was begun; else begin one, with a key of its own where the file is ours.

    Raises WrongSetting with ENCRYPTION_KEYS whose first key wraps everything already.
    """
    settings = load_settings()
    counts = asyncio.run(_counts(settings))
    if set(counts) <= {master_keys(settings).current}:
        _begin(settings)
    done, current = asyncio.run(_rewrap(settings))
    old = [name for name in _names(settings) if name != current]
    return [
        f"{current} wraps everything now ({done} data keys were wrapped anew).",
        "Back the keys up now, apart from the database. Backups made before open with the old keys only.",
        *(_then(settings, name) for name in old),
    ]


def _then(settings: Settings, old: str) -> str:
    if settings.encryption_keys:
        return f"Then take {old} out of ENCRYPTION_KEYS and restart the processes one by one."
    return f"Then let the old one go: python -m bot keys forget {old}"


def forget_key(name: str) -> str:
    """Take a key out of the file. Raises WrongSetting for one that is unknown, current, or still wraps."""
    settings = load_settings()
    if settings.encryption_keys:
        raise WrongSetting("ENCRYPTION_KEYS: take the key out of the setting; example: ENCRYPTION_KEYS=k2:…")
    path = settings.okno_home / KEY_FILE
    texts = path.read_text().split()
    kept = [text for text in texts if text.partition(":")[0] != name]
    if len(kept) == len(texts):
        raise WrongSetting(f"name: there is no key {name}; example: python -m bot keys list")
    wraps = asyncio.run(_counts(settings))[name]
    if wraps or texts[0].partition(":")[0] == name:
        raise WrongSetting(f"name: {name} still wraps {wraps} data keys; example: python -m bot keys rotate")
    write_keys(path, kept)
    return f"{name} is forgotten."


def _begin(settings: Settings) -> None:
    if settings.encryption_keys:
        raise WrongSetting(
            "ENCRYPTION_KEYS: its first key wraps everything already; put a new one before it and restart; "
            "example: ENCRYPTION_KEYS=k2:<openssl rand -base64 32>,k1:…"
        )
    path = settings.okno_home / KEY_FILE
    texts = path.read_text().split()
    names = [text.partition(":")[0] for text in texts]
    numbers = [int(name[1:]) for name in names if name[:1] == "k" and name[1:].isdigit()]
    write_keys(path, [new_key(f"k{max(numbers, default=0) + 1}"), *texts])


def _names(settings: Settings) -> list[str]:
    given = settings.encryption_keys or tuple((settings.okno_home / KEY_FILE).read_text().split())
    return list(read_keys(tuple(given)))


async def _counts(settings: Settings) -> dict[str, int]:
    works = await open_works(settings)
    try:
        return await wrapped_by(works)
    finally:
        await works.database.close()


async def _rewrap(settings: Settings) -> tuple[int, str]:
    master: MasterKeys = master_keys(settings)
    works = await open_works(settings)
    try:
        return await rewrap(works, master), master.current
    finally:
        await works.database.close()
