from pathlib import Path

import pytest

from core.catalogue import check
from core.catalogue.load import CatalogueErrors, load_catalogue
from core.catalogue.model import Catalogue, Term
from tests.core.catalogue.conftest import SERVICE, SERVICE_FILE


def edit(folder: Path, old: str, new: str, name: str | Path = SERVICE_FILE) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_service_is_read_whole(folder: Path) -> None:
    catalogue = load_catalogue(folder)
    service = catalogue.services["roof-repair"]
    assert (service.code, service.term, service.fee) == ("MVD-7", Term(5, "working"), 100)
    assert [field.id for field in service.form.fields] == ["full_name", "delivery", "post_index"]
    assert service.form.documents[0].formats == ("jpg", "png")
    assert service.form.fields[1].option_titles["Почтой"] == {"ru": "Почтой", "en": "By post"}
    assert catalogue.by_category == {"home": (service,), "road": ()}


def test_an_own_field_named_among_the_fields_keeps_that_place(folder: Path) -> None:
    edit(folder, "fields: [full_name, delivery]", "fields: [delivery, post_index, full_name]")
    fields = load_catalogue(folder).services["roof-repair"].form.fields
    assert [field.id for field in fields] == ["delivery", "post_index", "full_name"]


BROKEN = [
    ("fee: 100", "fee: 100\ncolour: red", 12, "colour", "is not known here"),
    ("fee: 100", "fee: даром", 11, "fee", "must be a whole number"),
    ("fee: 100", "fee: -1", 11, "fee", "must be at least 0"),
    ("fee: 100\n", "", 1, "fee", "is missing"),
    ("fee: 100", "fee: 100\nfee: 200", 12, "fee", "is given twice"),
    ("fee: 100", "fee: 100\nflagship: 1", 12, "flagship", "must be true or false"),
    ("id: roof-repair", "id: Roof_Repair", 1, "id", "is not latin kebab-case"),
    ("id: roof-repair", "id: roof-mending", 1, "id", "is not the name of its file"),
    ("code: MVD-7", "code: FNS-7", 2, "code", "is not MVD-<number>"),
    ('title: "Ремонт крыши"', 'title: ""', 3, "title", "is empty"),
    ('title: "Ремонт крыши"', "title: 12", 3, "title", "must be text in quotes"),
    ('title: "Ремонт крыши"', f'title: "{"Ф" * 111}"', 3, "title", "111 characters long, at most 110"),
    ("department: mvd", "department: mvdd", 5, "department", "«mvdd» is not one of mvd"),
    ("level: federal", "level: galactic", 6, "level", "is not one of federal"),
    ("level: federal", "level: regional", 6, "level", "the department is federal"),
    ("kind: application", "kind: wish", 7, "kind", "is not one of application"),
    ("for: [citizen]", "for: [martian]", 8, "for", "is not one of citizen"),
    ("for: [citizen]", "for: []", 8, "for", "names nobody"),
    ("for: [citizen]", "for: citizen", 8, "for", "must be a list"),
    ("account: standard", "account: golden", 9, "account", "is not one of none"),
    ("{days: 5, unit: working}", "soon", 10, "term", "must be instant"),
    ("{days: 5, unit: working}", "{days: 0, unit: working}", 10, "term.days", "must be at least 1"),
    ("{days: 5, unit: working}", "{days: 5, unit: lunar}", 10, "term.unit", "is not one of working"),
    ("{days: 5, unit: working}", "{days: 5, unit: working, hours: 1}", 10, "term.hours", "is not known here"),
    ('  - "дыра"\n', "", 13, "keywords", "there are 3, 4 to 20 are expected"),
    ('  - "дыра"', '  - "крыши"', 13, "keywords", "is in the title already"),
    ('  - "дыра"', '  - "капает"', 15, "keywords[2]", "is given twice"),
    ('  - "дыра"', "  - 15", 15, "keywords[2]", "must be text"),
    ("[full_name, delivery]", "[full_name, shoe_size, delivery]", 17, "fields", "«shoe_size» is not known"),
    ("documents: [photo]", "documents: [diploma]", 25, "documents", "«diploma» is not known"),
    ("kind: integer", "kind: number", 20, "own_fields[0].kind", "is not one of text"),
    ("min: 100000", "min: 1000000", 22, "own_fields[0].min", "is more than max"),
    ("kind: integer", "kind: text", 22, "own_fields[0].min", "has no bounds"),
    ("kind: integer", "kind: choice", 19, "own_fields[0].options", "is missing"),
    ("min: 100000", 'options: ["а", "б"]', 22, "own_fields[0].options", "has no options"),
    ("id: post_index", "id: full_name", 19, "own_fields[0].id", "is a shared field"),
    ("{field: delivery,", "{field: nothing,", 24, "own_fields[0].when", "is not asked earlier"),
    ("{field: delivery,", "{field: full_name,", 24, "own_fields[0].when", "is not a choice"),
    ('equals: "Почтой"', 'equals: "Голубем"', 24, "own_fields[0].when", "is not an option of «delivery»"),
    ('equals: "Почтой"', 'equals: "Почтой", unless: 1', 24, "own_fields[0].when.unless", "is not known here"),
    (
        "[full_name, delivery]",
        "[full_name, post_index, delivery]",
        24,
        "own_fields[0].when",
        "not asked earlier",
    ),
    ("fields: [", "fields: [[", 18, "file", "is not YAML"),
]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "wrong"), BROKEN, ids=[f"{b[3]}-{b[4]}" for b in BROKEN]
)
def test_a_broken_service_is_named_by_file_line_and_field(
    *, folder: Path, old: str, new: str, line: int, field: str, wrong: str
) -> None:
    edit(folder, old, new)
    complaints = check(folder)
    where = f"{folder / SERVICE_FILE}:{line}: {field}: "
    assert any(complaint.startswith(where) and wrong in complaint for complaint in complaints), complaints


