"""Whether a message, a link or a name is this bot's own: what can be said for certain, and what cannot.

Only Telegram's own mark of a forwarded message proves who wrote it; a text that was copied proves nothing.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

# What speaks of fraud, the gravest first.
GRAVE = frozenset({"asks-code", "asks-money", "alike", "link-alike", "link-hidden", "bot-alike"})
_TELEGRAM = frozenset({"t.me", "telegram.me", "telegram.dog"})
_LINK = re.compile(r"(?:(?:https?|tg)://|(?<![\w@.])(?:t\.me|telegram\.me)/)[^\s<>«»\"']+", re.IGNORECASE)
_NAMED = re.compile(r"(?<![\w@/.])@(\w{4,32})", re.ASCII)
_SITE = re.compile(
    r"(?<![\w@/.-])(?:[\w-]+\.)+(?:ru|рф|com|org|net|info|su|online|site|top|xyz|me)\b(?:/\S*)?",
    re.IGNORECASE,
)
_ASKS_CODE = re.compile(
    r"(?:сообщи|назови|пришли|продиктуй|скажи|отправь|перешли|введи|укажи)(?:те)?\b[^.!?]{0,60}"
    r"(?:код|парол|пин|cvv|cvc|номер карты|данные карты)"
    r"|(?:send|tell|enter|give|provide)\b[^.!?]{0,60}(?:code|password|pin|cvv|card number)",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"(?:никому|никогда|не)\s+(?:не\s+)?(?:сообщ|назыв|говори|присыл|отправл|перед)", re.IGNORECASE
)
_ASKS_MONEY = re.compile(
    r"безопасн\w+ сч[её]т|перевед\w+[^.!?]{0,40}(?:на (?:карту|сч[её]т)|деньги|сбережени)"
    r"|оплатите[^.!?]{0,40}(?:комисси|пошлин|штраф)[^.!?]{0,40}(?:карт|ссылк)|safe account",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ours:
    """Who we are: the bot's id and username, the host of its own pages ("" where there are none)."""

    id: int
    username: str
    host: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What was brought. `by`: user, bot, hidden, channel, or "" for what was not forwarded; `links` are those
    behind words, each (words, address)."""

    text: str
    by: str = ""
    by_id: int = 0
    by_name: str = ""
    via_id: int = 0
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; `about` is the link or the name it is about."""

    code: str
    about: str = ""


def judge(shown: Shown, ours: Ours) -> list[Finding]:
    """Everything that can be said, whose it is first."""
    found = [_author(shown, ours), *_links(shown, ours)]
    if found[0].code == "ours":
        return found
    if _ASKS_CODE.search(shown.text) and not _REFUSES.search(shown.text):
        found.append(Finding("asks-code"))
    if _ASKS_MONEY.search(shown.text):
        found.append(Finding("asks-money"))
    return found


def verdict(found: Iterable[Finding]) -> str:
    """In one word: ours, fraud, or unknown. Ours is only what Telegram says we have written."""
    codes = [one.code for one in found]
    if codes[:1] == ["ours"]:
        return "ours"
    return "fraud" if GRAVE & set(codes) else "unknown"


def _author(shown: Shown, ours: Ours) -> Finding:
    if shown.by in {"user", "bot"} and shown.by_id == ours.id:
        return Finding("ours")
    if shown.by == "bot":
        return Finding("bot-alike" if _alike(shown.by_name, ours.username) else "bot", _at(shown.by_name))
    if shown.by in {"user", "hidden", "channel"}:
        return Finding(shown.by, shown.by_name)
    return Finding("through-us" if shown.via_id == ours.id else "copied")


def _at(name: str) -> str:
    return f"@{name}" if name else ""


def _links(shown: Shown, ours: Ours) -> list[Finding]:
    found: dict[str, Finding] = {}
    for words, address in shown.links:
        names = _SITE.search(words) or _LINK.search(words)
        if names is not None and _host(names[0]) not in {"", _host(address)}:
            found[address] = Finding("link-hidden", address[:80])
    for address in (*(address for _, address in shown.links), *_addresses(shown.text)):
        found.setdefault(address, Finding(_link(address, ours), address[:80]))
    for match in _NAMED.finditer(shown.text):
        name = match[1]
        if name.lower() != ours.username.lower():
            code = "alike" if _alike(name, ours.username) else "name"
            found.setdefault(name, Finding(code, f"@{name}"))
        else:
            found.setdefault(name, Finding("name-ours", f"@{name}"))
    return list(found.values())


def _addresses(text: str) -> list[str]:
    full = [match[0].rstrip(".,;:!?)") for match in _LINK.finditer(text)]
    rest = _LINK.sub(" ", text)
    return [*full, *(match[0].rstrip(".,;:!?)") for match in _SITE.finditer(rest))]


def _link(address: str, ours: Ours) -> str:
    host = _host(address)
    if address.lower().startswith("tg:") or host in _TELEGRAM:
        name = _name_in(address)
        if name == ours.username.lower():
            return "link-ours"
        return "link-alike" if _alike(name, ours.username) else "link-telegram"
    if ours.host and host == ours.host:
        return "link-ours"
    return "link-alike" if _alike(host.partition(".")[0], ours.username) else "link-site"


def _host(address: str) -> str:
    """The host a browser would go to: what stands before «@» in an address is no host."""
    full = address if "://" in address else f"https://{address}"
    try:
        return (urlsplit(full).hostname or "").removeprefix("www.").lower()
    except ValueError:
        return ""


def _name_in(address: str) -> str:
    """The username a link of Telegram's leads to."""
    if (match := re.search(r"[?&]domain=(\w+)", address)) is not None:
        return match[1].lower()
    path = urlsplit(address if "://" in address else f"https://{address}").path
    return path.strip("/").partition("/")[0].lower()


_TWINS = str.maketrans("0135|!авеиклмнорстухь", "oiesliabeuklmhopctyxb")


def _plain(name: str) -> str:
    """A name as the eye takes it: no marks or underscores, digits and other alphabets' twins as letters."""
    flat = unicodedata.normalize("NFKD", name.casefold()).translate(_TWINS)
    return "".join(char for char in flat if char.isalnum()).replace("rn", "m").replace("l", "i")


def _alike(name: str, own: str) -> bool:
    """Another name that reads like ours: two signs off at most, or ours with something put to it."""
    if not name or name.lower() == own.lower():
        return False
    seen, mine = _plain(name), _plain(own)
    stem = mine.removesuffix("bot")
    return _distance(seen, mine) <= (2 if len(mine) > 6 else 1) or (len(stem) >= 4 and stem in seen)


def _distance(one: str, two: str) -> int:
    """Levenshtein's."""
    row = list(range(len(two) + 1))
    for at, char in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, other in enumerate(two, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (char != other))
    return row[-1]
