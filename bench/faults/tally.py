"""A pytest plugin: runs the scenarios alone, and counts for each fault how many of its tests passed where."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

WHERE = "OKNO_FAULTS_TALLY"
_FAULT = "fault"


class Tally:
    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._failed: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            if mark := item.get_closest_marker(_FAULT):
                self._ids[item.nodeid] = f"{mark.args[0]} {_kind(item)}"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        ended = report.when == "call" or report.failed
        if not ended or report.nodeid not in self._ids:
            return
        passed, run = self._counts[self._ids[report.nodeid]]
        self._counts[self._ids[report.nodeid]] = [passed + report.passed, run + 1]
        if report.failed:
            self._failed.append(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        told = {"counts": self._counts, "failed": self._failed}
        Path(os.environ[WHERE]).write_text(json.dumps(told))


def _kind(item: pytest.Item) -> str:
    """Where a test stands: its parameter says so, or the servers that it asks for."""
    _, _, parameters = item.nodeid.partition("[")
    if "sqlite" in parameters or "postgres" in parameters:
        return "sqlite" if "sqlite" in parameters else "postgres"
    servers = {"postgres_url", "redis_url", "private_postgres", "private_redis"}
    return "postgres" if servers & set(getattr(item, "fixturenames", ())) else "sqlite"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Tally())