SHARED_BROKEN = [
    ("categories.yaml", ', title_en: "Home"', "", 1, "title_en", "is missing"),
    ("categories.yaml", "id: road", "id: home", 2, "id", "is given twice"),
    ("departments.yaml", "level: federal", "level: high", 2, "level", "is not one of federal"),
    ("fields.yaml", '  hint: "Как в паспорте"\n', "", 1, "hint", "is missing"),
    (
        "fields.yaml",
        '["In person", "By post"]',
        '["In person"]',
        14,
        "options_en",
        "there are 1 for 2 options",
    ),
    ("fields.yaml", '"Почтой"]', '"Почтой"]\n  when: {field: x, equals: y}', 14, "when", "is not known here"),
    ("documents.yaml", "[jpg, png]", "[jpg, docx]", 1, "formats", "«docx» is not one of pdf, jpg, png"),
    ("documents.yaml", "- {", "{", 2, "file", "is not YAML"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "field", "wrong"), SHARED_BROKEN)
def test_a_broken_shared_file_is_named_too(
    *, folder: Path, name: str, old: str, new: str, line: int, field: str, wrong: str
) -> None:
    edit(folder, old, new, name)
    complaints = check(folder)
    where = f"{folder / name}:{line}: {field}: "
    assert any(complaint.startswith(where) and wrong in complaint for complaint in complaints), complaints


def test_a_twin_is_told_whose_code_it_took(folder: Path) -> None:
    twin = SERVICE.replace("roof-repair", "roof-paint")
    (folder / "services/road/roof-paint.yaml").write_text(twin, encoding="utf-8")
    complaints = check(folder)
    assert [complaint.split(": ", 1)[1] for complaint in complaints] == [
        "code: «MVD-7» is taken by roof-repair.yaml",
        "title: «Ремонт крыши» is taken by roof-repair.yaml",
    ]


def test_a_file_out_of_place_is_told_where_it_belongs(folder: Path) -> None:
    (folder / "services/stray.yaml").write_text("id: stray", encoding="utf-8")
    (folder / "services/home/notes.txt").write_text("note", encoding="utf-8")
    (folder / "services/moon").mkdir()
    (folder / "services/moon/base.yaml").write_text("id: base", encoding="utf-8")
    (folder / "services/home/empty.yaml").write_text("", encoding="utf-8")
    assert {complaint.split("services/", 1)[1] for complaint in check(folder)} == {
        "stray.yaml:1: file: must lie in services/<category>/",
        "home/notes.txt:1: file: must be named <id>.yaml",
        "moon/base.yaml:1: file: «moon» is not a category",
        "home/empty.yaml:1: file: is empty",
    }


def test_a_missing_shared_file_is_said(folder: Path) -> None:
    (folder / "documents.yaml").unlink()
    complaints = check(folder)
    assert f"{folder / 'documents.yaml'}:1: file: is missing" in complaints


def test_everything_wrong_is_said_at_once(folder: Path) -> None:
    edit(folder, "fee: 100", "fee: free")
    edit(folder, "account: standard", "account: golden")
    edit(folder, "code: MVD-7", "code: MVD-x")
    with pytest.raises(CatalogueErrors) as caught:
        load_catalogue(folder)
    assert len(caught.value.complaints) == 3


