"""Windows that ask for an answer: the question, what is known already, what was typed and needs a tap."""

import html
from typing import Any

from bot.say import Say
from bot.secure import on_page, page_rows
from bot.widgets import Act, pager_row, shown
from bot.widgets.calendar import calendar_rows
from bot.widgets.form import (
    act_on,
    data_of,
    in_rows,
    leaving_rows,
    masked,
    russian_only,
    source_of,
    title_of,
)
from bot.widgets.offers import cut
from bot.wording import cut as shortened
from bot.wording import short_of
from core.applications.steps import (
    Draft,
    Offer,
    Step,
    chosen_of,
    known_answer,
    offered,
    pending_for,
    shows_known,
)
from core.bootstrap import Core
from core.forms.kinds import kind_of
from core.forms.model import Field
from core.texts import Html

OPTIONS_A_PAGE = 8
_LONG_LABEL = 36  # longer ones are cut on a phone, so the text lists them whole
_LONG_VALUE = 700
# Kinds whose own example says nothing about the question, or that are answered by buttons.
_NO_EXAMPLE = frozenset({"text", "long_text", "choice", "multichoice", "yes_no"})
# Nothing of a service's own text question tells what to write: at least how much of it.
_HOW = {"text": "form-how-text", "long_text": "form-how-long"}


def question(core: Core, say: Say, draft: Draft, step: Step, asked: Field, page: int) -> dict[str, Any]:
    """`page` is the page of options, where there are many."""
    head = say("form-question-head", number=step.number, of=step.of, title=short_of(core, draft.service_id))
    known = known_answer(draft, asked)
    if known is not None and shows_known(draft, asked):
        rows = [
            [act_on(draft, say("btn-form-keep"), "keep", "primary")],
            [act_on(draft, say("btn-form-change"), "change")],
        ]
        if (count := len(offered(draft))) > 1:
            rows.append([act_on(draft, say("btn-form-keep-all", count=count), "keep_all")])
        return shown(f"{head}\n{_known(say, asked, known)}", [*rows, *leaving_rows(say, draft, step)])
    lines = [head, _title(say, asked), *_explained(say, asked), *_long_options(say, asked)]
    if known is not None:
        value = shortened(masked(say, asked, known.value), _LONG_VALUE)[0]
        lines.append(say("form-now", value=value))
    rows = [*_answer_rows(core, say, draft, asked, page), *_other_rows(say, draft, asked, known)]
    if on_page(core, asked):
        lines.append(say("page-about"))
        rows = [*page_rows(say, core, f"draft/{draft.id}"), *rows]
    return shown("\n".join(lines), [*rows, *leaving_rows(say, draft, step)])


def _title(say: Say, asked: Field) -> str:
    return say("form-question-optional" if asked.optional else "form-question", title=title_of(say, asked))


def _known(say: Say, asked: Field, known: Offer) -> str:
    value = shortened(masked(say, asked, known.value), _LONG_VALUE)[0]
    return say("form-known", title=title_of(say, asked), value=value, source=source_of(say, known.source))


def _explained(say: Say, asked: Field) -> list[str]:
    """The hint with its example ready to copy, how a date is given, why it is asked."""
    lines = [one for one in (_hint(say, asked),) if one]
    if asked.kind == "date":
        lines.append(say("form-how-date"))
    if asked.kind == "multichoice":
        lines.append(say("form-how-many"))
    why = asked.why.get(say.language) or asked.why.get("ru")
    if why:
        lines.append(say("form-why", why=why))
    if russian_only(say, asked):
        lines.append(say("form-russian-only"))
    return lines


def _hint(say: Say, asked: Field) -> str:
    hint = html.escape(asked.hint.get(say.language) or asked.hint.get("ru") or "", quote=False)
    if asked.kind in _NO_EXAMPLE:
        return hint or (say(_HOW[asked.kind]) if asked.kind in _HOW else "")
    example = html.escape(kind_of(asked).example(asked), quote=False)
    if example in hint:
        return hint.replace(example, f"<code>{example}</code>", 1)
    return hint or say("form-example", example=Html(example))


