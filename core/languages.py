"""The languages people may choose: one folder of texts each, and nothing else to add one.

What a folder does not say is said in English, then in Russian, which are complete.
"""

from pathlib import Path

TEXTS = Path(__file__).parent.parent / "bot" / "texts"
COMPLETE = ("ru", "en")


def found_in(directory: Path) -> tuple[str, ...]:
    """Codes of the folders that hold texts: the complete ones first, others by their code."""
    others = sorted(
        one.name for one in directory.iterdir() if one.name not in COMPLETE and any(one.glob("*.ftl"))
    )
    return (*COMPLETE, *others)


LANGUAGES = found_in(TEXTS)
