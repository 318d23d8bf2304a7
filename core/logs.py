"""Logs that carry ids and never what people wrote: by allow-list, for our own lines and the libraries'.

Three rules, each enough alone for the leaks it was made for:
- a key is written only if it is listed here, its value only if it looks like what its list holds;
- a text is written only if it stands in the source code that logged it, since what stands there is not data:
  aiogram puts whole updates into a warning, pydantic the input, SQLAlchemy the parameters;
- an exception is written as its type and frames; its text and arguments never are.
A bot token is cut out of the finished line besides: aiohttp's errors show the address of a file with it.
"""

import enum
import linecache
import logging
import re
import sys
import threading
import traceback
import uuid
import warnings
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from core.errors import CoreError


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


IDS = _words("""
    account_id application_id bot_id charge_id chat_id citizen_id department draft_id event_id file_id
    inbox_id incident key_id message_id number outbox_id service ticket_id update_id
""")
WORDS = _words("""
    code error host kind lane language method outcome reason role state table topic update_type version
""")
COUNTS = _words("attempt count depth ms pid port retry_after rows seconds signal size status tries")
OURS = _words("event level logger timestamp exception at left_out")

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
WORD = re.compile(
    r"(?!.*\d{5})[A-Za-z][A-Za-z0-9_.:-]{0,79}|\d{1,3}(\.\d{1,3}){1,3}"
)  # or a version, or an address
EVENT = re.compile(r"(?!.*\d{3})[a-z][a-z0-9_]{0,63}")
TOKEN = re.compile(r"\d+(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)

# What these tell at INFO is in the metrics (every update and request) or of no use (every start).
QUIET = ("aiogram.event", "aiohttp.access", "asyncio", "alembic", "pymorphy3")


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for events: `log.info("fenced", update_id=7)`. Usable before `configure_logs`."""
    return cast(structlog.stdlib.BoundLogger, structlog.get_logger(name))


def configure_logs(level: str = "INFO", json: bool = False, stream: TextIO | None = None) -> None:
    """Sends our logs, the libraries', warnings and uncaught exceptions to `stream` (stderr), all cleaned."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Formatter(json, handler.stream))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.raiseExceptions = False  # a record that cannot be formatted would be printed with its arguments
    warnings.showwarning = _log_warning
    sys.excepthook = _log_uncaught
    sys.unraisablehook = lambda args: _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    threading.excepthook = lambda args: _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)


class _Clean(dict[str, Any]):
    """An event that went through the allow-list; a library may log a bare dict of anything."""


class _Formatter(logging.Formatter):
    """The last step for every record: structlog's own arrive clean, a library's is cleaned here."""

    def __init__(self, json: bool, stream: TextIO) -> None:
        super().__init__()
        self._render: Processor = (
            structlog.processors.JSONRenderer(ensure_ascii=False)
            if json
            else structlog.dev.ConsoleRenderer(
                colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        )

    def format(self, record: logging.LogRecord) -> str:
        event = dict(record.msg) if isinstance(record.msg, _Clean) else _foreign(record)
        event.setdefault("logger", record.name)
        return scrub(str(self._render(None, record.levelname.lower(), event)))


def scrub(text: str) -> str:
    """`text` without bot tokens."""
    return TOKEN.sub("<token>", text)


def frames(error: BaseException) -> str:
    """An exception and its causes as types and places, without any text or value."""
    told: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        code = f" [{current.code}]" if isinstance(current, CoreError) and WORD.fullmatch(current.code) else ""
        told.append(f"{kind.__module__}.{kind.__qualname__}{code}")
        told += [f"  {_short(f.filename)}:{f.lineno} {f.name}" for f in _stack(current.__traceback__)]
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return "\n".join(told)


def _stack(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    return list(traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False))


def _short(filename: str) -> str:
    """A place as `aiogram/dispatcher/dispatcher.py`, not where this machine keeps it."""
    parts = Path(filename).parts
    return "/".join(parts[parts.index("site-packages") + 1 :] if "site-packages" in parts else parts[-3:])


@lru_cache(maxsize=2048)
def _stands_in_source(text: str, filename: str) -> bool:
    source = "".join(linecache.getlines(filename))
    return bool(text) and text.replace("\n", "\\n") in source


def _foreign(record: logging.LogRecord) -> EventDict:
    """A library's record: its template when the library's source holds it, and where it was logged."""
    template = str(record.msg)
    place = f"{_short(record.pathname)}:{record.lineno}"
    known = _stands_in_source(template, record.pathname)
    event: EventDict = {
        "event": template if known else "<text>",
        "level": record.levelname.lower(),
        "at": place,
    }
    structlog.processors.TimeStamper(fmt="iso", utc=True)(None, "", event)
    if record.exc_info and record.exc_info[1]:
        event["exception"] = frames(record.exc_info[1])
    return event


def _allowed(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Keeps listed keys with values of their kind; names what it left out, so that it is missed."""
    kept: EventDict = {}
    left_out = []
    for key, value in event.items():
        if key in OURS:
            kept[key] = value
        elif key in IDS | WORDS | COUNTS:
            kept[key] = _plain(key, value)
        else:
            left_out.append(key)
    if left_out:
        kept["left_out"] = [key for key in left_out if EVENT.fullmatch(key)]
    if not EVENT.fullmatch(str(kept["event"])):
        kept["event"] = "<text>"
    return kept


def _plain(key: str, value: object) -> object:
    if isinstance(value, enum.Enum):
        value = value.value
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(key, part) for part in list(value)[:50]]
    shape = ID if key in IDS else WORD
    fits = isinstance(value, str) and key not in COUNTS and shape.fullmatch(value)
    return value if fits else f"<{type(value).__name__}>"


def _exception(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if error is not None:
        event["exception"] = frames(error)
    return event


def _log_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: object, **__: object
) -> None:
    """In place of `warnings.showwarning`, which prints the text: aiogram's holds the whole update."""
    record = logging.LogRecord(
        f"warnings.{category.__name__}", logging.WARNING, filename, lineno, str(message), None, None
    )
    logging.getLogger(record.name).handle(record)


def _log_uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    get_logger("uncaught").critical("uncaught", exc_info=error)


def _configure_structlog() -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            _exception,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _allowed,
            _for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _for_formatter(_: WrappedLogger, __: str, event: EventDict) -> tuple[tuple[_Clean], dict[str, Any]]:
    return (_Clean(event),), {}


# At import, not in configure_logs: structlog's own default prints everything, to stdout.
_configure_structlog()
