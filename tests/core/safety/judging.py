"""200 messages as people send them: half give something away, half only look as if they did."""

import json
from dataclasses import dataclass
from pathlib import Path

from core.safety.out_of_place import find_secret

MESSAGES = Path(__file__).parent / "corpus" / "messages.jsonl"


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules made of the corpus; `wrong` are the texts they erred on."""

    secrets: int
    found: int
    ordinary: int
    alarms: int
    wrong: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found / self.secrets

    @property
    def false_alarms(self) -> float:
        return self.alarms / self.ordinary


def messages() -> list[tuple[str | None, str]]:
    lines = MESSAGES.read_text(encoding="utf-8").splitlines()
    return [(one["secret"], one["text"]) for one in map(json.loads, lines)]


def judged() -> Judged:
    corpus = messages()
    secrets = [text for kind, text in corpus if kind is not None]
    ordinary = [text for kind, text in corpus if kind is None]
    missed = [text for text in secrets if find_secret(text) is None]
    alarms = [text for text in ordinary if find_secret(text) is not None]
    return Judged(len(secrets), len(secrets) - len(missed), len(ordinary), len(alarms), (*missed, *alarms))
