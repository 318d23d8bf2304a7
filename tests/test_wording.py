"""Every text for people: in both languages, with the same variables, shown somewhere, valid for Telegram."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from compare_locales.compare.content import ContentComparer
from compare_locales.compare.observer import Observer
from compare_locales.paths import File
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from core.texts import PLAIN_PREFIXES, Texts
from tests.source import ROOT, called, literal, modules, none_of

TEXTS = ROOT / "bot" / "texts"
LANGUAGES = ("ru", "en")
# https://core.telegram.org/bots/api#html-style
TELEGRAM_TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
# Errors that citizens are shown; a delivery's failure is the outbox's to decide about.
SHOWN_ERRORS = {"CoreError", "WrongAnswer", "WrongFile", "Refused", "NotFound"}


class _Used(Visitor):
    """The variables and messages that a message refers to."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.messages: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the library's names
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802
        self.messages.add(node.id.name)


@cache
def messages(language: str) -> dict[str, ftl.Message]:
    found: dict[str, ftl.Message] = {}
    for path in sorted((TEXTS / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{path.name}: {entry.id.name} is there twice"
                found[entry.id.name] = entry
    return found


def used_by(message: ftl.Message) -> _Used:
    visitor = _Used()
    visitor.visit(message)
    return visitor


def files() -> list[str]:
    return sorted({path.name for language in LANGUAGES for path in (TEXTS / language).glob("*.ftl")})


def literal_texts(pattern: ftl.Pattern) -> Iterator[str]:
    """Every way the pattern can read, one per variant, with «x» for what is put in."""
    heads = [""]
    for element in pattern.elements:
        if isinstance(element, ftl.TextElement):
            heads = [head + element.value for head in heads]
        elif isinstance(element.expression, ftl.SelectExpression):
            tails = [text for variant in element.expression.variants for text in literal_texts(variant.value)]
            heads = [head + tail for head in heads for tail in tails]
        else:
            inner = element.expression
            heads = [head + (inner.value if isinstance(inner, ftl.StringLiteral) else "x") for head in heads]
    yield from heads


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag not in TELEGRAM_TAGS:
            self.wrong.append(f"<{tag}> is unknown to Telegram")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")


def wrong_markup(text: str) -> list[str]:
    parser = _Tags()
    parser.feed(text)
    parser.close()
    stray = ["a stray < or &"] if re.search(r"<(?![a-z/])|&(?!(lt|gt|amp|quot|#\d+);)", text) else []
    return parser.wrong + [f"<{tag}> stays open" for tag in parser.open] + stray


def test_there_are_texts_at_all() -> None:
    assert len(messages("ru")) > 100


@pytest.mark.parametrize("name", files())
def test_compare_locales_finds_nothing(name: str) -> None:
    comparer = ContentComparer()
    comparer.observers.append(Observer())
    ru, en = (File(str(TEXTS / language / name), name, locale=language) for language in LANGUAGES)
    assert Path(ru.fullpath).exists()
    assert Path(en.fullpath).exists()
    comparer.compare(ru, en, None)
    summary = comparer.observers.toJSON()["summary"]
    found = {key: count for counts in summary.values() for key, count in counts.items()}
    assert {key: found.get(key, 0) for key in ("missing", "obsolete", "errors", "warnings")} == {
        "missing": 0,
        "obsolete": 0,
        "errors": 0,
        "warnings": 0,
    }, comparer.observers.toJSON()


def test_both_languages_say_the_same_things() -> None:
    none_of(messages("ru").keys() ^ messages("en").keys())


def test_both_languages_put_in_the_same_values() -> None:
    both = messages("ru").keys() & messages("en").keys()
    variables = {key: [used_by(messages(language)[key]).variables for language in LANGUAGES] for key in both}
    none_of(f"{key}: {found}" for key, found in variables.items() if found[0] != found[1])


def test_fluent_finds_no_broken_reference() -> None:
    assert Texts(TEXTS, LANGUAGES).problems() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_telegrams(language: str) -> None:
    wrong = {}
    for key, message in messages(language).items():
        for text in literal_texts(message.value) if message.value else []:
            if key.startswith(PLAIN_PREFIXES):
                found = ["markup in a plain text"] if re.search(r"</?[a-z]+>|&[a-z]+;", text) else []
            else:
                found = wrong_markup(text)
            if found:
                wrong[key] = found
    none_of(f"{key}: {found}" for key, found in wrong.items())


def test_markup_check_sees_mistakes() -> None:
    assert wrong_markup("<b>x</b> &lt; <a href='y'>z</a>") == []
    assert wrong_markup("<b>x") == ["<b> stays open"]
    assert wrong_markup("x</i>") == ["</i> closes nothing"]
    assert wrong_markup("<p>x</p>") == ["<p> is unknown to Telegram"]
    assert wrong_markup("a < b") == ["a stray < or &"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_russian_plurals_have_every_form(language: str) -> None:
    needed = {"ru": {"one", "few", "many", "other"}, "en": {"one", "other"}}[language]
    plurals = {"zero", "one", "two", "few", "many", "other"}
    wrong = []

    class Selects(Visitor):
        def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802
            names = {v.key.name for v in node.variants if isinstance(v.key, ftl.Identifier)}
            if names and names <= plurals and names != {"other"} and not needed <= names:
                wrong.append(sorted(needed - names))
            self.generic_visit(node)

    for message in messages(language).values():
        Selects().visit(message)
    assert wrong == []


def dynamic_key(node: ast.AST) -> str | None:
    """A pattern for keys put together in code: `term-…` for f"term-{unit}" and "term-" + unit."""
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and literal(node.left):
        parts = [literal(node.left), None]
    else:
        return None
    if not isinstance(parts[0], str) or not re.fullmatch(r"[a-z]+(-[a-z0-9]*)+", parts[0]):
        return None
    return "".join("[a-z0-9_-]+" if part is None else re.escape(str(part)) for part in parts)


def error_codes() -> dict[str, str]:
    """Codes of the errors that citizens are shown, each with a place that raises it."""
    return {
        code: module.at(node)
        for module in modules("core", "bot")
        for node in module.nodes()
        if isinstance(node, ast.Call)
        and called(node) in SHOWN_ERRORS
        and node.args
        and (code := literal(node.args[0])) is not None
    }


def test_every_error_has_its_words() -> None:
    missing = {code: place for code, place in error_codes().items() if f"error-{code}" not in messages("ru")}
    none_of(f"{place} error-{code}" for code, place in missing.items())


def test_every_text_is_shown_somewhere() -> None:
    literals = {
        node.value
        for module in modules()
        for node in module.nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    patterns = {pattern for module in modules() for node in module.nodes() if (pattern := dynamic_key(node))}
    patterns.discard(r"error\-[a-z0-9_-]+")
    made_up = re.compile("|".join(sorted(patterns)) or r"(?!)")
    referred = {name for message in messages("ru").values() for name in used_by(message).messages}
    errors = {f"error-{word}" for word in literals}
    unused = [
        key
        for key in messages("ru")
        if key not in literals | referred | errors and not made_up.fullmatch(key)
    ]
    none_of(unused)


def asked(node: ast.AST) -> str | None:
    """The key in `say("key", …)`, `say.html("key", …)` and `texts.get(language, "key", …)`."""
    if not isinstance(node, ast.Call):
        return None
    caller = ast.unparse(node.func)
    if re.fullmatch(r"(\w+\.)*_?say(\.html)?|T", caller):
        return literal(node.args[0]) if node.args else None
    if re.fullmatch(r"(\w+\.)*_?texts\.get", caller):
        return literal(node.args[1]) if len(node.args) > 1 else None
    return None


ASKED = [
    (key, node, module.at(node))
    for module in modules("bot", "core", "web")
    for node in module.nodes()
    if isinstance(node, ast.Call) and (key := asked(node))
]


def test_every_text_asked_for_exists() -> None:
    none_of(f"{place} {key}" for key, _, place in ASKED if key not in messages("ru"))


def test_every_text_is_given_its_values() -> None:
    everywhere = {"brand"}
    lacking = []
    for key, node, place in ASKED:
        given = {keyword.arg for keyword in node.keywords}
        if key in messages("ru") and None not in given:  # None: **values, known only when it runs
            needed = used_by(messages("ru")[key]).variables - everywhere - given
            lacking += [f"{place} {key}: {name}" for name in needed]
    none_of(lacking)
