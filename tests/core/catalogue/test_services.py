import re
from datetime import date

import pytest

from core.catalogue.model import Catalogue
from core.catalogue.search import Search
from core.catalogue.situations import as_catalogue
from core.catalogue.usecases import Services
from core.errors import NotFound


@pytest.fixture(scope="session")
def services(catalogue: Catalogue, search: Search) -> Services:
    return Services(catalogue, search, Search.build(as_catalogue(catalogue)))


def test_a_need_in_ones_own_words_finds_services(services: Services) -> None:
    found = services.find("потирял паспрот", limit=3)
    assert found[0].service.title == "Замена паспорта гражданина РФ при утрате"
    assert len(found) == 3
    assert found[0].score >= found[1].score >= found[2].score


def test_an_unknown_service_and_category_are_not_found(services: Services) -> None:
    with pytest.raises(NotFound) as caught:
        services.service("flying-carpet")
    assert caught.value.code == "service-unknown"
    with pytest.raises(NotFound) as caught:
        services.page("wonders")
    assert caught.value.code == "category-unknown"


def test_categories_are_counted(services: Services) -> None:
    shelves = services.categories()
    assert shelves[0].category.title["ru"] == "Документы и справки"
    assert sum(shelf.count for shelf in shelves) == len(services.catalogue.services)


def test_pages_cover_a_category_once(services: Services) -> None:
    first = services.page("transport")
    listed = [
        service.id for number in range(first.pages) for service in services.page("transport", number).services
    ]
    assert len(first.services) == 8
    assert len(listed) == len(set(listed)) == first.total


def test_an_old_page_button_leads_to_the_nearest_page(services: Services) -> None:
    last = services.page("military").pages - 1
    assert services.page("military", 999).number == last
    assert services.page("military", -5).number == 0


def test_flagships_stand_first(services: Services) -> None:
    flags = [service.flagship for service in services.catalogue.by_category["documents"]]
    assert flags == sorted(flags, reverse=True)


def test_a_line_never_ends_inside_an_amount(services: Services) -> None:
    allowance = services.service("funeral-allowance")
    assert "9\u00a0165\u00a0₽ и районный" in allowance.summary
    broken = re.compile(r"\d (?:\d{3}(?!\d)|₽|руб)")
    assert [one.id for one in services.catalogue.services.values() if broken.search(one.summary)] == []


def test_a_card_says_when_it_would_be_ready(services: Services) -> None:
    lost = services.service("passport-rf-loss")
    assert (lost.term.days, lost.term.unit) == (5, "working")
    assert services.ready_on(lost, date(2025, 11, 24)) == date(2025, 12, 1)


def test_names_are_told_in_the_readers_language(services: Services) -> None:
    titles = services.titles(services.service("passport-rf-loss"), "en")
    assert (titles.title, titles.category) == (
        "Замена паспорта гражданина РФ при утрате",
        "Documents and certificates",
    )
    assert (titles.department_short, titles.department) == ("MVD", "Ministry of Internal Affairs")
    assert services.titles(services.service("passport-rf-loss"), "ru").department_short == "МВД"


@pytest.mark.parametrize(
    ("service_id", "short"),
    [
        ("passport-rf-loss", "Замена паспорта при утрате"),
        ("passport-rf-theft", "Замена паспорта при хищении"),
        ("foreign-passport-10-adult", "Загранпаспорт на 10 лет взрослому"),
        ("birth-certificate-duplicate", "Повторное свидетельство о рождении"),
        ("medical-book", "Личная медицинская книжка работника"),
    ],
)
def test_a_button_carries_a_title_that_says_what_it_is(
    services: Services, service_id: str, short: str
) -> None:
    assert services.short_title(services.service(service_id)) == short


def test_every_button_fits_and_differs_from_every_other(services: Services) -> None:
    short = [services.short_title(service) for service in services.catalogue.services.values()]
    assert max(map(len, short)) <= 40
    assert min(map(len, short)) >= 3
    assert len(set(short)) == len(short)
    assert not [title for title in short if title != title.strip() or "  " in title]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("потирял паспрот", "потерял паспорт"),
        ("потерял паспорт", "потерял паспорт"),
        ("взял паспорт", "взял паспорт"),
        ("MVD-103", "MVD-103"),
    ],
)
def test_a_query_is_shown_as_it_was_understood(services: Services, query: str, shown: str) -> None:
    assert services.understood(query, services.find(query)[0].service) == shown
