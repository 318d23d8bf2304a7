"""The departments working by themselves: one step for every application, every so many seconds."""

import asyncio
import base64

from pydantic_core import to_json

from core.logs import get_logger
from sandbox.departments import Application, Departments
from sandbox.journal import Journal, Tables
from sandbox.paper import one_page_pdf
from sandbox.telegram import Json

log = get_logger(__name__)

NEXT = {
    "received": "registered",
    "registered": "in_work",
    "needs_documents": "in_work",
    "awaiting_payment": "in_work",
    "in_work": "approved",
    "approved": "ready",
    "ready": "issued",
}
WORDS = {
    "registered": (
        "Заявление зарегистрировано",
        "Заявлению присвоен номер, срок считается с этого дня.",
    ),
    "in_work": ("Документы на проверке", "Специалист проверяет сведения. Ничего делать не нужно."),
    "approved": ("Решение принято", "Решение положительное. Готовим результат."),
    "ready": ("Результат готов", "Документ с решением приложен к этому сообщению."),
    "issued": ("Услуга оказана", "Результат выдан. Заявление закрыто."),
}
AT_ONCE = 20


class Autopilot:
    def __init__(self, journal: Journal, departments: Departments, seconds: float) -> None:
        self._journal = journal
        self._departments = departments
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.seconds = seconds

    def restore(self, tables: Tables) -> None:
        """What a test or the page has set outlives the setting it was started with."""
        self.seconds = float(tables.get("autopilot").get("seconds", self.seconds))

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def set(self, seconds: float) -> None:
        self.seconds = seconds
        self._journal.put("autopilot", "seconds", to_json(seconds))
        self._changed.set()

    async def _run(self) -> None:
        while True:
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), self.seconds or None)
            except TimeoutError:
                await self._step()

    async def _step(self) -> None:
        slots = asyncio.Semaphore(AT_ONCE)

        async def move(application: Application) -> None:
            async with slots:
                # Somebody may have taken it in hand, or turned the autopilot off, while it waited.
                if self.seconds and not application.by_hand:
                    await self._departments.decide(application, step_on(application))

        moves = [move(application) for application in self._departments.open_for_autopilot()]
        for result in await asyncio.gather(*moves, return_exceptions=True):
            if isinstance(result, Exception):
                log.error("autopilot_stumbled", exc_info=result)


def step_on(application: Application) -> Json:
    """The next decision on the application; `ready` brings the result as a file."""
    status = NEXT[application.status]
    stage, comment = WORDS[status]
    decision: Json = {"status": status, "stage": stage, "comment": comment}
    if status == "ready":
        decision["file"] = result_file(application)
    return decision


def result_file(application: Application) -> Json:
    lines = [
        f"Application number: {application.number}",
        f"Service: {application.service}",
        f"Department: {application.department}",
        f"Submitted: {application.submitted_at}",
        "Decision: approved",
        "This paper comes from the sandbox and has no legal force.",
    ]
    data = one_page_pdf("Decision on the application", lines)
    return {
        "name": f"Решение {application.number}.pdf",
        "content_type": "application/pdf",
        "base64": base64.b64encode(data).decode(),
    }
