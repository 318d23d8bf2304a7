"""`make faults`: storms of kills, a death at every operation, how soon the dead are replaced, each fault of
the list; one table at the end.

`make faults ARGS="--seed 7 --kills 1000 --parts storm"` runs a part of it with a seed of one's own.
"""

import argparse
import asyncio
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.faults import scenarios, takeover
from bench.faults.enumerator import Enumeration, enumerate_scene
from bench.faults.house import POSTGRES, SQLITE, Ground, ground
from bench.faults.scenes import SCENES
from bench.faults.storm import Outcome, Storm, rage
from bench.faults.table import Report

PARTS = ("storm", "enumerator", "takeover", "scenarios")
REPLICAS = 2


def main() -> int:
    asked = _arguments().parse_args()
    print(f"seed {asked.seed}", flush=True)
    report = Report(asked.seed, " ".join(["python -m bench.faults", *sys.argv[1:]]))
    kinds = [asked.on] if asked.on else [SQLITE, POSTGRES]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born deaf to it
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # everything ends in order
    try:
        _run(asked, kinds, report)
    except KeyboardInterrupt:
        report.faults.append("it was interrupted")
    print(f"\n{report.text()}", flush=True)
    if asked.markdown:
        asked.markdown.write_text(report.text() + "\n")
    return 1 if report.faults else 0


def _run(asked: argparse.Namespace, kinds: list[str], report: Report) -> None:
    with _home(asked.home) as home, ground(home) as made:
        for part, kind in ((part, kind) for part in asked.parts for kind in kinds):
            if part == "storm":
                report.add_storm(kind, asked.people, _storm(made, kind, asked))
            elif part == "enumerator":
                for scene in _enumerated(made, kind, asked):
                    report.add_scene(kind, asked.every, scene)
        if "takeover" in asked.parts and POSTGRES in kinds:
            report.takeovers = asyncio.run(takeover.measure(made, asked.seed, asked.takeovers))
    if "scenarios" in asked.parts:
        report.scenarios = scenarios.run()


@contextmanager
def _home(asked: Path | None) -> Iterator[Path]:
    if asked is not None:
        yield asked
        return
    with tempfile.TemporaryDirectory(prefix="okno-faults-") as home:
        yield Path(home)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=360.0, help="a storm's kills end after so many")
    parser.add_argument("--on", choices=(SQLITE, POSTGRES))
    parser.add_argument("--parts", type=lambda text: text.split(","), default=PARTS)
    parser.add_argument("--scenes", type=lambda text: text.split(","), default=tuple(SCENES))
    parser.add_argument("--every", type=int, default=1, help="of the enumerator's k, every n-th")
    parser.add_argument("--takeovers", type=int, default=10, help="deaths of the bot, and of the sender")
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("--home", type=Path, help="where logs and databases are, and stay")
    return parser


def _said(prefix: str) -> Callable[[str], None]:
    return lambda text: print(f"{time.strftime('%H:%M:%S')} {prefix}: {text}", flush=True)


def _storm(made: Ground, kind: str, asked: argparse.Namespace) -> Outcome:
    storm = Storm(
        asked.kills,
        asked.people,
        REPLICAS,
        longest_s=asked.minutes * 60,
        progress=_said(f"storm, {kind}"),
    )
    outcome = asyncio.run(rage(made, kind, asked.seed, storm))
    _said(f"storm, {kind}")(outcome.line())
    return outcome


def _enumerated(made: Ground, kind: str, asked: argparse.Namespace) -> Iterator[Enumeration]:
    for name in asked.scenes:
        say = _said(f"enumerator, {kind}")
        found = asyncio.run(enumerate_scene(made, kind, name, asked.seed, step=asked.every, progress=say))
        say(found.line())
        yield found


if __name__ == "__main__":
    sys.exit(main())
