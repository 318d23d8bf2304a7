"""What the tests of forms share: the day it is, and a field of any kind."""

from datetime import date

from core.forms.kinds import KINDS, Context
from core.forms.model import Answers, Field, Form

TODAY = date(2026, 11, 23)
OPTIONS = ("Электронно", "Лично в ведомстве", "Почтой")


def a_field(kind: str, field_id: str = "", title: str = "Вопрос, ₽", **more: object) -> Field:
    return Field(field_id or kind, kind, {"ru": title}, {}, {}, **{"options": OPTIONS, **more})  # type: ignore[arg-type]


def context(answers: Answers | None = None, *fields: Field) -> Context:
    form = Form("v", fields, ()) if fields else None
    return Context(TODAY, answers or {}, form)


EVERY_KIND = tuple(KINDS)
