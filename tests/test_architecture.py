"""The house's rules as checks that fail. A rule kept only in a paragraph is not kept."""

import ast
import re
import subprocess
import sys

import pytest
from importlinter.cli import lint_imports

from core.logs import COUNTS, EVENT, IDS, WORDS
from tests.source import ROOMS, ROOT, called, imports, literal, modules, none_of

EVERYWHERE = (*ROOMS, "tests", "bench", "deploy")

# file → why it may be longer than 400 lines
LONG_FILES: dict[str, str] = {
    "core/db/migrations/versions/0001_the_first_tables.py": "one step: written once, never edited",
}

FORBIDDEN_WORDS = re.compile(
    r"Manager|Helper|Processor|Util|DTO|Impl(?![a-z])|^I(?=[A-Z][a-z])|^Base(?=[A-Z])"
)
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}


def test_nobody_calls_whom_they_may_not(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert not broken, capsys.readouterr().out


def test_core_serves_no_http() -> None:
    found = [
        module.at(node)
        for module in modules("core")
        for node, name in imports(module)
        if name == "aiohttp.web"
    ]
    none_of(found)


# Rooms that every feature stands on, and what a feature lends to others, each with its reason.
PLUMBING = {"db", "files", "forms", "inbox", "outbox"}
LENT = {
    "core.citizens.values": "keeps what a provider or a review said in the profile",
    "core.citizens.disputes": "keeps the word that differs beside the one that counts",
    "core.confirmation.granting": "the moment an account becomes confirmed, the same for every way",
    "core.applications.rows": "how an application is read from its row, for whoever sends or shows it",
    "core.catalogue.terms": "when a service is ready: pure, counted from its term",
    "core.codes.rows": "a code checked and what it opens are one commit",
    "core.recovery.rows": "a contact proved that another account holds begins to move in that very commit",
    "core.confirmation.rows": "a recovery waits for the same people in the same table",
    "core.contacts.rows": "whose a contact is, for every way to register and to get back in",
    "core.security.journal": "adds a line of the citizen's journal to the unit of work at hand",
    "core.tokens.rows": "makes and uses up one-time tokens within the unit of work at hand",
    "core.rights.receipts": "proofs that outlive an erasure, kept by it",
    "core.notifications.posting": "adds a notification to the unit of work at hand",
}


def test_use_cases_take_from_other_features_their_models_alone() -> None:
    found = []
    for module in modules("core"):
        room = module.path.parent.name
        for node, name in imports(module) if module.path.name == "usecases.py" else ():
            target = name.split(".")
            if target[0] != "core" or len(target) < 4 or target[1] in {room, *PLUMBING}:
                continue
            if target[2] not in {"model", "base"} and ".".join(target[:3]) not in LENT:
                found.append(f"{module.at(node)} imports {name}")
    none_of(found)


def test_plug_ins_know_their_base_alone() -> None:
    """Never the database, use cases, or each other: whoever writes a plug-in reads one file."""
    found = []
    for module in modules("core"):
        room = module.path.parent.parent
        if not (room / "base.py").exists() or module.path.name == "__init__.py":
            continue
        home = room.relative_to(ROOT).as_posix().replace("/", ".")
        mine = (f"{home}.base.", "core.signature.", "core.errors.", "core.logs.")
        found += [
            f"{module.at(node)} imports {name}"
            for node, name in imports(module)
            if name.split(".")[0] in {*ROOMS, "sqlalchemy", "redis"} and not name.startswith(mine)
        ]
    none_of(found)


def test_files_are_short() -> None:
    long = {module.place: module.text.count("\n") for module in modules(*EVERYWHERE)}
    none_of(
        f"{place}: {size} lines" for place, size in long.items() if size > 400 and place not in LONG_FILES
    )
    assert [place for place in LONG_FILES if long.get(place, 0) <= 400] == [], "no longer long"


def test_names_say_what_a_thing_is() -> None:
    classes = [
        f"{module.at(node)} {node.name}"
        for module in modules(*EVERYWHERE)
        for node in module.nodes()
        if isinstance(node, ast.ClassDef) and FORBIDDEN_WORDS.search(node.name)
    ]
    files = [
        module.place
        for module in modules(*EVERYWHERE)
        if re.search(r"manager|helper|processor|util", module.path.name)
    ]
    none_of(classes + files)


def test_time_comes_from_the_clock() -> None:
    found = [
        module.at(node)
        for module in modules("core", "bot", "web")
        if module.place != "core/clock.py"
        for node in module.nodes()
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and ast.unparse(node)
        in {
            "datetime.now",
            "datetime.utcnow",
            "datetime.today",
            "date.today",
            "dt.datetime.now",
            "datetime.datetime.now",
            "datetime.date.today",
        }
    ]
    none_of(found)


def test_nothing_is_left_to_do_or_skipped() -> None:
    mark = re.compile(
        "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3 + r"\b", r"pytest\.skip", r"mark\.(skip|x)" + "fail?"])
    )
    found = [
        f"{module.place}:{number}: {line.strip()}"
        for module in modules(*EVERYWHERE)
        for number, line in enumerate(module.text.splitlines(), 1)
        if mark.search(line) and module.place != "tests/test_architecture.py"
    ]
    none_of(found)


def test_nothing_is_patched_by_dotted_path() -> None:
    found = [
        module.at(node)
        for module in modules("tests")
        for node, name in imports(module)
        if name.startswith("unittest.mock.patch") or name == "unittest.mock"
    ]
    none_of(found)


def test_what_is_logged_is_on_the_list() -> None:
    """The event is a literal and every key is allowed; another key would silently lose its value."""
    found = []
    for module in modules():
        for node in module.nodes():
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LEVELS
            ):
                continue
            if ast.unparse(node.func.value) not in {"log", "logger", "self._log", "_log"}:
                continue
            event = literal(node.args[0]) if node.args else None
            keys = {keyword.arg for keyword in node.keywords} - IDS - WORDS - COUNTS - {"exc_info"}
            if event is None or not EVENT.fullmatch(event) or keys:
                found.append(f"{module.at(node)} {ast.unparse(node)}")
    none_of(found)


