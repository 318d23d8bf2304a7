"""The map of the bot, drawn from the code: every window, and where its buttons may lead."""

import subprocess
from pathlib import Path

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Start

from bot.dialogs import all_dialogs


def draw(target: Path) -> None:
    """Write the map to `target`: .dot as text, anything else through graphviz's `dot`."""
    text = dot_of(all_dialogs())
    if target.suffix == ".dot":
        target.write_text(text, encoding="utf-8")
        return
    command = ["dot", f"-T{target.suffix.removeprefix('.')}", "-o", str(target)]
    subprocess.run(command, input=text.encode(), check=True)  # noqa: S603 - our own text into graphviz


def dot_of(dialogs: list[Dialog]) -> str:
    """The graph in graphviz's language: one cluster a dialog, one node a window."""
    lines = [
        "digraph bot {",
        '  rankdir=LR; fontname="sans-serif"; nodesep=0.25; ranksep=1.1;',
        '  node [shape=box, style="rounded,filled", fillcolor="#ffffff", color="#5b6b8c", '
        'fontname="sans-serif", fontsize=12];',
        '  edge [color="#8b97b0", arrowsize=0.7];',
    ]
    for number, dialog in enumerate(dialogs):
        lines += _cluster(number, dialog)
    for dialog in dialogs:
        for state, window in dialog.windows.items():
            goes = window.preview_add_transitions or []  # type: ignore[attr-defined]  # Window has it
            lines += [f'  "{state.state}" -> "{one.state.state}";' for one in goes if isinstance(one, Start)]
    return "\n".join([*lines, "}", ""])


def _cluster(number: int, dialog: Dialog) -> list[str]:
    name = dialog.states_group_name().removesuffix("SG")
    nodes = [
        f'    "{state.state}" [label="{state.state.partition(":")[2]}"];'
        for state in dialog.states()
        if state.state
    ]
    return [
        f"  subgraph cluster_{number} {{",
        f'    label="{name}"; style="rounded,filled"; color="#eef2f9"; fontsize=13;',
        *nodes,
        "  }",
    ]
