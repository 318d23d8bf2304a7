import pytest

from core.catalogue.regions import REGIONS, english, exact, load_regions, suggest


def test_all_regions_are_there_once_and_have_english_names() -> None:
    assert len(set(REGIONS)) == 89
    assert len({region.name_en for region in load_regions()}) == 89


def test_every_region_is_known_by_its_own_names() -> None:
    for region in load_regions():
        assert suggest(region.name) == [region.name]
        assert exact(region.name_en.upper()) == region.name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Москва", "Москва"),
        ("г. москва", "Москва"),
        ("СПб", "Санкт-Петербург"),
        ("питер", "Санкт-Петербург"),
        ("Татарстан", "Республика Татарстан"),
        ("ХМАО", "Ханты-Мансийский автономный округ — Югра"),
        ("Подмосковье", "Московская область"),
        ("свердловская обл.", "Свердловская область"),
        ("ОРЕЛ", "Орловская область"),
        ("кузбасс", "Кемеровская область — Кузбасс"),
        ("Moscow", "Москва"),
    ],
)
def test_a_usual_name_is_beyond_doubt(typed: str, meant: str) -> None:
    assert suggest(typed) == [meant]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("масква", "Москва"),
        ("санкт питербург", "Санкт-Петербург"),
        ("новосиб", "Новосибирская область"),
        ("башкартостан", "Республика Башкортостан"),
        ("челябенская область", "Челябинская область"),
        ("нижегор", "Нижегородская область"),
    ],
)
def test_a_slip_or_a_beginning_is_understood(typed: str, meant: str) -> None:
    assert suggest(typed)[0] == meant


def test_a_name_two_regions_share_asks_which() -> None:
    assert exact("Алтай") is None
    assert set(suggest("Алтай")) == {"Республика Алтай", "Алтайский край"}


@pytest.mark.parametrize("typed", ["", "   ", "?", "я", "абракадабра", "12345"])
def test_nonsense_suggests_nothing(typed: str) -> None:
    assert suggest(typed) == []


def test_suggestions_are_few() -> None:
    assert len(suggest("область", limit=4)) == 4


def test_an_unknown_name_stays_as_it_is_in_english() -> None:
    assert english("Республика Карелия") == "Republic of Karelia"
    assert english("Атлантида") == "Атлантида"
