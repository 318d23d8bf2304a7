"""The window that takes a document: what is wanted, what has come, whether it can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.say import Say
from bot.widgets import Act, shown
from bot.widgets.form import act_on, leaving_rows, russian_only, title_of
from bot.widgets.papers import name_of
from bot.wording import cut, short_of
from core.applications.steps import Draft, Step, attached_to, pending_for, rest_optional
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import WrongFile
from core.files.inspect import MAX_BYTES
from core.forms.model import Document
from core.wallet.kinds import kind_for
from core.wallet.model import EXPIRED, Kept

MOST_KEPT = 5  # documents of one kind offered at once


@dataclass(frozen=True, slots=True)
class Offered:
    """What the wallet has for this document, and whether what was sent may be kept there as something new."""

    kept: Sequence[Kept] = ()
    new: bool = False


async def offered_for(core: Core, citizen: Citizen, draft: Draft, wanted: Document) -> Offered:
    if kind_for(wanted.id) is None or draft.state != "open":
        return Offered()
    pages = [page.file_id for page in attached_to(draft, wanted.id).pages]
    if pages:
        return Offered(new=not await core.wallet.holds(citizen.id, pages))
    return Offered(await core.wallet.fitting(citizen.id, wanted.id))


_TIPS = {"photo": "form-document-tip-photo", "selfie": "form-document-tip-selfie"}


def document(
    core: Core, say: Say, draft: Draft, step: Step, wanted: Document, offered: Offered
) -> dict[str, Any]:
    pages = attached_to(draft, wanted.id).pages
    log = pending_for(draft, wanted).get("log")
    log = [one for one in log if isinstance(one, dict)] if isinstance(log, list) else []
    lines = [
        say("form-document-head", number=step.number, of=step.of, title=short_of(core, draft.service_id)),
        say("form-document-optional" if wanted.optional else "form-document", title=title_of(say, wanted)),
    ]
    lines += _received(say, log, len(pages)) if log or pages else _wanted(say, wanted)
    if pages and wanted.id not in _TIPS:
        lines.append(say("form-document-more"))
    if russian_only(say, wanted):
        lines.append(say("form-russian-only"))
    if offered.kept and not pages:
        lines.append(say("form-document-kept"))
    doubtful = len(log) == 1 and bool(log[0].get("doubts"))
    rows = _rows(core, say, draft, wanted, doubtful, offered)
    return shown("\n".join(lines), [*rows, *leaving_rows(say, draft, step)])


def _rows(
    core: Core, say: Say, draft: Draft, wanted: Document, doubtful: bool, offered: Offered
) -> list[list[Act]]:
    if attached_to(draft, wanted.id).pages:
        go_on = say("btn-form-keep-doubtful" if doubtful else "btn-form-on")
        rows = [
            [act_on(draft, go_on, "pages_done", None if doubtful else "primary")],
            [act_on(draft, say("btn-form-replace"), "pages_clear")],
        ]
        return [*rows, [act_on(draft, say("btn-form-keep-document"), "keep_doc")]] if offered.new else rows
    rows = [
        [act_on(draft, _kept(core, say, one), f"kept:{one.id}", None if at else "primary")]
        for at, one in enumerate(offered.kept[:MOST_KEPT])
    ]
    if not wanted.optional:
        return rows
    rest = len(rest_optional(draft))
    rows.append([act_on(draft, say("btn-form-skip"), "skip")])
    return [*rows, [act_on(draft, say("btn-form-skip-rest", count=rest), "skip_rest")]] if rest > 1 else rows


def _kept(core: Core, say: Say, kept: Kept) -> str:
    """«Взять из Моих документов: СНИЛС 112-•••-••• 95»; one that has ended says so."""
    name = cut(name_of(say, kept), 40)[0]
    ended = kept.status(core.clock.today()) == EXPIRED
    return say("btn-form-kept-ended" if ended else "btn-form-kept", name=name)


def _wanted(say: Say, wanted: Document) -> list[str]:
    formats = _listed([one.upper() for one in wanted.formats], say("plain-or"))
    lines = [say("form-document-formats", formats=formats, limit=MAX_BYTES // 1024 // 1024)]
    lines.append(say(_TIPS.get(wanted.id, "form-document-tip-pages")))
    return lines


def _listed(words: list[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def _received(say: Say, log: Sequence[Mapping[str, Any]], pages: int) -> list[str]:
    """A line for every file that came last, an album's each numbered; then how many there are."""
    lines = [_one(say, entry) for entry in log]
    if len(lines) > 1:
        lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    if pages and (len(log) != 1 or pages > 1):
        lines.append(say("form-files", count=pages))
    return lines


def _one(say: Say, entry: Mapping[str, Any]) -> str:
    if "code" in entry:
        return say.error(WrongFile(str(entry["code"]), **entry.get("params", {})))
    if entry.get("kept"):
        return say("form-kept-ended" if entry.get("ended") else "form-kept-taken")
    if entry.get("again"):
        return say("form-file-again")
    if entry.get("kind") == "pdf":
        return say("form-pdf-taken", pages=int(entry.get("pages", 1)))
    doubts = entry.get("doubts") or []
    if doubts:
        words = _listed([say(f"plain-doubt-{one}") for one in doubts], say("plain-and"))
        return say("form-picture-doubtful", doubts=words)
    return say("form-picture-taken", width=str(entry.get("width")), height=str(entry.get("height")))
