"""Handing applications to departments: what the outbox delivers to a connector."""

from sqlalchemy import select

from core.applications import rows
from core.db.tables import applications
from core.db.uow import Works
from core.departments.base import Connector, Enclosure, Parcel
from core.errors import PermanentFailure
from core.files.store import Files
from core.outbox.model import Claimed


class Departments:
    """Delivers the topics `department.submit` and `department.withdraw`."""

    def __init__(self, works: Works, files: Files, connector: Connector, titles: dict[str, str]) -> None:
        self._works = works
        self._files = files
        self._connector = connector
        self._titles = titles

    async def submit(self, row: Claimed) -> None:
        """Send an application as it stands now; a department that has it already adds what is new."""
        await self._connector.submit(await self._parcel(int(row.payload["application"])))

    async def withdraw(self, row: Claimed) -> None:
        await self._connector.withdraw(str(row.payload["department"]), str(row.payload["number"]))

    async def _parcel(self, application_id: int) -> Parcel:
        async with self._works.look() as conn:
            row = (
                await conn.execute(select(applications).where(applications.c.id == application_id))
            ).one_or_none()
            if row is None:
                raise PermanentFailure("application-gone")
            key = await self._works.vault.key(conn, row.citizen_id)
            application = rows.application_of(row, key)
            documents = await rows.files_of(conn, key, row.id)
        enclosures = []
        for document in documents:
            if document.document == "decision":
                continue
            _, data = await self._files.read(application.citizen_id, document.file_id)
            enclosures.append(Enclosure(document.document, document.name, document.content_type, data))
        return Parcel(
            application.number,
            application.service_id,
            self._titles.get(application.service_id, application.service_id),
            application.department,
            application.submitted_at.isoformat(),
            application.answers,
            enclosures,
        )

    async def close(self) -> None:
        await self._connector.close()
