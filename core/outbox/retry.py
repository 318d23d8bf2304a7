"""What becomes of a message after a try: a pure decision.

Telegram has no idempotency key for sending, so an outcome nobody saw (the request was written, no
answer came) may be a delivered message. Such a message is repeated once, marked as a repeat; after a
second unseen outcome it is shown only under «Уведомления» and never sent a third time.
"""

import random
from dataclasses import dataclass

from core.errors import AmbiguousFailure, PermanentFailure, TemporaryFailure

MAX_COPIES = 2
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 300.0
# Departments may be away for days; a citizen's chat may be, too. Nothing is dropped for being late.
# What the other side knows by its number or id: done twice, it is done once.
REPEATABLE = frozenset({"telegram.delete", "department.submit", "department.withdraw"})
# Good once and for minutes: where nobody knows whether it arrived, the citizen asks for a new one.
REISSUED = frozenset({"sms.code", "mail.code"})


@dataclass(frozen=True, slots=True)
class Decision:
    """`state` new means another try after `pause_s`; any other state is final."""

    state: str
    pause_s: float = 0.0
    copies: int = 0
    reason: str | None = None


def after_failure(topic: str, error: Exception, attempts: int, copies: int, rng: random.Random) -> Decision:
    """The next step for a message whose `attempts`-th try raised `error`."""
    if isinstance(error, PermanentFailure):
        return Decision("undeliverable", copies=copies, reason=error.code)
    if isinstance(error, TemporaryFailure):
        pause = error.retry_after if error.retry_after is not None else backoff(attempts, rng)
        return Decision("new", pause, copies, error.code)
    if isinstance(error, AmbiguousFailure) and topic in REPEATABLE:
        return Decision("new", backoff(attempts, rng), copies, error.code)
    if isinstance(error, AmbiguousFailure):
        return after_unknown(topic, attempts, copies, rng)
    # A bug of ours: try a few times (a deploy may mend it), then keep it visible instead of looping.
    if attempts >= 5:
        return Decision("undeliverable", copies=copies, reason=type(error).__name__)
    return Decision("new", backoff(attempts, rng), copies, type(error).__name__)


def after_unknown(topic: str, attempts: int, copies: int, rng: random.Random) -> Decision:
    """A try whose outcome nobody saw, the death of the sending process included."""
    copies += 1
    if topic in REISSUED:
        return Decision("undeliverable", copies=copies, reason="ambiguous")
    if copies >= MAX_COPIES:
        return Decision("unknown", copies=copies, reason="ambiguous")
    return Decision("new", backoff(attempts, rng), copies, "ambiguous")


def backoff(attempts: int, rng: random.Random) -> float:
    """Exponential with full jitter: seconds before the next try."""
    return rng.uniform(0.5, 1.0) * min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(attempts, 12))
