"""A small catalogue on disk that a test may break, and the real one."""

from pathlib import Path

import pytest

from core.catalogue.load import load_catalogue
from core.catalogue.model import Catalogue
from core.catalogue.search import Search

REAL = Path(__file__).parents[3] / "catalogue"

CATEGORIES = """\
- {id: home, emoji: "🏠", title: "Дом", title_en: "Home"}
- {id: road, emoji: "🚗", title: "Дорога", title_en: "Road"}
"""
DEPARTMENTS = """\
- id: mvd
  level: federal
  short: "МВД"
  short_en: "MVD"
  title: "Министерство внутренних дел"
  title_en: "Ministry of Internal Affairs"
"""
FIELDS = """\
- id: full_name
  kind: full_name
  title: "ФИО"
  title_en: "Full name"
  hint: "Как в паспорте"
  hint_en: "As in the passport"
- id: delivery
  kind: choice
  title: "Как получить"
  title_en: "How to receive"
  hint: "Выберите"
  hint_en: "Choose"
  options: ["Лично", "Почтой"]
  options_en: ["In person", "By post"]
"""
DOCUMENTS = """\
- {id: photo, title: "Фото", title_en: "Photo", formats: [jpg, png]}
- {id: other, title: "Другое", title_en: "Other", optional: true}
"""
SERVICE = """\
id: roof-repair
code: MVD-7
title: "Ремонт крыши"
summary: "Крышу починят."
department: mvd
level: federal
kind: application
for: [citizen]
account: standard
term: {days: 5, unit: working}
fee: 100
keywords:
  - "течёт сверху"
  - "капает"
  - "дыра"
  - "протечка"
fields: [full_name, delivery]
own_fields:
  - id: post_index
    kind: integer
    title: "Индекс"
    min: 100000
    max: 999999
    when: {field: delivery, equals: "Почтой"}
documents: [photo]
outcome: "Целая крыша"
"""
SERVICE_FILE = Path("services/home/roof-repair.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A valid catalogue of one service."""
    directory = tmp_path / "catalogue"
    (directory / "services" / "home").mkdir(parents=True)
    (directory / "services" / "road").mkdir()
    for name, text in (
        ("categories.yaml", CATEGORIES),
        ("departments.yaml", DEPARTMENTS),
        ("fields.yaml", FIELDS),
        ("documents.yaml", DOCUMENTS),
        (str(SERVICE_FILE), SERVICE),
    ):
        (directory / name).write_text(text, encoding="utf-8")
    return directory


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real catalogue."""
    return load_catalogue(REAL)


@pytest.fixture(scope="session")
def search(catalogue: Catalogue) -> Search:
    """The search over the real catalogue."""
    return Search.build(catalogue)
