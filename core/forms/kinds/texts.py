"""Free text: a line, a few paragraphs, an address."""

import random

from core.errors import WrongAnswer
from core.forms.kinds.base import Context, Kind, Parsed
from core.forms.model import Field, Value
from core.forms.typed import clean

LINE_LIMIT = 255
LONG_LIMIT = 4000
ADDRESS_LIMIT = 300
ADDRESS_LEAST = 5


class Text(Kind):
    """One line of at most 255 UTF-16 units; line breaks become spaces."""

    limit = LINE_LIMIT
    lines = False

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        value = clean(text, limit=self.limit, lines=self.lines)
        return Parsed(value)

    def check(self, value: Value, field: Field, context: Context) -> None:
        if not isinstance(value, str):
            raise WrongAnswer("empty")
        clean(value, limit=self.limit, lines=self.lines)

    def example(self, field: Field) -> str:
        return "Справка нужна для банка"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        return rng.choice(
            ("Отделение на Пушкинской, 6", "Для предъявления в банк", "Договор № 17-А", "Россия")
        )


class LongText(Text):
    """Several paragraphs, at most 4,000 UTF-16 units: one message of the chat with room for our words."""

    limit = LONG_LIMIT
    lines = True

    def example(self, field: Field) -> str:
        return "Прошу рассмотреть обращение: после ремонта двора не вернули фонарь у подъезда 2"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        return rng.choice(
            ("Прошу рассмотреть.\nПодробности в приложении.", "Смирнова А. П., 14.03.1968", "Нет")
        )


class Address(Text):
    """A postal address as one line, 5–300 characters with letters in it."""

    limit = ADDRESS_LIMIT

    def check(self, value: Value, field: Field, context: Context) -> None:
        super().check(value, field, context)
        text = str(value)
        if len(text) < ADDRESS_LEAST:
            raise WrongAnswer("address-short")
        if sum(char.isalpha() for char in text) < 2:
            raise WrongAnswer("address-letters")

    def example(self, field: Field) -> str:
        return "г. Тверь, ул. Советская, д. 10, кв. 5"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        return f"г. Тверь, ул. Советская, д. {rng.randint(1, 200)}, кв. {rng.randint(1, 300)}"
