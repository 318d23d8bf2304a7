"""Texts for people: Fluent messages by language, and the few formats they need.

Messages are Telegram HTML and every text argument is escaped on the way in, except the keys of
`PLAIN_PREFIXES` (buttons, toasts, commands), which Telegram shows as they are. An `Html` argument is
markup already.
"""

import html
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from babel import localedata
from babel.dates import format_date, format_datetime
from fluent_compiler.bundle import FluentBundle

from core.catalogue.model import Term
from core.languages import COMPLETE, found_in

PLAIN_PREFIXES = ("btn-", "toast-", "cmd-", "plain-")


class Html(str):
    """Markup already: not escaped again."""

    __slots__ = ()


class Texts:
    """Every message of every language under `directory/<language>/*.ftl`."""

    def __init__(self, directory: Path, languages: Iterable[str] | None = None, **everywhere: str) -> None:
        self.languages = tuple(languages) if languages is not None else found_in(directory)
        self._everywhere = everywhere
        self._bundles = {
            language: FluentBundle.from_files(
                language,
                sorted(str(path) for path in (directory / language).glob("*.ftl")),
                use_isolating=False,
            )
            for language in self.languages
        }

    def problems(self) -> list[str]:
        """Broken references and syntax errors of all languages."""
        return [
            f"{language}: {key}: {error}"
            for language, bundle in self._bundles.items()
            for key, error in bundle.check_messages()
        ]

    def has(self, language: str, key: str) -> bool:
        """Whether this very language says it."""
        return bool(self._bundles[language].has_message(key))

    def name(self, language: str) -> str:
        """What a language calls itself; its code where it does not say."""
        key = "plain-language-name"
        return self.get(language, key) if self.has(language, key) else language

    def _speaking(self, language: str, key: str) -> FluentBundle:
        """The bundle that has the message: of the language itself, else of a complete one."""
        order = (language, *(one for one in reversed(COMPLETE) if one in self._bundles))
        return next((self._bundles[one] for one in order if self.has(one, key)), self._bundles[language])

    def get(self, language: str, key: str, /, **params: object) -> str:
        """Raises KeyError for an unknown key, ValueError for a missing parameter."""
        escape = not key.startswith(PLAIN_PREFIXES)
        args = {name: _argument(value, escape) for name, value in {**self._everywhere, **params}.items()}
        text, errors = self._speaking(language, key).format(key, args)
        if errors:
            raise ValueError(f"{key}: {errors[0]}")
        return str(text)

    def error(self, language: str, code: str, params: dict[str, object]) -> str:
        """The words for an error code."""
        return self.get(language, f"error-{code}", **params)


def _argument(value: object, escape: bool) -> object:
    if isinstance(value, Html | bool | int | float | Decimal):
        return int(value) if isinstance(value, bool) else value
    text = "" if value is None else str(value)
    return html.escape(text, quote=False) if escape else text


def _locale(language: str) -> str:
    """Whose names of months are used: English ones for a language that the library does not know."""
    return language if localedata.exists(language) else "en"


def say_day(day: date, language: str) -> str:
    """«3 декабря, четверг»."""
    pattern = "d MMMM, EEEE" if language == "ru" else "EEEE, d MMMM"
    return format_date(day, pattern, locale=_locale(language))


def say_date(day: date, language: str) -> str:
    """«03.12.2026»."""
    return format_date(day, "dd.MM.yyyy", locale=_locale(language))


def say_moment(moment: datetime, language: str) -> str:
    """«22 ноября, 14:05»; the caller has chosen the time zone."""
    return format_datetime(moment, "d MMMM, HH:mm", locale=_locale(language))


def say_roubles(kopecks: int) -> str:
    """«1 500 ₽» in one piece (no-break spaces), with kopecks only where there are some."""
    roubles, rest = divmod(abs(kopecks), 100)
    sign = "−" if kopecks < 0 else ""
    shown = f"{roubles:,}".replace(",", "\u00a0") + (f",{rest:02}" if rest else "")
    return f"{sign}{shown}\u00a0₽"


def term_key(term: Term) -> str:
    """The message that says a service's term; takes `days`."""
    return f"term-{term.unit}"
