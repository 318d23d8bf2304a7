"""What a notice says and offers: a text and its buttons for every kind that use cases tell.

Every one names the application, says what its news means and what to do next. Names of people and
numbers of documents stay out: a notice is read on locked screens.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.say import Say
from bot.widgets import Act
from bot.wording import cut, fee_of, short_of, stage_of, status_of, wanted_titles
from core.applications.model import Needs
from core.bootstrap import Core
from core.texts import say_day
from core.wallet.kinds import KINDS

MOST_COMMENT = 500
MOST_STAGE = 120
LEVELS = ("none", "standard", "confirmed")

Buttons = list[list[Act]]
Params = Mapping[str, Any]


def render(say: Say, core: Core, kind: str, params: Params) -> tuple[str, Buttons]:
    """The text (HTML) and the buttons, whose `do` works whatever window is open."""
    subject, _, rest = kind.partition("-")
    if subject == "status" and "number" in params:
        return _status(say, core, rest, params), _status_buttons(say, rest, params)
    if (subject == "level" and rest in LEVELS) or (subject == "review" and rest in {"refused", "overdue"}):
        return _level(say, rest, params) if subject == "level" else _review(say, rest, params)
    if kind in _REMINDERS:
        return _REMINDERS[kind](say, core, params)
    if kind == "parked":
        return say("notice-parked", incident=params["incident"]), [[Act(say("btn-menu"), "menu")]]
    if subject == "security" and say.texts.has(say.language, f"notice-security-{rest}"):
        return say(f"notice-security-{rest}", **params), _security_rows(say, rest, params)
    return say("notice-other"), [[Act(say("btn-notice-news"), "news")], [Act(say("btn-menu"), "menu")]]


def _level(say: Say, level: str, params: Params) -> tuple[str, Buttons]:
    """The new level, and the way to the service that waited for it."""
    rows = [[Act(say("btn-menu"), "menu")]]
    if level == "confirmed" and params.get("service"):
        rows.insert(0, [Act(say("btn-to-service"), f"go:{params['service']}", style="primary")])
    return say(f"notice-level-{level}"), rows


def _review(say: Say, what: str, params: Params) -> tuple[str, Buttons]:
    """A refusal with what to send again, or a word on a review that takes longer than was promised."""
    if what == "overdue":
        return say("notice-review-overdue"), [[Act(say("btn-menu"), "menu")]]
    lines = [f"• {say(f'review-reason-{code}')}" for code in params["reasons"]]
    return "\n".join([say("notice-review-refused"), *lines]), [
        [Act(say("btn-review-mend"), f"confirm:{params['method']}", style="primary")],
        [Act(say("btn-menu"), "menu")],
    ]


# kind → the button that answers it: what it does, its colour
_RECOVERY: Mapping[str, tuple[str, str, str]] = {
    "recovery-asked": ("btn-not-me", "object", "danger"),
    "recovery-ready": ("btn-regain", "regain", "primary"),
}
_OWN_DOING = frozenset({"recovery-ready", "recovery-failed", "contact-yours"})


def _security_rows(say: Say, kind: str, params: Params) -> Buttons:
    """What a citizen may do who did not do this; after a freeze there is nothing more to stop."""
    last = [Act(say("btn-notice-security"), "security")]
    if kind in _OWN_DOING or kind == "frozen":
        last = [Act(say("btn-menu"), "menu")]
    if kind in _RECOVERY:
        key, do, style = _RECOVERY[kind]
        return [[Act(say(key), f"{do}:{params['recovery']}", style=style)], last]
    if kind in _OWN_DOING:
        return [last]
    first = (
        Act(say("btn-notice-security"), "security") if kind == "frozen" else Act(say("btn-not-me"), "notme")
    )
    return [[first], last]


def _status(say: Say, core: Core, status: str, params: Params) -> str:
    lines = [say("notice-head", number=params["number"], title=short_of(core, params["service"]))]
    stage, shown = stage_of(say, status, params.get("stage"), MOST_STAGE), status_of(say, status)
    lines.append(
        say("notice-status-stage", status=shown, stage=stage) if stage else say("notice-status", status=shown)
    )
    if params.get("reason"):
        lines.append(say("notice-reason", reason=_shortened(say, params["reason"])))
    lines.append(_meaning(say, core, status, params))
    if params.get("comment"):
        lines.append(say("notice-comment", comment=_shortened(say, params["comment"])))
    if params.get("file"):
        lines.append(say("notice-file", name=params["file"]))
    return "\n".join(lines)


def _meaning(say: Say, core: Core, status: str, params: Params) -> str:
    """What the status means for the citizen and what to do next."""
    due = date.fromisoformat(params["due"]) if params.get("due") else None
    match status:
        case "registered" if due is not None and due >= core.clock.today():
            return say("notice-status-registered-due", day=say_day(due, say.language))
        case "needs_documents":
            asked = needs_of(params)
            if not asked.fields and not asked.documents:
                return say("notice-status-needs_unnamed")
            wanted = wanted_titles(say, core, params["service"], asked)
            return say("notice-status-needs_documents", list=_shortened(say, wanted))
        case "awaiting_payment" if not params.get("fee"):
            return say("notice-status-awaiting_free")
        case "awaiting_payment":
            return say("notice-status-awaiting_payment", fee=fee_of(params["fee"]))
    return say(f"notice-status-{status}")


def _status_buttons(say: Say, status: str, params: Params) -> Buttons:
    opening = Act(say("btn-notice-open"), f"app:{params['number']}")
    rows = [[opening], [Act(say("btn-notice-quieter"), "quieter")]]
    if status == "needs_documents":
        rows.insert(0, [Act(say("btn-notice-add"), f"more:{params['number']}", style="primary")])
    return rows


def caption(say: Say, core: Core, params: Params) -> str:
    """Under a file that came with a department's word: what it is, of which application, where it stays."""
    title = short_of(core, params["service"])
    return say("notice-file-caption", status=params["status"], title=title, number=params["number"])


