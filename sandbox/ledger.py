"""Every Bot API call that was ever made here, in the order they ended: the oracle of the tests.

It lies in a file and only its offsets are kept in memory, so a hundred thousand messages cost nothing.
"""

import os
import sys
from array import array
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json


class Ledger:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._offsets = array("Q")
        self._methods: list[str] = []
        self._end = 0
        self._fd = -1

    def open(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists():
            with self._path.open("rb") as file:
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    self._index(sys.intern(from_json(line)["method"]), len(line))
            os.truncate(self._path, self._end)
        self._fd = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    @property
    def cursor(self) -> int:
        return len(self._offsets)

    def add(
        self,
        at: float,
        method: str,
        args: dict[str, Any],
        *,
        status: int | None,
        answer: bytes | None,
        applied: bool,
    ) -> None:
        """`status` and `answer` are None where the caller never got them (a dropped connection)."""
        head = {"n": self.cursor + 1, "at": round(at, 3), "method": method, "args": args, "status": status}
        line = b'%s,"applied":%s,"answer":%s}\n' % (
            to_json(head)[:-1],
            b"true" if applied else b"false",
            answer or b"null",
        )
        os.write(self._fd, line)
        self._index(method, len(line))

    def read(self, method: str | None, since: int) -> list[bytes]:
        """The calls after `since`, each as JSON, those of one method when it is named."""
        wanted = method.lower() if method else None
        return [
            self._line(n)
            for n in range(max(since, 0), self.cursor)
            if wanted is None or self._methods[n].lower() == wanted
        ]

    def _line(self, n: int) -> bytes:
        start = self._offsets[n]
        end = self._offsets[n + 1] if n + 1 < len(self._offsets) else self._end
        return os.pread(self._fd, end - start - 1, start)

    def _index(self, method: str, size: int) -> None:
        self._offsets.append(self._end)
        self._methods.append(method)
        self._end += size
