import os
from pathlib import Path

import pytest

from core.catalogue.load import CatalogueErrors, load_catalogue
from core.catalogue.model import Catalogue
from tests.core.catalogue.conftest import REAL, SERVICE_FILE


@pytest.fixture
def cache_dir(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def fee(folder: Path, cache_dir: Path) -> int:
    return load_catalogue(folder, cache_dir).services["roof-repair"].fee


def set_fee(folder: Path, old: str, new: str) -> None:
    file = folder / SERVICE_FILE
    file.write_text(file.read_text(encoding="utf-8").replace(f"fee: {old}", f"fee: {new}"), encoding="utf-8")


def test_the_kept_catalogue_is_the_same_catalogue(catalogue: Catalogue, cache_dir: Path) -> None:
    assert load_catalogue(REAL, cache_dir) == catalogue
    kept = load_catalogue(REAL, cache_dir)
    assert kept == catalogue
    assert list(kept.services) == list(catalogue.services)


def test_the_kept_copy_is_what_is_read(folder: Path, cache_dir: Path) -> None:
    assert fee(folder, cache_dir) == 100
    kept = cache_dir / "catalogue.json"
    kept.write_text(kept.read_text(encoding="utf-8").replace("Целая крыша", "Новая крыша"), encoding="utf-8")
    assert load_catalogue(folder, cache_dir).services["roof-repair"].outcome == "Новая крыша"


def test_a_change_is_seen_at_once(folder: Path, cache_dir: Path) -> None:
    assert fee(folder, cache_dir) == 100
    set_fee(folder, "100", "200")
    assert fee(folder, cache_dir) == 200


def test_a_change_behind_an_unchanged_size_and_time_is_seen(folder: Path, cache_dir: Path) -> None:
    assert fee(folder, cache_dir) == 100
    stat = (folder / SERVICE_FILE).stat()
    set_fee(folder, "100", "300")
    os.utime(folder / SERVICE_FILE, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert fee(folder, cache_dir) == 300


def test_a_new_and_a_removed_file_are_seen(folder: Path, cache_dir: Path) -> None:
    text = (folder / SERVICE_FILE).read_text(encoding="utf-8")
    load_catalogue(folder, cache_dir)
    other = folder / "services/road/other.yaml"
    other.write_text(
        text.replace("roof-repair", "other").replace("MVD-7", "MVD-8").replace("Ремонт", "Покраска"),
        encoding="utf-8",
    )
    assert set(load_catalogue(folder, cache_dir).services) == {"roof-repair", "other"}
    other.unlink()
    assert set(load_catalogue(folder, cache_dir).services) == {"roof-repair"}


def test_a_broken_change_is_not_hidden_by_the_copy(folder: Path, cache_dir: Path) -> None:
    load_catalogue(folder, cache_dir)
    set_fee(folder, "100", "никакой")
    with pytest.raises(CatalogueErrors):
        load_catalogue(folder, cache_dir)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"stamps": 1}', b"\xff\xfe"])
def test_a_damaged_copy_is_made_anew(folder: Path, cache_dir: Path, damage: bytes) -> None:
    load_catalogue(folder, cache_dir)
    (cache_dir / "catalogue.json").write_bytes(damage)
    assert fee(folder, cache_dir) == 100
    assert len((cache_dir / "catalogue.json").read_bytes()) > 100


def test_a_folder_that_cannot_hold_a_copy_costs_nothing_but_time(folder: Path, tmp_path: Path) -> None:
    taken = tmp_path / "a-file"
    taken.write_text("not a folder", encoding="utf-8")
    assert fee(folder, taken) == 100
