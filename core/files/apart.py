"""A child process for work on bytes that strangers sent: started once, reused, killed when it hangs.

Decoders of images and PDF are the code most often broken by crafted files. Here they run without
our environment, without a way to open files or sockets, under limits of memory and processor time; a
crash, an endless loop or a bomb costs one child and answers one upload.
"""

import asyncio
import atexit
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_SIZES = struct.Struct(">II")
_STARTING_SECONDS = 30.0


class ChildDied(Exception):
    """The child ended or was killed over this job; the next job gets a new one."""


class Apart:
    """One child running `python -m <module>`; jobs are done one at a time, each within `seconds`."""

    def __init__(self, module: str, *, seconds: float = 9.0, jobs_per_child: int = 200) -> None:
        self._module = module
        self._seconds = seconds
        self._jobs_per_child = jobs_per_child
        self._child: subprocess.Popen[bytes] | None = None
        self._jobs = 0
        self._turn = threading.Lock()
        atexit.register(self.close)

    async def call(self, header: Mapping[str, object], data: bytes) -> tuple[dict[str, object], bytes]:
        """Hand over a header and bytes, get the same back. Raises ChildDied."""
        return await asyncio.to_thread(self.call_blocking, header, data)

    def call_blocking(self, header: Mapping[str, object], data: bytes) -> tuple[dict[str, object], bytes]:
        """As `call`, for threads."""
        with self._turn:
            child = self._living()
            try:
                answer = _exchange(child, header, data, self._seconds)
            except (OSError, ValueError, EOFError, TimeoutError) as problem:
                self._end()
                raise ChildDied(type(problem).__name__) from problem
            self._jobs += 1
            if self._jobs >= self._jobs_per_child:
                self._end()
            return answer

    def close(self) -> None:
        """End the child; the next call starts another."""
        with self._turn:
            self._end()

    def _living(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            # An empty environment: the child needs no token and no keys.
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env={"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
                close_fds=True,
                bufsize=0,
            )
            self._jobs = 0
            try:
                _exchange(self._child, {"ready": True}, b"", _STARTING_SECONDS)
            except (OSError, ValueError, EOFError, TimeoutError) as problem:
                self._end()
                raise ChildDied("did not start") from problem
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()


def _exchange(
    child: subprocess.Popen[bytes], header: Mapping[str, object], data: bytes, seconds: float
) -> tuple[dict[str, object], bytes]:
    if child.stdin is None or child.stdout is None:
        raise EOFError
    until = time.monotonic() + seconds
    message = packed(header, data)
    source, sink = child.stdout.fileno(), child.stdin.fileno()
    os.set_blocking(sink, False)
    sent = 0
    while sent < len(message):
        if not select.select([], [sink], [], max(0.0, until - time.monotonic()))[1]:
            raise TimeoutError
        sent += os.write(sink, message[sent : sent + 65_536])
    head_size, data_size = _SIZES.unpack(_received(source, _SIZES.size, until))
    head = json.loads(_received(source, head_size, until))
    return head, _received(source, data_size, until)


def _received(source: int, size: int, until: float) -> bytes:
    parts: list[bytes] = []
    while size:
        if not select.select([source], [], [], max(0.0, until - time.monotonic()))[0]:
            raise TimeoutError
        part = os.read(source, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def packed(header: Mapping[str, object], data: bytes) -> bytes:
    """One message of the pipe: both sizes, the header as JSON, the bytes."""
    head = json.dumps(header).encode()
    return _SIZES.pack(len(head), len(data)) + head + data


def unpacked(source: int) -> tuple[dict[str, object], bytes]:
    """The next message from a blocking pipe; EOFError when the other side has closed it."""
    head_size, data_size = _SIZES.unpack(_read_all(source, _SIZES.size))
    return json.loads(_read_all(source, head_size)), _read_all(source, data_size)


def _read_all(source: int, size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = os.read(source, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
