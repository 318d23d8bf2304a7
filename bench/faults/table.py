"""What a run of the bench came to, as one Markdown table for the terminal and for docs/figures.md."""

import os
import platform
from dataclasses import dataclass, field

import psutil

from bench.faults.enumerator import Enumeration
from bench.faults.house import POSTGRES, SQLITE
from bench.faults.oracle import Verdict
from bench.faults.scenarios import FAULTS, Scenarios
from bench.faults.storm import Outcome
from bench.faults.takeover import Takeovers

_NAMES = {SQLITE: "SQLite", POSTGRES: "PostgreSQL + Redis, 2 replicas"}
_HEAD = "| {} |".format(
    " | ".join(("run", "on", "kills", "turns", "applications", "alerts", "lost", "twice", "copies", "time"))
)


@dataclass
class Report:
    """Rows as they come; `faults` is everything that should not have been."""

    seed: int
    command: str
    rows: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    takeovers: list[Takeovers] = field(default_factory=list)
    scenarios: Scenarios | None = None

    def add_storm(self, kind: str, people: int, outcome: Outcome) -> None:
        self._add(f"storm, {people} citizens", _NAMES[kind], outcome.kills, outcome.verdict, outcome.seconds)

    def add_scene(self, kind: str, step: int, found: Enumeration) -> None:
        name = f"{'every' if step == 1 else f'every {step}th'} operation of «{found.scene}»"
        self._add(name, _NAMES[kind].partition(",")[0], found.deaths, found.verdict, found.seconds)

    def _add(self, name: str, on: str, kills: int, verdict: Verdict, seconds: float) -> None:
        copies = ", ".join(f"{n}: {count}" for n, count in sorted(verdict.copies.items())) or "—"
        cells = (name, on, kills, verdict.turns, verdict.filed, verdict.alerts, verdict.lost, verdict.twice)
        self.rows.append(f"| {' | '.join(str(cell) for cell in cells)} | {copies} | {seconds / 60:.1f} min |")
        self.faults += [f"{name}, {on}: {fault}" for fault in verdict.faults]

    def text(self) -> str:
        memory = psutil.virtual_memory().total / 2**30
        machine = f"{os.cpu_count()} shared cores, {memory:.0f} GB, Python {platform.python_version()}"
        lines = [f"`{self.command}`, seed {self.seed}; {machine}.", ""]
        if self.rows:
            lines += [_HEAD, "|" + " --- |" * 10, *self.rows, ""]
        if self.takeovers:
            lines += ["| killed | times | taken over, median | longest | goal |", "|" + " --- |" * 5]
            lines += [*(one.row() for one in self.takeovers), ""]
        if self.scenarios is not None:
            lines += ["| fault | what | SQLite | PostgreSQL + Redis |", "|" + " --- |" * 4]
            lines += [
                f"| {name} | {what} | {self.scenarios.cell(name, SQLITE)} "
                f"| {self.scenarios.cell(name, POSTGRES)} |"
                for name, what in FAULTS.items()
            ]
            lines.append("")
            self.faults += [f"scenario failed: {node}" for node in self.scenarios.failed]
        lines += [f"Wrong: {len(self.faults)}.", *(f"- {fault}" for fault in self.faults)]
        return "\n".join(lines)
