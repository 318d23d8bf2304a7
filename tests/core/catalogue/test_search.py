import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from core.catalogue.model import Catalogue
from core.catalogue.search import Search, batch, morphology, text
from tests.core.catalogue.conftest import REAL

HERE = Path(__file__).parent
QUERIES: dict[str, dict[str, list[str]]] = yaml.safe_load((HERE / "queries.yaml").read_text(encoding="utf-8"))
NONSENSE = (HERE / "nonsense.txt").read_text(encoding="utf-8").splitlines()
CASES = [(kind, query, want) for kind, queries in QUERIES.items() for query, want in queries.items()]


def top(search: Search, query: str) -> str | None:
    hits = search.find(query, limit=1)
    return hits[0].id if hits else None


@pytest.mark.parametrize(
    ("kind", "query", "want"), CASES, ids=[f"{kind}: {query}" for kind, query, _ in CASES]
)
def test_a_need_in_any_wording_is_understood(search: Search, kind: str, query: str, want: list[str]) -> None:
    assert top(search, query) in want


@pytest.mark.parametrize(
    ("query", "want"),
    [
        ("i lost my documents", "lost-document-report"),
        ("my wallet was stolen", "passport-rf-theft"),
        ("new born baby", "birth-registration"),
        ("lost drivers licenses", "driving-licence-loss"),
        ("lost passport", "passport-rf-loss"),
    ],
)
def test_english_means_what_the_russian_word_means(search: Search, query: str, want: str) -> None:
    """Its near meanings too, and in the plural; and nothing else comes as high."""
    assert top(search, query) == want
    assert not {hit.id for hit in search.find(query, 3)} & {"hunting-permit-general", "hunting-permit-return"}


def test_nonsense_finds_nothing(search: Search) -> None:
    answered = [query for query in NONSENSE if search.find(query)]
    assert len(answered) <= 0.05 * len(NONSENSE), answered


@pytest.mark.parametrize(
    "query", ["", " ", "?!", "😀", "я", "и на по", "здравствуйте", "фывапролдж", "\x00\x01"]
)
def test_nothing_said_is_nothing_found(search: Search, query: str) -> None:
    assert search.find(query) == []


def test_every_service_is_at_the_top_by_its_own_title_and_code(catalogue: Catalogue, search: Search) -> None:
    lost = [
        name
        for service in catalogue.services.values()
        for name in (service.title, service.code)
        if top(search, name) != service.id
    ]
    assert lost == []


def test_one_slip_in_a_title_keeps_the_service_near_the_top(catalogue: Catalogue, search: Search) -> None:
    chance = random.Random(2025)
    services = list(catalogue.services.values())
    near = sum(
        service.id in [hit.id for hit in search.find(slip(service.title, chance), limit=3)]
        for service in services
    )
    assert near >= 0.97 * len(services)


def slip(title: str, chance: random.Random) -> str:
    place = chance.choice([number for number, letter in enumerate(title) if letter.isalpha()])
    before, letter, after = title[:place], title[place], title[place + 1 :]
    other = chance.choice("абвгдежзиклмнопрстуфхчшыэюя")
    return chance.choice(
        [before + after, before + other + after, before + letter + other + after, before + letter * 2 + after]
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("потерял паспорт", "ПОТЕРЯЛ ПАСПОРТ"),
        ("свидетельство о рождении ребёнка", "свидетельство о рождении ребенка"),
        ("замена прав", "  замена   прав "),
        ("загранпаспорт ребёнку", "загранпаспорт ребёнку 🙏🙏"),
        ("замена прав", "Здравствуйте, подскажите пожалуйста: замена прав"),
        ("справка о доходах", "справка, о доходах!"),
        ("паспорт", "п\u0301аспорт"),
        ("паспорт", "пacпopт"),
        ("госпошлина за права", "гос пошлина за права"),
    ],
)
def test_what_does_not_matter_changes_nothing(search: Search, one: str, other: str) -> None:
    assert [hit.id for hit in search.find(other, 5)] == [hit.id for hit in search.find(one, 5)]


def test_hits_come_best_first_with_scores_from_0_to_1(search: Search) -> None:
    hits = search.find("паспорт", limit=10)
    scores = [hit.score for hit in hits]
    assert len(hits) == 10
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_the_same_query_always_finds_the_same(search: Search) -> None:
    before = search.find("вернуть налог за квартиру")
    for query in NONSENSE:
        search.find(query)
    assert search.find("вернуть налог за квартиру") == before


def test_a_part_of_a_code_finds_the_codes_that_begin_so(search: Search) -> None:
    found = [hit.id for hit in search.find("minsport-30", limit=20)]
    assert len(found) > 3
    assert search.find("мвд-103")[0].score == 1.0
    assert search.find("мвд-99999") == search.find("мвд 99999")


def test_the_kept_index_finds_the_same_and_follows_the_catalogue(
    catalogue: Catalogue, search: Search, tmp_path: Path
) -> None:
    Search.build(catalogue, tmp_path)
    kept = Search.build(catalogue, tmp_path)
    for _, query, _ in CASES:
        assert kept.find(query) == search.find(query)
    stamp = (tmp_path / "search.npz").stat().st_mtime_ns
    Search.build(catalogue, tmp_path)
    assert (tmp_path / "search.npz").stat().st_mtime_ns == stamp
    (tmp_path / "search.npz").write_bytes(b"PK")
    assert Search.build(catalogue, tmp_path).find("паспорт") == search.find("паспорт")


def test_lines_are_answered_one_by_one_and_a_bad_one_does_not_stop_them(search: Search) -> None:
    lines = [
        '{"q": "потерял паспорт"}\n',
        "not json\n",
        '{"q": 5}\n',
        "[]\n",
        "\n",
        '{"q": "бла-бла"}\n',
        '{"q": "\\ud800"}',
    ]
    answers = [json.loads(line) for line in batch(lines, search)]
    assert [sorted(answer) for answer in answers] == [
        ["hits", "ms", "q"],
        ["error"],
        ["error"],
        ["error"],
        ["hits", "ms", "q"],
        ["hits", "ms", "q"],
    ]
    assert answers[0]["q"] == "потерял паспорт"
    assert answers[0]["hits"][0]["id"] == "passport-rf-loss"
    assert set(answers[0]["hits"][0]) == {"id", "score"}
    assert answers[0]["ms"] >= 0
    assert answers[4]["hits"] == []
    assert all(line.encode() for line in batch(lines, search))


def test_searching_needs_no_bot_no_database_and_no_settings() -> None:
    heavy = "{'aiogram', 'sqlalchemy', 'pydantic', 'aiohttp'}"
    script = f"import sys, core.catalogue.search; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REAL.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("удочерить", "удочерение"),
        ("регистрация", "регистрировать"),
        ("оплатить", "оплата"),
        ("прекращать", "прекращение"),
        ("лицензия", "лицензирование"),
        ("инвалид", "инвалидность"),
        ("разместить", "размещение"),
    ],
)
def test_words_of_one_root_meet(one: str, other: str) -> None:
    assert morphology.root(one) == morphology.root(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("езык", "язык"), ("аплачиваемые", "оплачиваемые"), ("компенсацыя", "компенсация"), ("учот", "учет")],
)
def test_words_heard_alike_meet(one: str, other: str) -> None:
    assert text.sound(one) == text.sound(other)
