"""Confirming who somebody is: what each way asks for, what may be wrong with it, what is to be sent again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.forms.model import Value

FULL_NAME, BIRTH_DATE = "profile.full_name", "profile.birth_date"
SNILS, INN = "profile.snils", "profile.inn"
FIELDS = (FULL_NAME, BIRTH_DATE, SNILS, INN)
PICTURES = ("passport", "registration", "selfie")
VIDEO = "video"

# What a person reviews, by way; each in the order in which it is asked for.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "scans": (*FIELDS, *PICTURES),
    "video": (*FIELDS, VIDEO),
}

# Why a review is refused → what is to be sent again; the rest stays as it was.
REASONS: Mapping[str, tuple[str, ...]] = {
    "passport-unreadable": ("passport",),
    "passport-cropped": ("passport",),
    "passport-expired": ("passport",),
    "registration-unreadable": ("registration",),
    "registration-missing": ("registration",),
    "selfie-unreadable": ("selfie",),
    "selfie-no-document": ("selfie",),
    "selfie-other": ("selfie",),
    "video-unreadable": (VIDEO,),
    "video-phrase": (VIDEO,),
    "video-other": (VIDEO,),
    "name-differs": (FULL_NAME,),
    "birth-differs": (BIRTH_DATE,),
    "snils-differs": (SNILS,),
    "inn-differs": (INN,),
    "not-genuine": (*PICTURES, VIDEO),
}
# Said by the service itself: somebody else's account is confirmed as this person already.
PERSON_TAKEN = "person-taken"

OPEN = ("collecting", "waiting")
PHRASE_LIVES = timedelta(minutes=30)
VIDEO_SECONDS = 3
VIDEO_BYTES = 12 * 1024 * 1024

# Glare: the share of the picture that is burnt out inside it. Cropping: how much of the side that has most
# is cut through by what stands on the page. Both from `core.files.images`.
MUCH_GLARE = 0.012
MUCH_CUT = 0.3


@dataclass(frozen=True, slots=True)
class Review:
    """One try to confirm, as it stands. `asked` parts came by hand or from the profile; `files` by part.

    `doubts` are what the automatic checks found in a picture; it goes on once the citizen keeps it.
    """

    id: int
    citizen_id: int
    method: str
    state: str
    answers: Mapping[str, Value] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrase: str = ""
    digits: str = ""
    until: datetime | None = None
    then: str = ""
    reasons: tuple[str, ...] = ()
    due_at: datetime | None = None
    escalated: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        return NEEDS.get(self.method, ())

    def has(self, part: str) -> bool:
        return part in self.answers or (part in self.files and part not in self.doubts)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to come, in order; a doubtful picture counts as missing until it is kept."""
        return tuple(part for part in self.needs if not self.has(part))

    def phrase_holds(self, now: datetime) -> bool:
        """Whether the words to be said are fresh enough for a recording made now."""
        return bool(self.phrase) and self.until is not None and now < self.until


def again(method: str, reasons: Iterable[str]) -> tuple[str, ...]:
    """What these reasons ask for anew, of what the way needs, in its order."""
    wanted = {part for reason in reasons for part in REASONS.get(reason, ())}
    return tuple(part for part in NEEDS.get(method, ()) if part in wanted)


def reasons_for(method: str) -> tuple[str, ...]:
    """The reasons that make sense for a way."""
    needs = set(NEEDS.get(method, ()))
    return tuple(code for code, parts in REASONS.items() if needs.intersection(parts))


def doubts_of(part: str, found: Iterable[str], glare: float, cut: float) -> tuple[str, ...]:
    """Everything that speaks against a picture of a document; a face may fill its picture to the edge."""
    doubts = list(found)
    if glare >= MUCH_GLARE:
        doubts.append("glare")
    if cut >= MUCH_CUT and part != "selfie":
        doubts.append("cropped")
    return tuple(doubts)
