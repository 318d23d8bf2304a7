"""A text on its way into a message: cleaned, parsed, trimmed, measured, its links and commands found."""

import re
from collections.abc import Sequence

from aiogram.types import MessageEntity

from sandbox.html import parse_html
from sandbox.telegram import CAPTION_LIMIT, MESSAGE_LIMIT, Json, bad_request, stated, units

CONTROL = dict.fromkeys([*range(9), *range(11, 13), *range(14, 32)], " ")
REMOVED = dict.fromkeys([13, *range(0x2028, 0x202F), 0x333, 0x33F, 0x30A])
CLEAN = CONTROL | REMOVED
HIDING = {"code", "pre", "text_link", "text_mention", "url", "mention", "custom_emoji"}
FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"»]+[^\s<>\"».,;:!?)\]'])"
    r"|(?P<email>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<!\w)(?P<hashtag>#\w{1,255})",
)
HINT = re.compile(r"[/@#]")


def formatted(
    text: str, parse_mode: object, entities: Sequence[MessageEntity] | None
) -> tuple[str, list[Json]]:
    """What will stand in the message: the plain text and its entities, in Telegram's order."""
    mode = str(stated(parse_mode) or "").lower()
    text = text.translate(CLEAN)
    if mode == "html":
        plain, found = parse_html(text) if "<" in text or "&" in text else (text, [])
    elif mode in {"", "none"}:
        plain = text
        found = [entity.model_dump(mode="json", exclude_none=True) for entity in entities or ()]
    else:
        # Telegram knows two Markdowns as well; this service never speaks them, so asking is a mistake.
        raise bad_request("unsupported parse_mode")
    plain, found = _trimmed(plain, found)
    return plain, tidy(found + detected(plain, found))


def message_text(text: str, parse_mode: object, entities: Sequence[MessageEntity] | None, edit: bool) -> Json:
    plain, found = formatted(text, parse_mode, entities)
    if not plain:
        raise bad_request("text must be non-empty" if text else "message text is empty")
    if units(plain) > MESSAGE_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG" if edit else "message is too long")
    return {"text": plain} | ({"entities": found} if found else {})


def caption(text: str | None, parse_mode: object, entities: Sequence[MessageEntity] | None) -> Json:
    if not text:
        return {}
    plain, found = formatted(text, parse_mode, entities)
    if units(plain) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    if not plain:
        return {}
    return {"caption": plain} | ({"caption_entities": found} if found else {})


def detected(text: str, taken: Sequence[Json] = ()) -> list[Json]:
    """Links, addresses, mentions, commands and hashtags that Telegram finds by itself."""
    if not HINT.search(text):
        return []
    busy = [(e["offset"], e["offset"] + e["length"]) for e in taken if e["type"] in HIDING]
    narrow = text.isascii() or max(text) <= "\uffff"
    result = []
    for found in FOUND.finditer(text):
        start = found.start() if narrow else units(text[: found.start()])
        length = len(found.group()) if narrow else units(found.group())
        if not any(start < end and begin < start + length for begin, end in busy):
            result.append({"type": str(found.lastgroup), "offset": start, "length": length})
    return result


def tidy(entities: list[Json]) -> list[Json]:
    """Sorted as Telegram sorts them; neighbours of one kind become one."""
    entities.sort(key=lambda e: (e["offset"], -e["length"], e["type"]))
    result: list[Json] = []
    for entity in entities:
        last = next((e for e in reversed(result) if e["type"] == entity["type"]), None)
        plain = set(entity) == {"type", "offset", "length"}
        if (
            last
            and plain
            and set(last) == set(entity)
            and last["offset"] + last["length"] >= entity["offset"]
        ):
            end = max(last["offset"] + last["length"], entity["offset"] + entity["length"])
            if entity["type"] not in {
                "bot_command",
                "mention",
                "hashtag",
                "url",
                "email",
                "blockquote",
                "pre",
            }:
                last["length"] = end - last["offset"]
                continue
        result.append(entity)
    return result


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    stripped = text.strip(" \n\t")
    if len(stripped) == len(text):
        return text, entities
    lead = len(text) - len(text.lstrip(" \n\t"))
    size = units(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(size, entity["offset"] + entity["length"] - lead)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return stripped, kept
