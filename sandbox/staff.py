"""What the sandbox asks of the service itself: staff's decisions and business time, through its use cases."""

from typing import Any

from core.bootstrap import Core
from core.confirmation.desk import Waiting
from core.db.memory import advance_clock
from core.errors import NotFound, Refused

REVIEWER = "Ольга, проверка документов"


class CoreStaff:
    """Implements `sandbox.world.Staff`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def set_level(self, telegram_id: int, level: str) -> None:
        try:
            await self._core.citizens.set_level(telegram_id, level)
        except NotFound as error:
            raise LookupError("the service has not met this person yet") from error
        except Refused as error:
            raise ValueError("level is none, standard or confirmed") from error

    async def reviews(self) -> list[dict[str, Any]]:
        return [self._shown(one) for one in await self._core.desk.waiting()]

    def _shown(self, one: Waiting) -> dict[str, Any]:
        review = one.review
        address = f"/sim/reviews/{review.id}/files/"
        return {
            "id": str(review.id),  # larger than a number of JavaScript holds
            "method": review.method,
            "user": one.telegram_id,
            "person": {path.removeprefix("profile."): value for path, value in review.answers.items()},
            "parts": [
                {"part": part, "url": address + part}
                for part in dict.fromkeys((*review.needs, *review.files))
                if part in review.files
            ],
            "phrase": review.phrase,
            "digits": review.digits,
            "submitted_at": one.submitted_at.isoformat() if one.submitted_at else None,
            "due_at": review.due_at.isoformat() if review.due_at else None,
            "overdue": review.escalated,
            "reasons": list(one.reasons),
        }

    async def review_file(self, review: int, part: str) -> tuple[str, bytes]:
        try:
            stored, data = await self._core.desk.look(review, part, REVIEWER)
        except NotFound as error:
            raise LookupError("no such file") from error
        return stored.content_type, data

    async def decide_review(self, review: int, approve: bool, reasons: list[str]) -> str:
        try:
            return await self._core.desk.decide(review, approve, reasons, REVIEWER)
        except NotFound as error:
            raise LookupError("no such review") from error
        except Refused as error:
            raise ValueError("a refusal needs one of the reasons that the review lists") from error

    async def advance_clock(self, seconds: float) -> None:
        await advance_clock(self._core.database, self._core.clock, seconds)

    def department(self, department: str, language: str) -> tuple[str, str] | None:
        found = self._core.catalogue.departments.get(department)
        return None if found is None else (found.short[language], found.title[language])
