"""What a log may hold (T30, T34): plant data everywhere a log line is made from, and look for it."""

import io
import json
import logging
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import pytest
import structlog
from multidict import CIMultiDict, CIMultiDictProxy
from pydantic import BaseModel
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from yarl import URL

from core.errors import TemporaryFailure
from core.logs import COUNTS, IDS, WORDS, configure_logs, get_logger, scrub

REPOSITORY = Path(__file__).parent.parent.parent
# Put together here, or they would stand in this file's source, where a text is no data.
PASSPORT = " ".join(("4509", "123" + "456"))
PERSON = "Ив" + "анов" + " Семён"
TOKEN = f"{123456789}:" + "AAH" + "q" * 32
CANARIES = (PASSPORT, PASSPORT.replace(" ", ""), PERSON, PERSON[:6], TOKEN, TOKEN.partition(":")[2])


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level, warnings.showwarning, sys.excepthook, sys.unraisablehook)
    yield
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    warnings.showwarning, sys.excepthook, sys.unraisablehook = before[2:]
    logging.raiseExceptions = True
    structlog.contextvars.clear_contextvars()


@pytest.fixture(params=[True, False], ids=["json", "console"])
def written(request: pytest.FixtureRequest) -> Callable[[], str]:
    stream = io.StringIO()
    configure_logs("DEBUG", json=request.param, stream=stream)
    return stream.getvalue


@pytest.fixture
def lines() -> Callable[[], list[dict[str, object]]]:
    stream = io.StringIO()
    configure_logs("INFO", json=True, stream=stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def client_error() -> Exception:
    """What aiohttp raises when a file cannot be fetched: its text is the address, and the token in it."""
    url = URL(f"https://api.telegram.org/file/bot{TOKEN}/documents/passport.jpg")
    request = aiohttp.RequestInfo(url, "GET", CIMultiDictProxy(CIMultiDict()), url)
    return aiohttp.ClientResponseError(request, (), status=404, message=f"no {url}")


def validation_error() -> Exception:
    class Person(BaseModel):
        age: int

    with pytest.raises(ValueError, match="valid integer") as caught:
        Person(age=PERSON)  # type: ignore[arg-type]
    return caught.value


def database_error() -> Exception:
    with pytest.raises(SQLAlchemyError) as caught, create_engine("sqlite://").connect() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:p)"), {"p": PASSPORT})
    return caught.value


def chained_error() -> Exception:
    try:
        try:
            raise ValueError(PASSPORT)
        except ValueError as first:
            raise TemporaryFailure("department-away", citizen=PERSON) from first
    except TemporaryFailure as error:
        error.add_note(PERSON)
        return error


ERRORS = [client_error, validation_error, database_error, chained_error]


@pytest.mark.parametrize("make", ERRORS)
def test_an_exception_is_told_by_type_and_place_alone(
    make: Callable[[], Exception], written: Callable[[], str]
) -> None:
    error = make()
    for log in (get_logger("okno"), logging.getLogger("a.library")):
        try:
            raise error
        except Exception as caught:
            log.error("handler_failed", exc_info=True)
            log.error("handler_failed", exc_info=caught)
            log.exception("handler_failed")
    out = written()
    assert out.count(type(error).__name__) >= 6
    assert "test_logs.py" in out
    assert [canary for canary in CANARIES if canary in out] == []


