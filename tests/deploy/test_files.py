"""What is deployed with: files that parse, and name only settings, commands, files and figures that exist."""

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli import app
from core.metrics import Metrics
from core.settings import Settings, load_settings
from tests.source import ROOT

DEPLOY = ROOT / "deploy"
TOKEN = "123456789:AAHtestTokenTestTokenTestTokenTest"
SETTINGS = {name.upper() for name in Settings.model_fields}
ROLES = ("web", "bot", "dispatcher")
FIGURE = re.compile(r"\b(okno_[a-z_]+|process_[a-z_]+|up)\b(?!=)")
LABELS = re.compile(r"\{([^}]*)\}|by \(([^)]*)\)")
SUFFIXES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_count", "_sum")}


def parsed(name: str) -> Any:
    return yaml.safe_load((DEPLOY / name).read_text())


@pytest.fixture(scope="module")
def figures() -> dict[str, set[str]]:
    """Every figure by the name that Prometheus knows, with its labels."""
    found: dict[str, set[str]] = {"up": set()}
    metrics = Metrics()
    labels = {
        getattr(one, "_name", ""): set(getattr(one, "_labelnames", ())) for one in vars(metrics).values()
    }
    for family in metrics.registry.collect():
        for suffix in SUFFIXES.get(family.type, ("",)):
            found[family.name + suffix] = labels.get(family.name, set())
    return found


def expressions() -> list[tuple[str, str]]:
    """Where a figure is asked for, and how."""
    panels = json.loads((DEPLOY / "grafana" / "okno.json").read_text())["panels"]
    drawn = [(panel["title"], target["expr"]) for panel in panels for target in panel.get("targets", [])]
    rules = parsed("prometheus/alerts.yml")["groups"][0]["rules"]
    return drawn + [(rule["alert"], rule["expr"]) for rule in rules]


@pytest.mark.parametrize(("place", "asked"), expressions(), ids=lambda value: str(value)[:30])
def test_only_figures_that_exist_are_drawn_and_watched(
    figures: dict[str, set[str]], place: str, asked: str
) -> None:
    named = FIGURE.findall(LABELS.sub("", asked))
    assert named, asked
    known = {"job", "role", "instance", "le"}
    for name in named:
        assert name in figures, f"{place}: there is no {name}"
        known |= figures[name]
    used = re.findall(
        r"([a-z_]+)(?==)|(?:^|, )([a-z_]+)(?:$|,)", " ".join(map("".join, LABELS.findall(asked)))
    )
    assert {"".join(one) for one in used} <= known, asked


def test_every_figure_of_ours_is_on_the_dashboard(figures: dict[str, set[str]]) -> None:
    drawn = " ".join(asked for _, asked in expressions())
    missing = {
        name
        for name in figures
        if name.startswith("okno_")
        and not name.endswith(("_sum", "_count", "_created"))
        and name not in drawn
    }
    assert missing == set()


