"""A process that has imported everything and forks services: killing and restarting one costs no seconds.

`python -m tests.nursery [cache]` reads one JSON object a line: {"env": {…}, "kind": "run"|"sandbox",
"role": "all", "log": path} and answers with the child's pid. It ends when its input does, and all its
children with it, however it came that nobody speaks to it any more. It is single-threaded: forks of it start
sound. What every child would work out alike (texts, the analyser of words, the catalogue) is there before
the first.
With DEATHS=directory in its env a child can be told when to die (`bench.faults.deaths`).
"""

import gc
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from types import SimpleNamespace

import bot.service  # noqa: F401 - what every child needs, imported once
import sandbox.app
import sandbox.staff  # noqa: F401
from bot.running import run_sandbox, run_service
from core import bootstrap
from core.bootstrap import ROOT, load_texts
from core.catalogue.load import load_catalogue
from core.catalogue.model import Catalogue
from core.catalogue.search import Search
from core.catalogue.situations import as_catalogue
from core.settings import load_settings


def main(cache: str = "") -> None:
    os.setpgid(0, 0)  # a Ctrl-C is for whoever started this, and children are found by their group
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system reaps: nobody asks how a child ended
    load_texts(load_settings(_env_file=None))
    if cache:
        _read_once(Path(cache))
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _child(order)
        print(pid, flush=True)
    os.killpg(0, signal.SIGKILL)


def _read_once(cache: Path) -> None:
    """The catalogue and its index, read before the first fork instead of at every start."""
    catalogue = load_catalogue(ROOT / "catalogue", cache)
    search = Search.build(catalogue, cache)
    told = Search.build(as_catalogue(catalogue), cache / "situations")

    def build(read: Catalogue, _: Path) -> Search:
        return search if read is catalogue else told

    vars(bootstrap).update(load_catalogue=lambda *_: catalogue, Search=SimpleNamespace(build=build))


def _child(order: dict[str, object]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(str(order["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ.update(order["env"])  # type: ignore[call-overload]  # a mapping of strings
    try:
        if room := os.environ.get("DEATHS"):
            from bench.faults.deaths import install  # noqa: PLC0415 - only processes that are to die need it

            install(Path(room))
        if order["kind"] == "sandbox":
            run_sandbox()
        else:
            run_service(str(order.get("role", "all")))
    except BaseException:  # noqa: BLE001 - whatever it was, a child never returns into its parent's code
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
