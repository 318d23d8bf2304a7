"""Generated answers parse: in each kind, and in every form of the catalogue filled from first to last."""

import random
from functools import cache
from pathlib import Path

import pytest

from core.catalogue.load import load_catalogue
from core.catalogue.model import Catalogue
from core.forms.filling import prune, unfit
from core.forms.kinds import Context, kind_of
from core.forms.model import Form, Value
from tests.core.forms.cases import EVERY_KIND, TODAY, a_field, context
from tests.sample import WHOLE


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_five_hundred_samples_of_a_kind_parse(kind: str) -> None:
    asked = a_field(kind)
    for seed in range(500):
        typed = kind_of(asked).sample(asked, random.Random(seed), context())
        parsed = kind_of(asked).parse(typed, asked, context())
        assert not parsed.suggestions, typed
        assert not parsed.confirm, typed
        again = kind_of(asked).parse(kind_of(asked).show(parsed.value, asked, "ru"), asked, context())
        assert again.value == parsed.value, "what is shown can be typed back"


@cache
def catalogue() -> Catalogue:
    return load_catalogue(Path(__file__).parents[3] / "catalogue")


def filled(form: Form, seed: int) -> dict[str, Value]:
    rng, answers = random.Random(seed), dict[str, Value]()
    while (asked := form.next_question(answers)) is not None:
        known = Context(TODAY, answers, form)
        typed = kind_of(asked).sample(asked, rng, known)
        parsed = kind_of(asked).parse(typed, asked, known)
        assert not parsed.confirm, (asked.id, typed)
        answers[asked.id] = parsed.value
        assert kind_of(asked).example(asked)
        for language in ("ru", "en"):
            assert kind_of(asked).show(parsed.value, asked, language)
    return answers


@pytest.mark.parametrize("seed", range(3 if WHOLE else 1))
def test_every_form_of_the_catalogue_can_be_filled(seed: int) -> None:
    for service in catalogue().services.values():
        answers = filled(service.form, seed)
        assert unfit(service.form, answers, TODAY) == (), service.id
        assert prune(service.form, answers) == answers


def test_every_field_takes_its_own_example() -> None:
    for service in catalogue().services.values():
        for asked in service.form.fields:
            parsed = kind_of(asked).parse(kind_of(asked).example(asked), asked, Context(TODAY))
            assert not parsed.confirm, (service.id, asked.id)
