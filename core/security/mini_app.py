"""What a Mini App says of itself: checked, fresh, and of one Telegram account.

https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

import hashlib
import hmac
import json
from urllib.parse import parse_qsl

MOST_AGE_S = 300
_AHEAD_S = 60  # how far the two clocks may be apart
_LONGEST = 8192


def signed_by_telegram(token: str, init_data: str, now: float) -> tuple[int, str] | None:
    """The Telegram account and the signature (what a replay is known by); None for anything else.

    Forged, changed in any field, older than five minutes, from the future, said twice: all look alike.
    """
    fields = _fields(init_data)
    if fields is None:
        return None
    given = fields.pop("hash", "")
    check = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    right = hmac.new(secret, check.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(right.encode(), given.encode("utf-8", "surrogatepass")):
        return None
    at, user = _number(fields.get("auth_date", "")), _user(fields.get("user", ""))
    if at is None or user is None or not now - MOST_AGE_S <= at <= now + _AHEAD_S:
        return None
    return user, right


def _fields(init_data: str) -> dict[str, str] | None:
    if not 0 < len(init_data) <= _LONGEST:
        return None
    try:
        pairs = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        return None
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None


def _user(text: str) -> int | None:
    try:
        user = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found = user.get("id") if isinstance(user, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 < found < 2**63 else None
