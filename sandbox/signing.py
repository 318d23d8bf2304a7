"""The signature that the service and its departments put on what they send each other.

`X-Okno-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>." and the raw body>`, good for five
minutes by the machine's clock.
"""

import hashlib
import hmac
import re
import time

HEADER = "X-Okno-Signature"
GOOD_FOR_S = 300
FORM = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")


def sign(secret: bytes, body: bytes, at: int | None = None) -> str:
    moment = int(time.time()) if at is None else at
    return f"t={moment},v1={_digest(secret, moment, body)}"


def refused(secret: bytes, body: bytes, header: str | None, now: float | None = None) -> str | None:
    """Why the signature is no good; None when it is good."""
    found = FORM.fullmatch(header or "")
    if found is None:
        return "no signature" if not header else "the signature has a wrong form"
    moment = int(found.group(1))
    if abs((time.time() if now is None else now) - moment) > GOOD_FOR_S:
        return "the signature is too old or from the future"
    if not hmac.compare_digest(found.group(2), _digest(secret, moment, body)):
        return "the signature is wrong"
    return None


def _digest(secret: bytes, moment: int, body: bytes) -> str:
    return hmac.new(secret, f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
