"""How far a citizen has come in a life situation: worked out from what they have filed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.catalogue.model import Situation, Step

COUNTS_BACK = timedelta(days=180)
"""What was filed this long before a situation was begun is taken to belong to it."""

FAILED = frozenset({"rejected", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Filed:
    """An application for one of the services: the latest one counts."""

    service: str
    number: str
    status: str
    active: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A step with where it stands: open, started, filed, done or skipped."""

    step: Step
    state: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """A situation as one citizen goes through it. `begun` is None until the first step is taken."""

    situation: Situation
    begun: datetime | None
    steps: tuple[Standing, ...]

    @property
    def settled(self) -> int:
        """Steps that need nothing more of the citizen."""
        return sum(one.state in {"filed", "done", "skipped"} for one in self.steps)

    @property
    def next(self) -> Standing | None:
        """The first step that is still to be taken: one begun already before one that is not."""
        waiting = [one for one in self.steps if one.state in {"started", "open"}]
        return min(waiting, key=lambda one: one.state != "started", default=None)


def progress(
    situation: Situation,
    begun: datetime | None,
    skipped: Sequence[str],
    started: Sequence[str],
    filed: Mapping[str, Filed],
    now: datetime,
) -> Progress:
    """Where every step stands. A rejected or withdrawn application leaves its step open."""
    since = (begun or now) - COUNTS_BACK

    def standing(step: Step) -> Standing:
        application = filed.get(step.service)
        if application is not None and application.at >= since and application.status not in FAILED:
            return Standing(step, "filed" if application.active else "done", application.number)
        if step.service in started:
            return Standing(step, "started")
        return Standing(step, "skipped" if step.service in skipped else "open")

    return Progress(situation, begun, tuple(standing(step) for step in situation.steps))
