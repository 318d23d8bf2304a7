"""Processes to be measured: the sandbox, the service, its peers, each started as anybody would."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.okno import TOKEN, free_port
from tests.processes import KEYS, OURS
from tests.servers import PrivatePostgres, PrivateValkey

ROOT = Path(__file__).parent.parent
SECRET = "benchSecretBenchSecretBenchSecret"
START_S = 600.0


class DurablePostgres(PrivatePostgres):
    """With fsync on: a commit that is not on the disk is no commit to compare with."""

    def command(self) -> list[str]:
        return [part.replace("=off", "=on") for part in super().command()]


@dataclass
class Process:
    """A running command, and where it can be asked."""

    popen: subprocess.Popen[bytes]
    url: str
    log: Path

    @property
    def stat(self) -> psutil.Process:
        return psutil.Process(self.popen.pid)

    @property
    def rss_mb(self) -> float:
        return float(self.stat.memory_info().rss) / 2**20

    @property
    def cpu_s(self) -> float:
        """Processor seconds used so far."""
        times = self.stat.cpu_times()
        return float(times.user + times.system)

    def wait_for(self, path: str) -> float:
        """Until the address answers 200; returns the moment. Raises RuntimeError with the log's end."""
        until = time.monotonic() + START_S
        while time.monotonic() < until and self.popen.poll() is None:
            if self._answers(path):
                return time.monotonic()
            time.sleep(0.01)
        raise RuntimeError(f"{self.popen.args!r} never answered:\n{self.log.read_text()[-3000:]}")

    def _answers(self, path: str) -> bool:
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def stop(self) -> None:
        if self.popen.poll() is None:
            self.stat.resume()
        self.popen.terminate()
        try:
            self.popen.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()


class Troupe:
    """Everything one measurement starts; all of it ends with the measurement."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.processes: list[Process] = []
        self.servers: list[PrivatePostgres | PrivateValkey] = []
        self.sandbox_url = "http://127.0.0.1:9"

    def run(self, name: str, *command: str, port: int = 0, **env: str) -> Process:
        """Start a Python command with nothing of ours in its environment but `env`."""
        log = self.home / f"{name}.log"
        bare = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
        with log.open("ab") as file:
            popen = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env={**bare, **env}, stdout=file, stderr=file
            )
        started = Process(popen, f"http://127.0.0.1:{port}", log)
        self.processes.append(started)
        return started

    def sandbox(self, limits: bool = False, home: Path | None = None) -> Process:
        """One stand-in for Telegram for everybody here, in a process of its own."""
        port = free_port()
        started = self.run(
            "sandbox",
            "-m",
            "bot",
            "sandbox",
            port=port,
            BOT_TOKEN=TOKEN,
            OKNO_HOME=str(home or self.home / "world"),
            OKNO_PORT=str(port),
            OKNO_SIM_LIMITS="on" if limits else "off",
        )
        self.sandbox_url = started.url
        return started

    def service(self, name: str, env: Mapping[str, str], role: str = "all", limits: bool = False) -> Process:
        """`python -m bot run`, hearing by webhook."""
        port = free_port()
        common = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API": self.sandbox_url,
            "WEBHOOK_URL": f"http://127.0.0.1:{port}",
            "WEBHOOK_SECRET": SECRET,
            "OKNO_PORT": str(port),
            "OKNO_HOME": str(self.home / name),
            "OKNO_SIM_LIMITS": "on" if limits else "off",
            "ENCRYPTION_KEYS": KEYS,
            "OKNO_LOG_LEVEL": "WARNING",
        }
        return self.run(name, "-m", "bot", "run", "--role", role, port=port, **{**common, **env})

    def peer(self, name: str, **env: str) -> Process:
        """`bench/peers/<name>.py`, hearing by webhook."""
        port = free_port()
        common = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API": self.sandbox_url,
            "WEBHOOK_SECRET": SECRET,
            "PORT": str(port),
        }
        return self.run(name, "-m", f"bench.peers.{name}", port=port, **{**common, **env})

    def postgres(self) -> PrivatePostgres:
        server = DurablePostgres()
        self.servers.append(server)
        server.start()
        return server

    def valkey(self) -> PrivateValkey:
        server = PrivateValkey()
        self.servers.append(server)
        server.start()
        return server

    def at_scale(self) -> dict[str, str]:
        """Settings for PostgreSQL and Valkey of this measurement's own."""
        return {"DATABASE_URL": self.postgres().url(), "REDIS_URL": self.valkey().url()}


@contextmanager
def troupe(home: Path) -> Iterator[Troupe]:
    here = Troupe(home)
    try:
        yield here
    finally:
        for process in reversed(here.processes):
            process.stop()
        for server in here.servers:
            server.remove()
