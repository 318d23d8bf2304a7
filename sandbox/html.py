"""Telegram's HTML, read as strictly as Telegram reads it and refused in its own words.

The grammar is that of TDLib's parser (https://core.telegram.org/bots/api#html-style); error places are
byte offsets in UTF-8, entity places are UTF-16 units.
"""

import html
import re
from dataclasses import dataclass

from sandbox.telegram import Json, bad_request, units

PLAIN = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,8})|#x([0-9a-fA-F]{1,7})|(lt|gt|amp|quot));?")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']*)\s*(=?)\s*""")
MARK = re.compile(r"[<&]")
TAG_NAME = re.compile(r"[^\s>]*")
END_TAG = re.compile(r"</([^\s>]*)\s*(>?)")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
USER_LINK = re.compile(r"tg://user\?id=(\d+)")
LINK = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*://)?[^\s/?#]+\.?[^\s]*")


@dataclass(slots=True)
class Tag:
    name: str
    argument: str
    offset: int


class Reader:
    """One pass over a text: `plain` grows, `open` holds the tags not yet closed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._plain: list[str] = []
        self._offset = 0
        self._open: list[Tag] = []
        self._entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        while self._at < len(self._text):
            match self._text[self._at]:
                case "<" if self._text.startswith("</", self._at):
                    self._end_tag()
                case "<":
                    self._start_tag()
                case "&":
                    self._reference()
                case _:
                    self._run()
        if self._open:
            name = self._open[-1].name
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{name}"')
        return "".join(self._plain), self._entities

    def _put(self, piece: str) -> None:
        self._plain.append(piece)
        self._offset += units(piece)

    def _run(self) -> None:
        found = MARK.search(self._text, self._at)
        end = found.start() if found else len(self._text)
        self._put(self._text[self._at : end])
        self._at = end

    def _reference(self) -> None:
        char, end = _decode(self._text, self._at)
        self._put(char)
        self._at = end

    def _bytes(self, at: int) -> int:
        return len(self._text[:at].encode("utf-8", "surrogatepass"))

    def _start_tag(self) -> None:
        begin = self._at
        found = TAG_NAME.match(self._text, begin + 1)
        end = found.end() if found else begin + 1
        if end >= len(self._text):
            raise _cannot_parse(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        name = self._text[begin + 1 : end].lower()
        if name not in PLAIN:
            raise _cannot_parse(f'Unsupported start tag "{name}" at byte offset {self._bytes(begin)}')
        self._at = end
        argument = ""
        while (pair := self._attribute(name, begin)) is not None:
            argument = _argument(name, *pair) or argument
        if name == "span" and argument != "spoiler":
            place = self._bytes(begin)
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
        self._open.append(Tag(name, argument, self._offset))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str] | None:
        """The next attribute of a start tag; None at its ">", which is passed."""
        unclosed = f"Unclosed start tag at byte offset {self._bytes(begin)}"
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        if self._at < len(self._text) and self._text[self._at] == ">":
            self._at += 1
            return None
        found = ATTRIBUTE.match(self._text, self._at)
        if found is None or self._at >= len(self._text):
            raise _cannot_parse(unclosed)
        name, equals = found.group(1), found.group(2)
        if not name:
            place = self._bytes(begin)
            raise _cannot_parse(f'Empty attribute name in the tag "{tag}" at byte offset {place}')
        if not equals:
            self._at = found.end(1)
            return name, ""
        self._at = found.end()
        value = self._value(unclosed)
        if self._at >= len(self._text):
            raise _cannot_parse(unclosed)
        return name, value

    def _value(self, unclosed: str) -> str:
        text = self._text
        if self._at >= len(text):
            raise _cannot_parse(unclosed)
        quote = text[self._at]
        if quote in "\"'":
            end = text.find(quote, self._at + 1)
            if end < 0:
                raise _cannot_parse(unclosed)
            value = REFERENCE.sub(lambda m: _char(m) or m.group(), text[self._at + 1 : end])
            self._at = end + 1
            return value
        found = TOKEN.match(text, self._at)
        end = found.end() if found else self._at
        if end < len(text) and not text[end].isspace() and text[end] != ">":
            place = self._bytes(self._at)
            raise _cannot_parse(f"Unexpected end of name token at byte offset {place}")
        value, self._at = text[self._at : end].lower(), end
        return value

    def _end_tag(self) -> None:
        begin, place = self._at, self._bytes(self._at)
        if not self._open:
            raise _cannot_parse(f"Unexpected end tag at byte offset {place}")
        found = END_TAG.match(self._text, begin)
        if found is None or not found.group(2):
            raise _cannot_parse(f"Unclosed end tag at byte offset {place}")
        tag, name = self._open.pop(), found.group(1)
        if name and name != tag.name:
            raise _cannot_parse(
                f'Unmatched end tag at byte offset {place}, expected "</{tag.name}>", found "</{name}>"'
            )
        self._at = found.end()
        if self._offset > tag.offset:
            self._close(tag)

    def _close(self, tag: Tag) -> None:
        place = {"offset": tag.offset, "length": self._offset - tag.offset}
        last = self._entities[-1] if self._entities else {}
        same = last.get("offset") == place["offset"] and last.get("length") == place["length"]
        match tag.name:
            case "a":
                self._entities.extend(self._link(tag, place))
            case "pre" if same and last.get("type") == "code" and "_language" in last:
                self._entities[-1] = {"type": "pre", **place, "language": last["_language"]}
            case "code" if same and last.get("type") == "pre" and tag.argument:
                self._entities[-1] = {"type": "pre", **place, "language": tag.argument}
            case "code" if tag.argument:
                self._entities.append({"type": "code", **place, "_language": tag.argument})
            case "blockquote" if tag.argument:
                self._entities.append({"type": "expandable_blockquote", **place})
            case "tg-emoji":
                self._entities.append({"type": "custom_emoji", **place, "custom_emoji_id": tag.argument})
            case name:
                self._entities.append({"type": PLAIN[name], **place})

    def _link(self, tag: Tag, place: Json) -> list[Json]:
        url = tag.argument or "".join(self._plain)
        if user := USER_LINK.fullmatch(url):
            return [{"type": "text_mention", **place, "_user": int(user.group(1))}]
        if not LINK.fullmatch(url):
            return []
        if "://" not in url:
            url = f"http://{url}"
        if url.count("/") == 2:
            url += "/"
        return [{"type": "text_link", **place, "url": url}]


def parse_html(text: str) -> tuple[str, list[Json]]:
    """The plain text and its entities; raises Telegram's 400 on markup it would refuse."""
    plain, entities = Reader(text).read()
    for entity in entities:
        entity.pop("_language", None)
    return plain, entities


def _cannot_parse(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


def _decode(text: str, at: int) -> tuple[str, int]:
    found = REFERENCE.match(text, at)
    char = _char(found) if found else ""
    return (char, found.end()) if found and char else ("&", at + 1)


def _char(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    return chr(code)


def _argument(tag: str, name: str, value: str) -> str:
    match tag, name:
        case "a", "href":
            return value
        case "code", "class" if value.startswith("language-"):
            return value.removeprefix("language-")
        case "span", "class" if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case "tg-emoji", "emoji-id":
            return value
        case "blockquote", "expandable":
            return "1"
    return ""


def escape(text: str) -> str:
    return html.escape(text, quote=False)
