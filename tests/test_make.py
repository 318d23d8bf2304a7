"""The commands a newcomer types, on machines that lack this or that."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from pathlib import Path

import pytest

from core.settings import Settings
from tests.source import ROOT

PYTHONS = ("python3.13", "python3.12", "python3.11", "python3", "python")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def environment() -> dict[str, str]:
    """Ours, without what a `make` above this pytest would tell a `make` below it."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MAKE", "MFLAGS", "GNUMAKE"))
    }


def make(directory: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments],
        cwd=directory,
        env={**environment(), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_lists_every_target() -> None:
    told = make(ROOT, "help").stdout
    assert set(re.findall(r"make ([a-z-]+)", told)) == targets()
    assert make(ROOT).stdout == told


def test_the_documents_name_only_commands_that_exist() -> None:
    texts = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    named = {
        (path.name, word)
        for path in texts
        for word in re.findall(
            r"(?:`|^\s*|\$ )make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    assert sorted((name, word) for name, word in named if word not in targets()) == []


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme


def test_the_example_shows_every_setting_and_no_other() -> None:
    shown = re.findall(r"^# ([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    where_others_may_lie = ["OKNO_SECRETS"]
    assert sorted(shown) == sorted([*(name.upper() for name in Settings.model_fields), *where_others_may_lie])


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / name).read_text().splitlines()
    found = (re.match(r"([A-Za-z0-9._-]+)(?:\[.*\])?==(\S+)", line) for line in lines)
    return {match[1].lower(): match[2] for match in found if match}


def test_what_is_tested_is_what_runs() -> None:
    run, dev = pins("run.txt"), pins("dev.txt")
    assert {name: dev.get(name) for name in run} == run


def test_every_dependency_is_locked_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    def names(wanted: list[str]) -> set[str]:
        return {re.split(r"[\[<>=!~; ]", line)[0].lower() for line in wanted}

    assert names(project["project"]["dependencies"]) <= pins("run.txt").keys()
    assert names(project["dependency-groups"]["dev"]) <= pins("dev.txt").keys()
    for name in ("run.txt", "dev.txt"):
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / "requirements" / name).read_text())
        assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The build files alone, with an empty lock: an environment is made in seconds, from nowhere."""
    for name in ("Makefile", "scripts"):
        source = ROOT / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path)
    (tmp_path / "requirements").mkdir()
    for name in ("run.txt", "dev.txt"):
        (tmp_path / "requirements" / name).write_text("")
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__main__.py").write_text("print('started')\n")
    return tmp_path


def only(directory: Path, **scripts: str) -> str:
    """A PATH with the system's tools, and of Pythons only the given scripts."""
    tools = directory / "tools"
    tools.mkdir()
    for name in ("sh", "make", "env", "sha256sum", "cut", "cat", "dirname", "id", "rm", "mktemp", "tail"):
        (tools / name).symlink_to(str(shutil.which(name)))
    for name in PYTHONS:
        script = scripts.get(name.replace(".", "_"))
        if script:
            (tools / name).write_text(f"#!{shutil.which('sh')}\n{script}\n")
            (tools / name).chmod(0o755)
    return str(tools)


REAL = f'exec "{sys.executable}" "$@"'
# As Debian without python3-venv: `import venv` works, ensurepip is not there.
NO_ENSUREPIP = f'case "$*" in *ensurepip*) exit 1;; esac; {REAL}'
OLD = 'case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac'
SHIM = 'echo "pyenv: command not found" >&2; exit 127'


def test_a_missing_venv_is_named(checkout: Path) -> None:
    done = make(checkout, "install", PATH=only(checkout, python3=NO_ENSUREPIP))
    assert done.returncode != 0
    assert "package python3-venv is missing" in done.stderr
    assert f"apt-get install python3-venv python3.{sys.version_info.minor}-venv" in done.stderr


def test_an_old_python_is_named(checkout: Path) -> None:
    done = make(checkout, "install", PATH=only(checkout, python3=OLD, python3_12=SHIM))
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed, Python 3.9.2 is here" in done.stderr


def test_a_name_on_path_that_only_complains_is_passed_over(checkout: Path) -> None:
    path = only(checkout, python3_13=SHIM, python3_12=NO_ENSUREPIP, python3_11=REAL)
    done = make(checkout, "install", PATH=path)
    assert done.returncode == 0, done.stderr
    assert (checkout / ".venv" / "bin" / "python").exists()


def test_the_environment_is_made_once_and_again_when_the_lock_changes(checkout: Path) -> None:
    first = make(checkout, "install", PYTHON=sys.executable)
    assert "installing requirements/dev.txt" in first.stderr
    for command in ("install", "run"):
        again = make(checkout, command)
        assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == "started\n"
    (checkout / "requirements" / "dev.txt").write_text("# another version\n")
    assert "installing requirements/dev.txt" in make(checkout, "install").stderr


def test_an_environment_left_half_made_is_made_again(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to("/gone/python3.11")
    done = make(checkout, "run", PYTHON=sys.executable)
    assert done.stdout == "started\n", done.stderr


def test_a_requirement_without_its_hash_is_refused(checkout: Path) -> None:
    (checkout / "requirements" / "run.txt").write_text("aiofiles==25.1.0\n")
    done = make(checkout, "run", PYTHON=sys.executable)
    assert done.returncode != 0
    assert "--require-hashes" in done.stderr
    assert not (checkout / ".venv" / ".okno-run").exists()


WAITS = """
import signal, sys
def stop(*_):
    print("ended in its own way", flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
print("started", sys.argv[1:], flush=True)
signal.pause()
"""


def test_a_signal_to_make_reaches_the_bot(checkout: Path) -> None:
    (checkout / "bot" / "__main__.py").write_text(WAITS)
    make(checkout, "install", PYTHON=sys.executable)
    command = ["make", "run", "ARGS=--role web"]
    with subprocess.Popen(
        command, cwd=checkout, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "started ['run', '--role', 'web']\n"
        run.send_signal(signal.SIGTERM)
        assert run.communicate(timeout=120)[0] == "ended in its own way\n"


def test_a_missing_browser_is_named(checkout: Path) -> None:
    script = checkout / "scripts" / "chromium.sh"
    wrong = subprocess.run(
        [script],
        env={"PATH": os.environ["PATH"], "CHROMIUM": "/nowhere/chromium"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert wrong.returncode == 1
    assert "CHROMIUM=/nowhere/chromium does not start" in wrong.stderr
    none = subprocess.run([script], env={"PATH": only(checkout)}, capture_output=True, text=True, check=False)
    assert none.returncode == 1
    assert "apt-get install chromium" in none.stderr


APT_GET = """#!/bin/sh
echo "$@" >>asked
[ "$1" = update ] || { printf "#!/bin/sh\\n" >tools/chromium; /bin/chmod +x tools/chromium; }
"""


def test_the_systems_browser_is_installed_when_root(checkout: Path) -> None:
    tools = Path(only(checkout))
    (tools / "id").unlink()
    for name, script in {"id": "#!/bin/sh\necho 0\n", "apt-get": APT_GET}.items():
        (tools / name).write_text(script)
        (tools / name).chmod(0o755)
    for _ in range(2):
        done = subprocess.run(
            ["scripts/chromium.sh"], cwd=checkout, env={"PATH": str(tools)}, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
    asked = (checkout / "asked").read_text().splitlines()
    assert asked == ["update", "install -y --no-install-recommends chromium"]


@pytest.mark.whole
def test_a_fresh_clone_runs_with_one_command(tmp_path: Path) -> None:
    """`make run` on a clone with nothing installed: minutes of downloading, then an address that answers."""
    clone = tmp_path / "okno"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    plain = {name: value for name, value in environment().items() if not name.startswith(("OKNO_", "BOT_"))}
    with subprocess.Popen(
        ["make", "run"],
        cwd=clone,
        env={**plain, "OKNO_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as run:
        try:
            _wait_for(address + "health", run, seconds=900)
            with urllib.request.urlopen(address) as page:
                assert "<html" in page.read().decode()
        finally:
            run.send_signal(signal.SIGTERM)
            told = run.communicate(timeout=60)[0]
    assert address in told
    assert (clone / "var" / "okno.db").exists()


def _wait_for(url: str, run: "subprocess.Popen[str]", seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and run.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(1)
    pytest.fail(f"{url} does not answer")