def test_a_cause_and_a_code_are_told(written: Callable[[], str]) -> None:
    get_logger("okno").error("handler_failed", exc_info=chained_error())
    assert "core.errors.TemporaryFailure [department-away]" in written()
    assert "builtins.ValueError" in written()


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error", "critical"])
@pytest.mark.parametrize("canary", CANARIES)
def test_what_people_wrote_is_in_no_line(level: str, canary: str, written: Callable[[], str]) -> None:
    ours = getattr(get_logger("okno"), level)
    ours(f"citizen wrote {canary}")
    ours(canary)
    ours(
        "turn",
        answer=canary,
        update_id=canary,
        error=canary,
        size=canary,
        rows=[canary],
        state={canary: canary},
    )
    ours("turn", **{canary: 1})
    structlog.contextvars.bind_contextvars(name=canary, topic=canary)
    ours("turn")
    library = getattr(logging.getLogger("aiogram.dispatcher"), level)
    library("got %s from %r", canary, {"from": canary})
    library(f"got {canary}")
    library(canary)
    library({"text": canary})
    library(SimpleNamespace(text=canary))
    library("broken %d %d", canary)
    library("got", extra={"answer": canary})
    out = written()
    assert "aiogram.dispatcher" in out
    # A number such as 4509123456 looks like an id, and stands where an id stands.
    looks_like_an_id = canary.isalnum() and canary.isascii()
    assert looks_like_an_id or canary not in out


CRASHES = """
import gc, sys, threading, warnings
from core.logs import configure_logs
configure_logs("DEBUG", json=False)
secret = "45" + "09" + sys.argv[1]
class Bad:
    def __del__(self):
        raise ValueError(secret)
Bad()
gc.collect()
def fail():
    raise ValueError(secret)
thread = threading.Thread(target=fail)
thread.start()
thread.join()
warnings.warn("update " + secret, RuntimeWarning)
import asyncio
async def main():
    asyncio.create_task(asyncio.sleep(0)).add_done_callback(lambda _: fail())
    task = asyncio.create_task(asyncio.to_thread(fail))
    await asyncio.sleep(0.1)
    del task
    gc.collect()
asyncio.run(main())
fail()
"""


def test_what_nobody_caught_is_told_without_its_text() -> None:
    run = [sys.executable, "-c", CRASHES, "987654"]
    done = subprocess.run(run, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("builtins.ValueError") == 5
    assert "warnings.RuntimeWarning" in done.stderr  # its text, like aiogram's, would be the whole update
    assert "4509987654" not in done.stderr + done.stdout
    assert done.stdout == ""


def test_a_listed_key_is_written_and_another_is_missed(lines: Callable[[], list[dict[str, object]]]) -> None:
    structlog.contextvars.bind_contextvars(update_id=7)
    get_logger("core.inbox").info("fenced", inbox_id=9, topic="status", rows=3, surname=PERSON)
    (line,) = lines()
    assert line.pop("timestamp")
    assert line == {
        "event": "fenced",
        "level": "info",
        "logger": "core.inbox",
        "update_id": 7,
        "inbox_id": 9,
        "topic": "status",
        "rows": 3,
        "left_out": ["surname"],
    }


def test_a_librarys_own_words_are_kept(lines: Callable[[], list[dict[str, object]]]) -> None:
    logging.getLogger("a.library").info("Started with %d workers", 4)
    (line,) = lines()
    assert line["event"] == "Started with %d workers"
    assert str(line["at"]).startswith("tests/core/test_logs.py:")


def test_levels_are_kept(lines: Callable[[], list[dict[str, object]]]) -> None:
    get_logger("okno").debug("unheard")
    logging.getLogger("aiogram.event").info("Update id=%s is handled", 1)
    assert lines() == []


def test_a_logger_made_before_the_settings_writes_nothing_to_stdout(
    capsys: pytest.CaptureFixture[str],
) -> None:
    get_logger("early").warning("early", answer=PERSON)
    assert capsys.readouterr().out == ""


def test_a_token_is_cut_out_of_any_text() -> None:
    assert scrub(f"GET /file/bot{TOKEN}/x and {TOKEN.replace(':', '%3A')}") == (
        "GET /file/bot<token>/x and <token>"
    )
    assert scrub("at 12:30:00 id 7:8") == "at 12:30:00 id 7:8"


def test_no_key_is_of_two_kinds() -> None:
    assert not IDS & WORDS
    assert not (IDS | WORDS) & COUNTS