def test_the_whole_catalogue_is_valid(catalogue: Catalogue) -> None:
    assert len(catalogue.services) >= 1250
    assert len(catalogue.categories) == 17
    assert sum(len(services) for services in catalogue.by_category.values()) == len(catalogue.services)


def test_every_shared_question_has_an_example_in_both_languages(catalogue: Catalogue) -> None:
    shared = {
        field.id: field
        for service in catalogue.services.values()
        for field in service.form.fields
        if "en" in field.title
    }
    assert len(shared) > 70
    for field in shared.values():
        assert field.hint["ru"]
        assert field.hint["en"]
        assert all("en" in field.option_titles[option] for option in field.options if not option.isascii())


def test_a_form_gets_a_new_version_when_what_is_asked_changes(folder: Path) -> None:
    before = load_catalogue(folder).services["roof-repair"].form.version
    edit(folder, "fee: 100", "fee: 200")
    assert load_catalogue(folder).services["roof-repair"].form.version == before
    edit(folder, "documents: [photo]", "documents: [photo, other]")
    assert load_catalogue(folder).services["roof-repair"].form.version != before


SITUATION = """\
id: leak
emoji: "💧"
title: "Протекла крыша"
title_en: "A leaking roof"
summary: "Что делать."
summary_en: "What to do."
phrases: ["течёт крыша", "капает с потолка", "протечка", "залило"]
steps:
  - service: roof-repair
    when: "Сразу"
    when_en: "At once"
  - service: roof-check
    when: "Потом"
    when_en: "Later"
"""


@pytest.fixture
def situated(folder: Path) -> Path:
    """The small catalogue with one life situation of two services."""
    second = (
        SERVICE.replace("roof-repair", "roof-check").replace("MVD-7", "MVD-8").replace("Ремонт", "Осмотр")
    )
    (folder / "services" / "home" / "roof-check.yaml").write_text(second, encoding="utf-8")
    (folder / "situations").mkdir()
    (folder / "situations" / "leak.yaml").write_text(SITUATION, encoding="utf-8")
    return folder


def test_a_situation_is_read_whole_and_kept(situated: Path, tmp_path: Path) -> None:
    fresh = load_catalogue(situated, tmp_path / "cache").situations["leak"]
    assert [step.service for step in fresh.steps] == ["roof-repair", "roof-check"]
    assert fresh.steps[0].when == {"ru": "Сразу", "en": "At once"}
    assert load_catalogue(situated, tmp_path / "cache").situations == {"leak": fresh}


WRONG_SITUATIONS = [
    ("id: leak", "id: leaks", 1, "id", "is not the name of its file"),
    ("emoji:", "colour: red\nemoji:", 2, "colour", "is not known here"),
    ('title: "Протекла крыша"', f'title: "{"Ф" * 41}"', 3, "title", "41 characters long, at most 40"),
    ('title_en: "A leaking roof"\n', "", 1, "title_en", "is missing"),
    (', "протечка", "залило"', "", 7, "phrases", "there are 2, at least 4 are expected"),
    (
        "service: roof-check",
        "service: roof-paint",
        12,
        "steps[1].service",
        "is not a service of the catalogue",
    ),
    ("service: roof-check", "service: roof-repair", 12, "steps[1].service", "is given twice"),
    ('    when_en: "Later"\n', "", 12, "steps[1].when_en", "is missing"),
    ('when: "Потом"', f'when: "{"Ф" * 111}"', 13, "steps[1].when", "111 characters long, at most 110"),
]


@pytest.mark.parametrize(("old", "new", "line", "field", "wrong"), WRONG_SITUATIONS)
def test_what_is_wrong_with_a_situation_is_named(
    situated: Path, old: str, new: str, line: int, field: str, wrong: str
) -> None:
    edit(situated, old, new, "situations/leak.yaml")
    found = check(situated)
    assert any(
        one.startswith(f"{situated / 'situations' / 'leak.yaml'}:{line}: {field}: ") for one in found
    ), found
    assert any(wrong in one for one in found)


def test_no_phrase_tells_of_two_situations(situated: Path) -> None:
    other = (
        SITUATION.replace("id: leak", "id: flood").replace("Протекла", "Потоп").replace("leaking", "flooded")
    )
    (situated / "situations" / "flood.yaml").write_text(other, encoding="utf-8")
    assert any("is said in flood.yaml already" in one for one in check(situated))
