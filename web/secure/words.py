"""The page's words: the service's own texts, without the markup that Telegram knows."""

import html
import re

from core.errors import CoreError
from core.forms.kinds import kind_of
from core.forms.model import Field
from core.texts import Texts

_TAG = re.compile(r"</?[a-z][^<>]*>")


class Words:
    """`say("plain-page-…")` in one language; the template escapes what it is given."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self.language = language

    def __call__(self, key: str, **params: object) -> str:
        return self._texts.get(self.language, key, **params)

    def error(self, error: CoreError) -> str:
        return html.unescape(_TAG.sub("", self._texts.error(self.language, error.code, error.params)))

    def example(self, asked: Field) -> str:
        return kind_of(asked).example(asked)
