"""Row ids made by the application, so that an encrypted column can be bound to its row before the insert."""

import secrets
import threading
import time

_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """A positive 63-bit integer: milliseconds, then random bits; later ids of one process are larger."""
    global _last  # noqa: PLW0603 - one counter per process is the point
    with _lock:
        _last = max(_last + 1, (time.time_ns() // 1_000_000 << 21) | secrets.randbits(21))
        return _last
