"""What a department is handed: the application as it stands, with the citizen's files and no decisions."""

from pathlib import Path

import pytest
from sqlalchemy import select

from core.applications.model import Decision, Event
from core.bootstrap import Core
from core.db.tables import outbox
from core.departments.base import Parcel
from core.errors import PermanentFailure, TemporaryFailure
from core.outbox.model import Claimed, Lane
from tests.core.small import opened_core
from tests.filing import PAGE, citizen_of, file_application


class Letterbox:
    """A connector that keeps what it is given; failing, it fails every time."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.parcels: list[Parcel] = []
        self.withdrawn: list[tuple[str, str]] = []
        self._failure = failure

    async def submit(self, parcel: Parcel) -> None:
        if self._failure is not None:
            raise self._failure
        self.parcels.append(parcel)

    async def withdraw(self, department: str, number: str) -> None:
        self.withdrawn.append((department, number))

    async def close(self) -> None:
        return


async def deliver(core: Core) -> None:
    """What the dispatcher does with the rows of departments."""
    assert core.departments is not None
    deliverers = {
        "department.submit": core.departments.submit,
        "department.withdraw": core.departments.withdraw,
    }
    async with core.works.look() as conn:
        rows = (
            await conn.execute(select(outbox).where(outbox.c.topic.in_(deliverers)).order_by(outbox.c.id))
        ).all()
    for row in rows:
        payload = core.works.vault.service.open_json(row.payload_sealed, f"outbox:payload:{row.id}")
        claimed = Claimed(row.id, row.topic, row.order_key, Lane.ALERT, None, payload, 1, 0, 1)
        await deliverers[row.topic](claimed)


async def test_an_application_is_handed_over_whole(database_url: str, tmp_path: Path) -> None:
    box = Letterbox()
    async with opened_core(database_url, tmp_path, box) as core:
        citizen = await citizen_of(core)
        number = await file_application(core, citizen, "roof", {"reason": "Крыша течёт"})
        await deliver(core)
        parcel = box.parcels[0]
        assert (parcel.number, parcel.service, parcel.department) == (number, "roof", "mvd")
        assert parcel.service_title == "Услуга roof"
        assert parcel.answers["reason"] == "Крыша течёт"
        assert [(one.document, one.name, one.data) for one in parcel.enclosures] == [
            ("photo", "photo.pdf", PAGE)
        ]


async def test_a_department_is_not_sent_its_own_decision(database_url: str, tmp_path: Path) -> None:
    box = Letterbox()
    async with opened_core(database_url, tmp_path, box) as core:
        citizen = await citizen_of(core)
        number = await file_application(core, citizen, "roof")
        event = Event("e1", number, "ready", core.clock.now())
        await core.applications.apply_event("mvd", event, Decision("Решение.pdf", "application/pdf", b"%PDF"))
        await deliver(core)
        assert [one.document for one in box.parcels[0].enclosures] == ["photo"]


async def test_a_withdrawal_is_passed_on(database_url: str, tmp_path: Path) -> None:
    box = Letterbox()
    async with opened_core(database_url, tmp_path, box) as core:
        citizen = await citizen_of(core)
        number = await file_application(core, citizen, "roof")
        await core.applications.withdraw(citizen, number)
        await deliver(core)
        assert box.withdrawn == [("mvd", number)]


async def test_a_departments_failure_is_left_to_the_outbox(database_url: str, tmp_path: Path) -> None:
    async with opened_core(database_url, tmp_path, Letterbox(TemporaryFailure("department-busy"))) as core:
        citizen = await citizen_of(core)
        await file_application(core, citizen, "roof")
        with pytest.raises(TemporaryFailure, match="department-busy"):
            await deliver(core)


async def test_an_application_that_is_gone_can_never_be_sent(database_url: str, tmp_path: Path) -> None:
    async with opened_core(database_url, tmp_path, Letterbox()) as core:
        assert core.departments is not None
        row = Claimed(1, "department.submit", "application:1", Lane.ALERT, None, {"application": 1}, 1, 0, 1)
        with pytest.raises(PermanentFailure, match="application-gone"):
            await core.departments.submit(row)
