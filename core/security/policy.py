"""Which action asks for which proof: one table, and the rule that reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import NotFound
from core.security.model import Need, Standing

OWN = ("pin", "totp", "backup")  # what only the citizen has
CODES = ("sms", "email")  # what reaches a verified contact
EVERY = (*OWN, *CODES)


@dataclass(frozen=True, slots=True)
class Rule:
    """`own_first`: codes will do only for a citizen with no factor of their own.

    `within_s`: the proof may be no older than this; None: it holds until the account has been idle for the
    citizen's own time. `while_frozen`: the way out of a freeze stays open. `bare`: whoever has nothing to
    prove it by is not asked to: a PIN set only to leave would be a farce.
    """

    own_first: bool = False
    within_s: int | None = None
    while_frozen: bool = False
    bare: bool = False


ACTIONS: Mapping[str, Rule] = {
    "profile.show": Rule(),
    "profile.change": Rule(),
    "documents.show": Rule(),
    "contacts.change": Rule(),
    "factor.change": Rule(within_s=300),
    "password.change": Rule(within_s=300),
    "device.unlink": Rule(own_first=True, within_s=300, while_frozen=True),
    "data.export": Rule(own_first=True, within_s=300),
    "account.erase": Rule(own_first=True, within_s=300, bare=True),
}


def needed(action: str, stand: Standing) -> Need | None:
    """What the action still asks for; None: it may go on now. Raises NotFound for an action of no table."""
    rule = ACTIONS.get(action)
    if rule is None:
        raise NotFound("action-unknown")
    if stand.frozen_until is not None and stand.frozen_until > stand.now and not rule.while_frozen:
        return Need(action, (), frozen_until=stand.frozen_until)
    if _fresh(rule, stand):
        return None
    blocked = stand.blocked_until if stand.blocked_until and stand.blocked_until > stand.now else None
    need = Need(action, ways(rule, stand.ways), blocked_until=blocked)
    return None if rule.bare and not need.ways else need


def ways(rule: Rule, has: frozenset[str]) -> tuple[str, ...]:
    """The proofs the citizen can give, the likeliest first. Backup codes are a spare, never all there is."""
    own = tuple(way for way in OWN if way in has)
    if own and rule.own_first:
        return own
    return own + tuple(way for way in CODES if way in has)


def _fresh(rule: Rule, stand: Standing) -> bool:
    if stand.proved_at is None or stand.active_at is None:
        return False
    if rule.within_s is not None:
        return (stand.now - stand.proved_at).total_seconds() < rule.within_s
    return (stand.now - stand.active_at).total_seconds() < stand.lock_after_s
