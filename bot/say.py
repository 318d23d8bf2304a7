"""The words of one citizen's language, handy for getters and handlers."""

import html
import re

from core.errors import CoreError
from core.texts import Html, Texts

_TAG = re.compile(r"</?[a-z][^<>]*>")


class Say:
    """`say("key", name=value)` gives the text; see `core.texts` for what is escaped."""

    def __init__(self, texts: Texts, language: str) -> None:
        self.texts = texts
        self.language = language

    def __call__(self, key: str, /, **params: object) -> str:
        return self.texts.get(self.language, key, **params)

    def html(self, key: str, /, **params: object) -> Html:
        """The same, to be put into another text as it is."""
        return Html(self(key, **params))

    def error(self, error: CoreError) -> str:
        """The words for an error, with its example and next step."""
        return self.texts.error(self.language, error.code, error.params)

    def error_line(self, error: CoreError) -> str:
        """The same for a toast, which knows no markup."""
        return html.unescape(_TAG.sub("", self.error(error)))
