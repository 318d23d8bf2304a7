"""A service in few words: the same line in search and in the catalogue, and lists cut to pages."""

from collections.abc import Sequence
from typing import TypeVar

from bot.say import Say
from bot.wording import department_of, fee_of
from core.bootstrap import Core
from core.catalogue.model import Service, Term
from core.texts import term_key

T = TypeVar("T")


def term_of(say: Say, term: Term) -> str:
    """«5 рабочих дней»."""
    return say(term_key(term), days=term.days)


def price_of(say: Say, fee: int) -> str:
    """«1 500 ₽» or «бесплатно»; `fee` in whole roubles."""
    return fee_of(fee) if fee else say("fee-free")


def offer_line(say: Say, core: Core, number: int, service: Service, best: bool = False) -> str:
    """«1. Замена паспорта — МВД, 5 рабочих дней, 1 500 ₽»; the best one in bold."""
    return say(
        "service-line-best" if best else "service-line",
        number=str(number),
        title=service.title,
        department=department_of(say, core, service.department),
        term=term_of(say, service.term),
        fee=price_of(say, service.fee),
    )


def cut(items: Sequence[T], page: int, most: int) -> tuple[Sequence[T], int, int]:
    """(items of the page, the page, how many pages). Pages come out even: 17 by 8 are 6, 6 and 5.

    A page that does not exist is the nearest one that does.
    """
    pages = max(1, -(-len(items) // most))
    page = min(max(page, 0), pages - 1)
    size, longer = divmod(len(items), pages)
    start = page * size + min(page, longer)
    return items[start : start + size + (page < longer)], page, pages


def page_of(do: str) -> int | None:
    """The page a pager's button names, or None for what no pager made."""
    return int(do) if do.isascii() and do.isdigit() and len(do) < 7 else None
