"""Questions and forms of the catalogue's files: what a field may say, and that its `when` can come true."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from core.catalogue.entries import SNAKE, Entry
from core.forms.model import Document, Field, Form, When

FIELD_KINDS = (
    *("text", "long_text", "integer", "money", "date", "choice", "multichoice"),
    *("yes_no", "phone", "email", "address", "full_name", "passport", "department_code"),
    *("snils", "inn", "ogrn", "uin", "vin", "vehicle_plate", "cadastral_number"),
    *("bank_account", "bic", "document_number", "region"),
)
_FIELD_KEYS = (
    *("id", "kind", "title", "title_en", "hint", "hint_en", "why", "why_en", "optional", "options"),
    *("options_en", "min", "max", "autofill"),
)


def read_field(entry: Entry, *, shared: bool) -> Field:
    """One question. A shared one must speak both languages and show an example; it cannot have a `when`."""
    entry.only(_FIELD_KEYS if shared else (*_FIELD_KEYS, "when"))
    kind = entry.one_of("kind", FIELD_KINDS)
    options = _options(entry, kind)
    least, most = _bounds(entry, kind)
    return Field(
        id=entry.identity(SNAKE),
        kind=kind,
        title=entry.languages("title", english=shared),
        hint=entry.languages("hint", english=shared or "hint" in entry, required=shared),
        why=entry.languages("why", english="why" in entry, required=False),
        optional=entry.flag("optional"),
        options=options,
        min=least,
        max=most,
        when=_when(entry),
        autofill=entry.text("autofill", required=False) or None,
        option_titles=_option_titles(entry, options),
    )


def read_form(entry: Entry, shared: Mapping[str, Field], attachable: Mapping[str, Document]) -> Form:
    """The form of a service: own fields stand where `fields` names them, or else are asked last."""
    own: dict[str, Field] = {}
    places: dict[str, Entry] = {}
    for own_entry in entry.entries("own_fields"):
        field = read_field(own_entry, shared=False)
        if field.id in shared:
            own_entry.wrong("id", f"«{field.id}» is a shared field; give an own one another id")
        if field.id in own:
            own_entry.wrong("id", f"«{field.id}» is given twice")
        own[field.id], places[field.id] = field, own_entry
    order = _known(entry, "fields", {**shared, **own})
    order += [identity for identity in own if identity not in order]
    fields = tuple(own.get(identity) or shared[identity] for identity in order)
    for number, field in enumerate(fields):
        if field.when is not None and field.id in places:
            _check_when(places[field.id], field.when, fields[:number])
    documents = tuple(attachable[identity] for identity in _known(entry, "documents", attachable))
    form = Form("", fields, documents)
    return replace(form, version=form_version(form))


def form_version(form: Form) -> str:
    """A hash of everything asked: it changes when an answer given before could mean something else."""
    asked = [
        [
            *(
                field.id,
                field.kind,
                field.title.get("ru"),
                field.optional,
                field.options,
                field.min,
                field.max,
            ),
            *((field.when.field, field.when.equals) if field.when else ()),
        ]
        for field in form.fields
    ]
    attached = [[document.id, document.formats, document.optional] for document in form.documents]
    text = json.dumps([asked, attached], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _options(entry: Entry, kind: str) -> tuple[str, ...]:
    if kind not in ("choice", "multichoice"):
        if "options" in entry:
            entry.wrong("options", f"a field of kind {kind or '?'} has no options")
        return ()
    options = entry.texts("options")
    if "options" in entry and len(options) < 2:
        entry.wrong("options", "a choice needs at least two")
    return options


def _option_titles(entry: Entry, options: tuple[str, ...]) -> Mapping[str, Mapping[str, str]]:
    if "options_en" not in entry:
        return {}
    english = entry.texts("options_en")
    if len(english) != len(options):
        entry.wrong("options_en", f"there are {len(english)} for {len(options)} options")
    return {option: {"ru": option, "en": title} for option, title in zip(options, english, strict=False)}


def _bounds(entry: Entry, kind: str) -> tuple[int | None, int | None]:
    least, most = entry.integer("min", required=False), entry.integer("max", required=False)
    for key in ("min", "max"):
        if key in entry and kind not in ("integer", "money"):
            entry.wrong(key, f"a field of kind {kind or '?'} has no bounds")
    if least is not None and most is not None and least > most:
        entry.wrong("min", f"{least} is more than max {most}")
    return least, most


def _when(entry: Entry) -> When | None:
    if "when" not in entry:
        return None
    when = entry.entry("when")
    when.only(("field", "equals"))
    field, equals = when.text("field"), when.text("equals")
    return When(field, equals) if field and equals else None


def _known(entry: Entry, key: str, known: Mapping[str, object]) -> list[str]:
    names = entry.texts(key)
    for name in names:
        if name not in known:
            entry.wrong(key, f"«{name}» is not known")
    return [name for name in names if name in known]


def _check_when(entry: Entry, when: When, earlier: tuple[Field, ...]) -> None:
    field = next((field for field in earlier if field.id == when.field), None)
    if field is None:
        entry.wrong("when", f"«{when.field}» is not asked earlier in this service")
    elif field.kind != "choice":
        entry.wrong("when", f"«{when.field}» is not a choice")
    elif when.equals not in field.options:
        entry.wrong("when", f"«{when.equals}» is not an option of «{when.field}»")
