"""`make scale`: the scale profile on one machine, in the sandbox.

The sandbox brings updates by webhook to a port that all web processes share; bots and senders are processes
of their own, over the PostgreSQL and Redis that DATABASE_URL and REDIS_URL name, or over private ones that
end with this command. Whatever dies is started again after a second: kill what you like and watch. Killed
itself, it leaves nothing running: a guard in the group of the processes ends them then.
"""

import argparse
import base64
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE_S = 12.0

# Its input ends when this command does, in whatever way. A group of their own for them all: Ctrl-C is for
# this command, which then ends them in order.
GUARD = f"""
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
sys.stdin.buffer.read()
os.killpg(0, signal.SIGTERM)
time.sleep({PATIENCE_S})
os.killpg(0, signal.SIGKILL)
"""


@dataclass
class Part:
    """One process, and how it is started again."""

    name: str
    arguments: tuple[str, ...]
    env: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self, group: int) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "bot", *self.arguments],
            cwd=ROOT,
            env={**os.environ, **self.env},
            stdout=subprocess.DEVNULL,
            process_group=group,
        )
        print(f"  {self.name:<12} pid {self.process.pid}", flush=True)

    @property
    def dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None


@dataclass
class Company:
    """All of them, watched until told to end."""

    parts: list[Part]
    ended: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Until `ended` is set, and they have ended too."""
        order = [sys.executable, "-c", GUARD]
        guard = subprocess.Popen(order, stdin=subprocess.PIPE, process_group=0)  # noqa: S603 - ourselves
        try:
            self._watch(guard.pid)
        finally:
            self._end()
            guard.kill()
            guard.communicate()

    def _watch(self, group: int) -> None:
        for part in self.parts:
            part.start(group)
        while not self.ended.wait(1.0):
            for part in self.parts:
                if part.dead and part.process is not None:
                    print(f"  {part.name:<12} ended ({part.process.returncode}); again", flush=True)
                    part.start(group)

    def _end(self) -> None:
        """The outside world last: the others still speak to it."""
        for these in (self.parts[1:], self.parts[:1]):
            living = [part.process for part in these if part.process is not None and not part.dead]
            for process in living:
                process.send_signal(signal.SIGTERM)
            deadline = time.monotonic() + PATIENCE_S
            for process in living:
                try:
                    process.wait(max(0.1, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


@contextmanager
def servers(home: Path) -> Iterator[dict[str, str]]:
    """Where data lies: as set, or private servers and a home that end with this command."""
    named = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    if len(named) == 2:
        if not os.environ.get("ENCRYPTION_KEYS"):
            raise SystemExit(
                "ENCRYPTION_KEYS: required with DATABASE_URL; example: k1:$(openssl rand -base64 32)"
            )
        home.mkdir(parents=True, exist_ok=True)
        yield {**named, "OKNO_HOME": str(home)}
        return
    if named:
        raise SystemExit("Set both DATABASE_URL and REDIS_URL, or neither.")
    from tests.servers import PrivatePostgres, PrivateValkey  # noqa: PLC0415 - not needed where they are named

    postgres, valkey = PrivatePostgres(), PrivateValkey()
    own = tempfile.TemporaryDirectory(prefix="okno-scale-")
    try:
        postgres.start()
        valkey.start()
        keys = f"k1:{base64.b64encode(os.urandom(32)).decode()}"
        named = {"DATABASE_URL": postgres.url(), "REDIS_URL": valkey.url()}
        yield {**named, "ENCRYPTION_KEYS": keys, "OKNO_HOME": own.name}
    finally:
        own.cleanup()
        valkey.remove()
        postgres.remove()


def token(home: Path) -> str:
    """The sandbox's bot, made once: a database remembers whose it is."""
    path = home / "sandbox" / "token"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"{secrets.randbelow(9 * 10**8) + 10**8}:{secrets.token_urlsafe(26)}")
    return path.read_text().strip()


def company(asked: argparse.Namespace, common: Mapping[str, str]) -> Company:
    """The sandbox first, then as many of each role as were asked for."""
    first = asked.port
    world = f"http://127.0.0.1:{first}"
    env = {
        **common,
        "BOT_TOKEN": token(Path(common["OKNO_HOME"])),
        "OKNO_PORT": str(first + 1),
        "TELEGRAM_API": world,
        "WEBHOOK_URL": f"http://127.0.0.1:{first + 1}",
        "WEBHOOK_SECRET": secrets.token_hex(32),
    }
    parts = [Part("sandbox", ("sandbox",), {**env, "OKNO_PORT": str(first)})]
    port = first + 2
    for role, many in (("web", asked.web), ("bot", asked.bot), ("dispatcher", asked.dispatcher)):
        for _ in range(many):
            figures = {"OKNO_METRICS_PORT": str(port)}
            parts.append(Part(f"{role} :{port}", ("run", "--role", role), {**env, **figures}))
            port += 1
    return Company(parts)


def arguments() -> argparse.Namespace:
    asks = argparse.ArgumentParser(prog="make scale", description=__doc__)
    for role in ("web", "bot", "dispatcher"):
        asks.add_argument(f"--{role}", type=int, default=2, help=f"how many {role} processes")
    asks.add_argument(
        "--port",
        type=int,
        default=os.environ.get("OKNO_PORT") or 8080,
        help="the sandbox's, else OKNO_PORT; the others take the ones after it",
    )
    asks.add_argument("--home", type=Path, default=ROOT / "var" / "scale", help="files of the service")
    return asks.parse_args()


def main() -> None:
    asked = arguments()
    with servers(asked.home) as common:
        all_of_them = company(asked, common)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: all_of_them.ended.set())
        print(f"Open http://127.0.0.1:{asked.port}/ once these have started (figures under :port/metrics):")
        all_of_them.run()


if __name__ == "__main__":
    main()