def _long_options(say: Say, asked: Field) -> list[str]:
    if asked.kind not in {"choice", "multichoice"}:
        return []
    labels = [kind_of(asked).show(one, asked, say.language) for one in asked.options]
    if all(len(label) <= _LONG_LABEL for label in labels):
        return []
    return [say("form-option", label=label) for label in labels]


def _answer_rows(core: Core, say: Say, draft: Draft, asked: Field, page: int) -> list[list[Act]]:
    calendar = pending_for(draft, asked).get("calendar")
    if isinstance(calendar, str):
        first, last = core.drafts.days(draft, asked)
        rows = calendar_rows(calendar, first, last, say.language, lambda action: data_of(draft, action))
        return [*rows, [act_on(draft, say("btn-form-calendar-close"), "calendar")]]
    if asked.kind == "date":
        return [[act_on(draft, say("btn-form-calendar"), "calendar")]]
    options = _options(say, draft, asked)
    listed, page, pages = cut(options, page, OPTIONS_A_PAGE)
    rows = [*in_rows(listed), pager_row(say, page, pages, do="options")]
    if asked.kind == "multichoice":
        rows.append([act_on(draft, say("btn-form-chosen"), "chosen", "primary")])
    return rows


def _options(say: Say, draft: Draft, asked: Field) -> list[Act]:
    if asked.kind == "multichoice":
        chosen = chosen_of(draft, asked)
        return [
            act_on(
                draft,
                _ticked(kind_of(asked).show([option], asked, say.language), option in chosen),
                f"toggle:{at}",
            )
            for at, option in enumerate(asked.options)
        ]
    ready = kind_of(asked).buttons(asked, say.language)
    return [act_on(draft, label, f"pick:{at}") for at, (_, label) in enumerate(ready)]


def _ticked(label: str, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label


def _other_rows(say: Say, draft: Draft, asked: Field, known: Offer | None) -> list[list[Act]]:
    rows = []
    if known is not None:
        rows.append([act_on(draft, say("btn-form-keep-as-is"), "keep")])
    if asked.optional:
        rows.append([act_on(draft, say("btn-form-skip"), "skip")])
    return rows


# What was typed waits for one tap


def confirm(say: Say, draft: Draft, step: Step, asked: Field) -> dict[str, Any]:
    value = draft.pending.get("value")
    value = value if isinstance(value, str | int | bool | list) else None
    lines = [say("form-confirm", title=title_of(say, asked), value=masked(say, asked, value))]
    if note := draft.pending.get("note"):
        lines.append(say(f"note-{note}"))
    rows = [[act_on(draft, say("btn-form-yes"), "yes", "primary")], *leaving_rows(say, draft, step)]
    return shown("\n".join(lines), rows)


def suggest(say: Say, draft: Draft, step: Step, asked: Field) -> dict[str, Any]:
    found = draft.pending.get("suggestions")
    labels = [_suggested(say, asked, str(one)) for one in found] if isinstance(found, list) else []
    rows = [[act_on(draft, label, f"pick:{at}")] for at, label in enumerate(labels)]
    rows += leaving_rows(say, draft, step)
    return shown(say("form-suggest", title=title_of(say, asked)), rows)


def _suggested(say: Say, asked: Field, text: str) -> str:
    return kind_of(asked).show(text, asked, say.language) if asked.kind == "region" else text


def clash(say: Say, draft: Draft, step: Step, asked: Field) -> dict[str, Any]:
    """Words typed into a question that read like a call for help."""
    meant, text = str(draft.pending.get("meant")), str(draft.pending.get("text"))
    answer = act_on(draft, say("btn-form-is-answer"), "answer")
    operator = act_on(draft, say("btn-form-operator"), "operator")
    leaving = leaving_rows(say, draft, step)
    if meant == "distress":
        return shown(say("form-distress"), [[operator], [answer], *leaving])
    other = operator if meant == "operator" else act_on(draft, say("btn-form-status"), "status")
    quoted = shortened(text, 100)[0]
    return shown(say("form-clash", text=quoted, title=title_of(say, asked)), [[other], [answer], *leaving])
