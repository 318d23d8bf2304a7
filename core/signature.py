"""Signatures between us and who we work with: HMAC over a moment, a dot and the raw body, as `t=…,v1=<hex>`.

Both directions use them. A signature older or newer than five minutes is refused, so that a captured
event can't be played back later; the event's own id makes repeats within that time harmless.
"""

import hashlib
import hmac
from collections.abc import Sequence

HEADER = "X-Okno-Signature"
TOLERANCE_S = 300


def sign(secret: str, body: bytes, now: float) -> str:
    moment = str(int(now))
    return f"t={moment},v1={_digest(secret, moment, body)}"


def verified(secrets: Sequence[str], header: str | None, body: bytes, now: float) -> bool:
    """Whether one of the live secrets signed this body within the last five minutes."""
    parts = dict(part.split("=", 1) for part in (header or "").split(",") if "=" in part)
    moment, given = parts.get("t", ""), parts.get("v1", "")
    if not moment.isascii() or not moment.isdigit() or abs(now - int(moment[:12])) > TOLERANCE_S:
        return False
    return any(
        hmac.compare_digest(_digest(secret, moment, body).encode(), given.encode("utf-8", "replace"))
        for secret in secrets
        if secret
    )


def _digest(secret: str, moment: str, body: bytes) -> str:
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