def needs_of(params: Params) -> Needs:
    """What a department wants added, as a notice's parameters carry it."""
    asked = params.get("needs") or {}
    return Needs(tuple(asked.get("fields") or ()), tuple(asked.get("documents") or ()))


def _reminder(say: Say, core: Core, params: Params) -> tuple[str, Buttons]:
    until = date.fromisoformat(params["until"])
    text = say(
        "notice-draft-reminder", title=short_of(core, params["service"]), day=say_day(until, say.language)
    )
    going_on = Act(say("btn-notice-continue"), f"draft:{params['draft']}", style="primary")
    return text, [[going_on], [Act(say("btn-notice-quieter"), "quieter")]]


def _document(say: Say, core: Core, params: Params) -> tuple[str, Buttons]:
    """A document of the wallet that ends soon: its kind alone, no number."""
    kind, until = KINDS[params["kind"]], date.fromisoformat(params["until"])
    left = max(0, (until - core.clock.today()).days)
    title, day = kind.title.get(say.language) or kind.title["ru"], say_day(until, say.language)
    lines = [say("notice-document-expires", days=left, kind=title, day=day)]
    rows = [[Act(say("btn-notice-document"), f"doc:{params['document']}")]]
    if kind.renewal in core.catalogue.services:
        lines.append(say("notice-document-renewal"))
        renewing = Act(say("btn-notice-renew"), f"renew:{params['document']}", style="primary")
        rows.insert(0, [renewing])
    return "\n".join(lines), [*rows, [Act(say("btn-notice-quieter"), "quieter")]]


def _password(say: Say, core: Core, params: Params) -> tuple[str, Buttons]:
    return say("notice-password-old"), [[Act(say("btn-notice-security"), "security", style="primary")]]


def _check_up(say: Say, core: Core, params: Params) -> tuple[str, Buttons]:
    looking = Act(say("btn-notice-contacts"), "contacts", style="primary")
    return say("notice-check-up"), [[looking], [Act(say("btn-notice-quieter"), "quieter")]]


_REMINDERS = {
    "check-up": _check_up,
    "document-expires": _document,
    "draft-reminder": _reminder,
    "password-old": _password,
}


def _shortened(say: Say, text: str) -> str:
    """The text, or its beginning and where the rest is. (Escaped by the text it is put into.)"""
    head, left_out = cut(text.strip(), MOST_COMMENT)
    return say("plain-notice-cut", text=head) if left_out else head
