"""Loading the whole catalogue: from its YAML files, and from the kept copy; best of three."""

import tempfile
import time
from pathlib import Path

from core.catalogue.load import load_catalogue

CATALOGUE = Path(__file__).parent.parent / "catalogue"


def measure() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as kept:
        cold = min(_seconds(None) for _ in range(3))
        _seconds(Path(kept))
        warm = min(_seconds(Path(kept)) for _ in range(3))
    services = len(load_catalogue(CATALOGUE).services)
    return {
        "services": f"{services}",
        "from YAML": f"{cold:.2f} s",
        "from the kept copy": f"{warm:.2f} s",
    }


def _seconds(cache: Path | None) -> float:
    began = time.perf_counter()
    load_catalogue(CATALOGUE, cache)
    return time.perf_counter() - began
