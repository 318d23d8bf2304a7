"""Words that several windows and the notices share: an application's status, its deadline, its names."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.say import Say
from core.applications.model import Needs
from core.applications.rows import needs_text
from core.bootstrap import Core
from core.catalogue.terms import days_left
from core.errors import NotFound
from core.forms.typed import matching
from core.texts import say_date, say_day, say_moment, say_roubles

MARKS: Mapping[str, str] = {
    "submitted": "📨",
    "registered": "🗂",
    "in_work": "🕓",
    "needs_documents": "❗️",
    "added": "🕓",
    "awaiting_payment": "💳",
    "approved": "✅",
    "ready": "📬",
    "issued": "☑️",
    "rejected": "✖️",
    "withdrawn": "↩️",
}


def title_of(core: Core, service_id: str) -> str:
    """The official title; the id of a service that the catalogue no longer has."""
    service = core.catalogue.services.get(service_id)
    return service.title if service is not None else service_id


def short_of(core: Core, service_id: str) -> str:
    """A title for a button or an alert, at most 40 letters."""
    service = core.catalogue.services.get(service_id)
    return core.services.short_title(service) if service is not None else service_id[:40]


def in_russian_only(say: Say) -> list[str]:
    """The line that says so, for readers of another language, where titles of services are shown."""
    return [] if say.language == "ru" else [say("service-russian-only")]


def department_of(say: Say, core: Core, department_id: str) -> str:
    """What people call the department."""
    department = core.catalogue.departments.get(department_id)
    if department is None:
        return department_id
    return department.short.get(say.language) or department.short["ru"]


def status_of(say: Say, status: str) -> str:
    return say(f"plain-status-{status}")


def stage_of(say: Say, status: str, stage: str | None, limit: int) -> str:
    """A department's own name for the stage, where it says more than the status does; else nothing."""
    shown = cut(stage or "", limit)[0]
    return "" if matching(status_of(say, status)) in matching(shown) and len(shown) < 60 else shown


def left_of(say: Say, core: Core, service_id: str, due: date) -> str:
    """«осталось 4 рабочих дня»: working days where the service's term is in them."""
    today = core.clock.today()
    if due < today:
        return say("plain-deadline-passed", day=say_day(due, say.language))
    if due == today:
        return say("plain-deadline-today")
    service = core.catalogue.services.get(service_id)
    unit = "working" if service is None or service.term.unit == "working" else "calendar"
    return say(f"plain-deadline-{unit}", days=days_left(unit, today, due))


def moment_of(say: Say, core: Core, at: datetime) -> str:
    """«22 ноября, 14:05» in the installation's time zone, with the year once it is another one."""
    local = at.astimezone(core.clock.zone)
    if local.year != core.clock.today().year:
        return f"{say_date(local.date(), say.language)}, {local:%H:%M}"
    return say_moment(local, say.language)


def fee_of(roubles: int) -> str:
    return say_roubles(roubles * 100)


def wanted_titles(say: Say, core: Core, service_id: str, needs: Needs) -> str:
    """What a department asks to add, by the names the citizen knows: «СНИЛС, Справка о доходах»."""
    try:
        form = core.drafts.form_of(service_id, needs_text(needs) or "{}")
    except NotFound:
        return ", ".join((*needs.fields, *needs.documents))
    asked = [*(one.title for one in form.fields), *(one.title for one in form.documents)]
    return ", ".join(title.get(say.language) or title["ru"] for title in asked)


def cut(text: str, limit: int) -> tuple[str, bool]:
    """The text in at most `limit` signs, ended at a word; and whether something was left out."""
    if len(text) <= limit:
        return text, False
    head = text[:limit]
    return (head.rpartition(" ")[0] or head).rstrip(" ,.;:—-"), True


def document_title(say: Say, core: Core, service_id: str, document: str) -> str:
    """What a file of an application is: «Решение ведомства», «Фотография 35×45 мм»."""
    if document == "decision":
        return say("plain-file-decision")
    return wanted_titles(say, core, service_id, Needs(documents=(document,)))


def size_of(say: Say, size: int) -> str:
    """«240 КБ», «1,5 МБ»."""
    if size < 1_000_000:
        return say("plain-size-kilobytes", size=max(1, round(size / 1000)))
    shown = f"{size / 1_000_000:.1f}"
    return say("plain-size-megabytes", size=shown if say.language == "en" else shown.replace(".", ","))
