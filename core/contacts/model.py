"""Ways to reach a citizen: what they are, how they are read and shown."""

from dataclasses import dataclass
from datetime import datetime

from core.errors import Refused
from core.forms.kinds import Context, Parsed
from core.forms.kinds.contacts import Email, Phone, takes_sms
from core.forms.model import Field

PHONE, EMAIL = "phone", "email"
KINDS = (PHONE, EMAIL)
PATHS = {PHONE: "profile.phone", EMAIL: "profile.email"}
MOST = 10  # of one citizen, verified or not

_READERS = {PHONE: Phone(), EMAIL: Email()}
_FIELDS = {kind: Field(kind, kind, {}, {}, {}) for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Contact:
    """`source` is telegram, code, link or a bank's id; an unverified contact is a promise, no more."""

    id: int
    kind: str
    value: str
    source: str
    verified_at: datetime | None
    main: bool
    added_at: datetime

    @property
    def verified(self) -> bool:
        return self.verified_at is not None


def read(kind: str, text: str, context: Context, *, abroad: bool) -> Parsed:
    """A typed phone or address. Raises WrongAnswer; Refused `contact-abroad` for a number no SMS goes to."""
    parsed = _READERS[kind].parse(text, _FIELDS[kind], context)
    if kind == PHONE and not abroad and not takes_sms(str(parsed.value)):
        raise Refused("contact-abroad")
    return parsed


def masked(kind: str, value: str) -> str:
    """«+7 916 •••-••-67», «a•••@mail.ru»: enough for its owner, too little for anybody else."""
    if kind == PHONE:
        shown = _READERS[PHONE].show(value, _FIELDS[PHONE], "ru")
        digits = [at for at, char in enumerate(shown) if char.isdigit()]
        hidden = set(digits[-7:-2])
        return "".join("•" if at in hidden else char for at, char in enumerate(shown))
    local, _, domain = value.rpartition("@")
    return f"{local[:1]}•••@{domain}"
