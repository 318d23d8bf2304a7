"""The catalogue of public services: data read from files, found in one's own words."""

from pathlib import Path


def check(directory: Path) -> list[str]:
    """Everything wrong with the catalogue in `directory`, as `file:line: field: what is wrong`."""
    from core.catalogue.load import CatalogueErrors, load_catalogue  # noqa: PLC0415 - a search needs no YAML

    try:
        load_catalogue(directory)
    except CatalogueErrors as errors:
        return errors.complaints
    return []
