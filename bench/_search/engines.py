"""What a search is usually built with, each over the same texts: title, keywords and summary of services."""

import asyncio
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import asyncpg
import tantivy
from rapidfuzz import fuzz, process, utils

from core.catalogue.model import Catalogue, Service
from core.catalogue.search import Search
from tests.servers import PrivatePostgres, ServerUnavailable

Find = Callable[[str], Sequence[str]]
"""A query in, ids out, best first, at most ten."""

Engine = Callable[[Catalogue], AbstractContextManager[Find]]

MOST = 10
_WORD = re.compile(r"\w+")


@contextmanager
def okno(catalogue: Catalogue) -> Iterator[Find]:
    """This project's own."""
    search = Search.build(catalogue)
    yield lambda query: [hit.id for hit in search.find(query, MOST)]


def _rapidfuzz(scorer: Callable[..., float], least: float) -> Engine:
    @contextmanager
    def engine(catalogue: Catalogue) -> Iterator[Find]:
        listed = [
            (service.id, utils.default_process(text))
            for service in catalogue.services.values()
            for text in (service.title, *service.keywords)
        ]
        texts = [text for _, text in listed]

        def find(query: str) -> list[str]:
            near = process.extract(
                utils.default_process(query), texts, scorer=scorer, limit=60, score_cutoff=least
            )
            return list(dict.fromkeys(listed[place][0] for _, _, place in near))[:MOST]

        yield find

    return engine


@contextmanager
def fts5(catalogue: Catalogue) -> Iterator[Find]:
    """SQLite's own full text search by trigrams, bm25."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, a, b, c, tokenize='trigram')")
    database.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", map(_fields, catalogue.services.values()))

    def find(query: str) -> list[str]:
        folded = query.lower()
        grams = dict.fromkeys(
            word[at : at + 3] for word in _WORD.findall(folded) for at in range(max(0, len(word) - 2))
        )
        if not grams:
            return []
        asked = " OR ".join(f'"{gram}"' for gram in grams)
        order = "SELECT id FROM t WHERE t MATCH ? ORDER BY bm25(t, 0, 4, 3, 1) LIMIT ?"
        return [row[0] for row in database.execute(order, (asked, MOST))]

    yield find
    database.close()


@contextmanager
def pg_trgm(catalogue: Catalogue) -> Iterator[Find]:
    """PostgreSQL's trigrams: word similarity of the query to title and keywords, under a GiST index."""
    with _postgres() as url, asyncio.Runner() as runner:
        connection = runner.run(_filled(url, catalogue))

        def find(query: str) -> list[str]:
            rows = runner.run(
                connection.fetch(
                    "SELECT id FROM services ORDER BY $1 <<-> said LIMIT $2", query.lower()[:500], MOST
                )
            )
            return [row["id"] for row in rows]

        yield find
        runner.run(connection.execute("DROP TABLE services"))
        runner.run(connection.close())


@contextmanager
def _postgres() -> Iterator[str]:
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url.replace("+asyncpg", "")
        return
    server = PrivatePostgres()
    try:
        server.start()
        url = f"postgresql://postgres@/{{}}?host={server.directory}"
        asyncio.run(_with_russian_letters(url.format("postgres")))
        yield url.format("russian")
    finally:
        server.stop()
        server.remove()


async def _with_russian_letters(url: str) -> None:
    """A database that knows letters beyond ASCII: under locale C pg_trgm drops them."""
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE DATABASE russian TEMPLATE template0 LOCALE 'C.UTF-8' ENCODING 'UTF8'")
    await connection.close()


async def _filled(url: str, catalogue: Catalogue) -> asyncpg.Connection:
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    await connection.execute("CREATE TEMPORARY TABLE services (id text, said text)")
    rows = [(service.id, " ".join(_fields(service)[1:3]).lower()) for service in catalogue.services.values()]
    await connection.executemany("INSERT INTO services VALUES ($1, $2)", rows)
    await connection.execute("CREATE INDEX ON services USING gist (said gist_trgm_ops(siglen=64))")
    await connection.execute("ANALYZE services")
    return connection


def _tantivy(analyzer: Callable[[], tantivy.TextAnalyzer]) -> Engine:
    @contextmanager
    def engine(catalogue: Catalogue) -> Iterator[Find]:
        schema = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        for name in ("a", "b", "c"):
            schema.add_text_field(name, tokenizer_name="own")
        index = tantivy.Index(schema.build())
        index.register_tokenizer("own", analyzer())
        writer = index.writer(heap_size=50_000_000, num_threads=1)
        for service in catalogue.services.values():
            writer.add_document(
                tantivy.Document(**dict(zip(("id", "a", "b", "c"), _fields(service), strict=True)))
            )
        writer.commit()
        index.reload()
        searcher = index.searcher()

        def find(query: str) -> list[str]:
            words = " ".join(_WORD.findall(query.lower()))
            asked, _ = index.parse_query_lenient(words, ["a", "b", "c"], {"a": 4.0, "b": 3.0, "c": 1.0})
            hits = searcher.search(asked, MOST).hits
            return [str(searcher.doc(address)["id"][0]) for _, address in hits]

        yield find

    return engine


def _fields(service: Service) -> tuple[str, str, str, str]:
    return service.id, service.title, " ".join(service.keywords), service.summary


def _ngrams() -> tantivy.TextAnalyzer:
    grams = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(3, 3, False))
    return grams.filter(tantivy.Filter.lowercase()).build()


def _stems() -> tantivy.TextAnalyzer:
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    return words.filter(tantivy.Filter.stemmer("russian")).build()


ENGINES: dict[str, Engine] = {
    "Okno": okno,
    "rapidfuzz WRatio": _rapidfuzz(fuzz.WRatio, 60),
    "rapidfuzz token_set": _rapidfuzz(fuzz.token_set_ratio, 60),
    "SQLite FTS5 trigram": fts5,
    "PostgreSQL pg_trgm": pg_trgm,
    "tantivy ngrams": _tantivy(_ngrams),
    "tantivy stemmed": _tantivy(_stems),
}
__all__ = ["ENGINES", "Find", "ServerUnavailable"]
