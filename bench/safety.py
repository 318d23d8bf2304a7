"""Secrets sent unasked, told from ordinary words on a corpus of 200 messages (tests/core/safety/corpus)."""

from tests.core.safety.judging import judged


def measure() -> dict[str, str]:
    found = judged()
    return {
        "secrets found": f"{found.found} of {found.secrets} ({found.recall:.1%})",
        "false alarms": f"{found.alarms} of {found.ordinary} ({found.false_alarms:.1%})",
    }