def test_every_message_sent_has_somebody_to_deliver_it() -> None:
    sent = {
        (module.at(node), literal(node.args[0]) if node.args else None)
        for module in modules("core", "bot", "web")
        for node in module.nodes()
        if isinstance(node, ast.Call) and called(node) == "Outgoing"
    }
    delivered = {
        literal(key)
        for module in modules("core", "bot")
        for node in module.nodes()
        if isinstance(node, ast.Dict)
        for key in node.keys
    }
    none_of(f"{place} {topic}" for place, topic in sent if topic not in delivered - {None})


def test_every_state_has_one_window_and_a_way_to_it() -> None:
    states = {
        f"{group.name}.{target.id}"
        for module in modules("bot")
        if module.place == "bot/states.py"
        for group in module.nodes()
        if isinstance(group, ast.ClassDef)
        for line in group.body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    }
    windows = [
        ast.unparse(state)
        for module in modules("bot")
        for node in module.nodes()
        if isinstance(node, ast.Call) and called(node) in {"screen", "Window"}
        for state in [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "state")]
    ]
    named = [
        name
        for module in modules("bot")
        for node in module.nodes()
        if isinstance(node, ast.Attribute) and (name := ast.unparse(node)) in states
    ]
    none_of(
        [f"{state}: {windows.count(state)} windows" for state in states if windows.count(state) != 1]
        + [f"{state}: nobody goes there" for state in states if named.count(state) == windows.count(state)]
    )


def test_nothing_prints_but_the_command_line() -> None:
    """`search --batch` writes its answers to stdout; a stray line among them breaks whoever reads them."""
    allowed = {
        "core/administration.py",  # `inbox list` and its like: what they print is what they are for
        "core/backup.py",
        "core/bootstrap.py",  # tells, once in an installation's life, to keep a copy of the keys
    }
    found = [
        module.at(node)
        for module in modules("core", "web", "sandbox", "bot/dialogs", "bot/handlers", "bot/widgets")
        for node in module.nodes()
        if isinstance(node, ast.Call) and called(node) == "print" and module.place not in allowed
    ]
    none_of(found)


def test_tests_mirror_the_code() -> None:
    """A directory of tests stands for one of the code; every feature, dialog and handler has its tests."""
    own = {"contracts", "e2e", "faults"}
    strays = [
        module.place
        for module in modules("tests")
        if (room := module.path.parent.relative_to(ROOT / "tests").as_posix()) != "."
        and room.split("/")[0] not in own
        and "hostile" not in room
        and not (ROOT / room).is_dir()
    ]
    none_of(strays)
    features = {
        module.path.parent for module in modules("core") if module.path.name in {"model.py", "usecases.py"}
    }
    untested = [
        feature.relative_to(ROOT).as_posix()
        for feature in sorted(features)
        if not list((ROOT / "tests" / feature.relative_to(ROOT)).glob("test_*.py"))
    ]
    none_of(untested)


IMPORTS_BEHIND = """
import runpy, sys
sys.argv = ["bot", *sys.argv[1:]]
try:
    runpy.run_module("bot", run_name="__main__")
except SystemExit as end:
    assert not end.code, end.code
print("IMPORTED", sorted({"aiogram", "aiogram_dialog", "sqlalchemy"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("arguments", "slow"),
    [
        (["--help"], []),
        (["run", "--help"], []),
        (["search", "потерял паспорт", "--explain"], []),
        (["catalogue", "check"], []),
    ],
    ids=["help", "run-help", "search", "catalogue"],
)
def test_commands_that_need_no_telegram_do_not_wait_for_it(arguments: list[str], slow: list[str]) -> None:
    """Importing aiogram takes seconds."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS_BEHIND, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"IMPORTED {slow}" in done.stdout