def test_every_panel_says_why_and_overlaps_no_other() -> None:
    panels = json.loads((DEPLOY / "grafana" / "okno.json").read_text())["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        taken |= cells
        assert panel["type"] == "row" or (panel["description"] and panel["datasource"]["uid"] == "okno")
    assert parsed("grafana/datasources.yaml")["datasources"][0]["uid"] == "okno"


def test_every_alarm_is_explained() -> None:
    explained = (ROOT / "docs" / "running.md").read_text()
    for rule in parsed("prometheus/alerts.yml")["groups"][0]["rules"]:
        assert rule["labels"]["severity"] in {"page", "look"}
        assert len(rule["annotations"]["summary"]) > 20
        assert f"`{rule['alert']}`" in explained, rule["alert"]


def test_compose_starts_each_role_twice_after_one_migration() -> None:
    services = parsed("compose.yaml")["services"]
    assert services["migrate"]["command"] == ["db", "upgrade"]
    assert services["migrate"]["restart"] == "no"
    for role in ROLES:
        assert services[role]["command"] == ["run", "--role", role]
        assert services[role]["deploy"]["replicas"] == 2
        waits = {name: one["condition"] for name, one in services[role]["depends_on"].items()}
        assert waits == {
            "migrate": "service_completed_successfully",
            "postgres": "service_healthy",
            "redis": "service_healthy",
        }
    assert all("healthcheck" in services[name] for name in ("postgres", "redis"))


def test_compose_names_only_settings_files_and_secrets_that_there_are() -> None:
    compose = parsed("compose.yaml")
    made = re.findall(r"^.*make (\w+) ", (DEPLOY / "secrets.sh").read_text(), re.MULTILINE)
    assert set(made) == set(compose["secrets"])
    for role in (*ROLES, "migrate"):
        service = compose["services"][role]
        assert set(service["environment"]) <= SETTINGS
        assert {name.upper() for name in service["secrets"]} <= SETTINGS
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
    for service in compose["services"].values():
        for mount in service.get("volumes", []):
            source = mount.partition(":")[0]
            there = (DEPLOY / source).exists() if source.startswith(".") else source in compose["volumes"]
            assert there, mount
        assert set(service.get("networks", [])) <= set(compose["networks"])


def test_the_image_holds_hashed_packages_and_runs_as_nobody_special() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    orders = [line.split(None, 1) for line in text.replace("\\\n", " ").splitlines() if line[:1].isupper()]
    assert "--require-hashes" in text
    assert ["USER", "okno"] in orders
    shown = {line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().split() if line[0] == "!"}
    for order, rest in orders:
        if order == "COPY" and not rest.startswith("--from"):
            source = shlex.split(rest)[0]
            assert (ROOT / source).exists()
            assert source.split("/")[0] in shown
        if order == "ENV":
            given = {part.partition("=")[0] for part in shlex.split(rest)}
            assert {name for name in given if name.startswith("OKNO_")} <= SETTINGS


def test_kubernetes_runs_the_same_roles_with_the_same_settings() -> None:
    folder = DEPLOY / "kubernetes"
    things = list(yaml.safe_load_all((folder / "okno.yaml").read_text()))
    named = {(one["kind"], one["metadata"]["name"]): one for one in things}
    for role in ROLES:
        spec = named["Deployment", f"okno-{role}"]["spec"]
        assert spec["replicas"] == 2
        assert spec["selector"]["matchLabels"].items() <= spec["template"]["metadata"]["labels"].items()
        (container,) = spec["template"]["spec"]["containers"]
        assert container["args"] == ["run", "--role", role]
        ports = {port["name"] for port in container["ports"]}
        for probe in ("readinessProbe", "livenessProbe", "startupProbe"):
            (door,) = {
                one["port"] for key, one in container[probe].items() if key in {"httpGet", "tcpSocket"}
            }
            assert door in ports
    pod = yaml.safe_load((folder / "pod.yaml").read_text())["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    mounted = {one["name"] for one in pod["containers"][0]["volumeMounts"]}
    assert mounted == {one["name"] for one in pod["volumes"]}
    kustomization = yaml.safe_load((folder / "kustomization.yaml").read_text())
    assert all((folder / name).exists() for name in kustomization["resources"])
    literals = kustomization["configMapGenerator"][0]["literals"]
    assert {one.partition("=")[0] for one in literals} <= SETTINGS


@pytest.mark.parametrize("arguments", [("run", "--role", role) for role in ROLES] + [("db", "upgrade")])
def test_the_commands_are_ours(arguments: tuple[str, ...]) -> None:
    told = CliRunner().invoke(app, [*arguments, "--help"])
    assert told.exit_code == 0, told.output


def test_secrets_are_made_once_and_read_back(tmp_path: Path) -> None:
    """A second run makes nothing anew: another key would open nothing."""
    shutil.copy(DEPLOY / "secrets.sh", tmp_path)
    order = [str(tmp_path / "secrets.sh")]
    without = subprocess.run(order, env={"PATH": os.environ["PATH"]}, capture_output=True, check=False)
    assert without.returncode == 1
    assert b"bot_token is missing" in without.stderr
    first = {one.name: one.read_text() for one in (tmp_path / "secrets").iterdir()}
    subprocess.run(order, env={**os.environ, "BOT_TOKEN": TOKEN}, capture_output=True, check=True)
    second = {one.name: one.read_text() for one in (tmp_path / "secrets").iterdir()}
    assert second == {**first, "bot_token": TOKEN}
    settings = load_settings(_env_file=None, _secrets_dir=tmp_path / "secrets")
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.database_url.endswith(f":{first['postgres_password']}@postgres/okno")
    assert settings.encryption_keys == (first["encryption_keys"],)
