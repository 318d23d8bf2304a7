"""Rows 1–18 and 26–36 of the fault catalogue, typed into an open question of every kind.

What the kind's own rules say of the text (they have tables of their own) decides what must be seen:
a refusal that names the field and leaves everything as it was, or the next step.
"""

from dataclasses import dataclass, field

import pytest

from core.errors import WrongAnswer
from core.forms.kinds import Context, Parsed, kind_of
from core.forms.model import Field
from core.safety.out_of_place import find_secret
from tests.bot.hostile.people import Standing, plain, stand_at_kind
from tests.core.forms.cases import EVERY_KIND
from tests.core.forms.test_hostile import EMPTY, HOSTILE
from tests.okno import Okno, Window
from tests.sample import sample

pytestmark = pytest.mark.asyncio(loop_scope="module")

DIGITLESS = {"full_name", "region", "choice", "multichoice", "yes_no"}
NO_EXAMPLE = {"text", "long_text", "choice", "multichoice", "yes_no"}
SENT_AS_IT_IS = {"surrogate", "only-surrogate", "million", "9000", "4097", "families", "command"}
TYPED = {name: text for name, text in HOSTILE.items() if name not in SENT_AS_IT_IS} | {
    f"empty-{number}": text for number, text in enumerate(EMPTY) if text
}
USES = 12  # of one person: a flood is another test's business


@dataclass
class Held:
    """Questions kept open from one test to the next while nothing moves them."""

    open: dict[str, tuple[Standing, Field]] = field(default_factory=dict)

    async def at(self, okno: Okno, kind: str) -> tuple[Standing, Field]:
        if kind not in self.open or self.open[kind][0].used >= USES:
            self.open[kind] = await stand_at_kind(okno, kind)
        self.open[kind][0].used += 1
        return self.open[kind]


@pytest.fixture(scope="module")
def held() -> Held:
    return Held()


CASES = [(kind, name) for kind in EVERY_KIND for name in TYPED]


@pytest.mark.parametrize(("kind", "name"), sample(CASES, 110), ids=str)
async def test_a_hostile_answer_is_refused_in_words_or_taken_as_plain_text(
    okno: Okno, held: Held, kind: str, name: str
) -> None:
    standing, asked = await held.at(okno, kind)
    before, text = await standing.state(), TYPED[name]
    told = await standing.told(standing.person.say(text))
    nothing_echoed(told)
    expected = rules_say(okno, standing, asked, text)
    if isinstance(expected, str):
        if find_secret(text) and kind in DIGITLESS:
            assert "удалил это сообщение" in told[0].text
            told = told[1:]
        else:
            assert expected in told[0].text
            assert "Позвать оператора" in told[0].labels
        refused(asked, told)
        assert await standing.state() == before
    else:
        assert told
        del held.open[kind]  # the form went on
        seen = await okno.core.drafts.view(standing.citizen.id, standing.draft)
        if not expected.suggestions and not expected.confirm:
            assert seen.answers[asked.id] == expected.value
        assert seen.version == before[0] + 1


def rules_say(okno: Okno, standing: Standing, asked: Field, text: str) -> Parsed | str:
    """What the kind makes of the text, or the words it is refused in."""
    context = Context(okno.core.clock.today(), {}, standing.service.form)
    try:
        return kind_of(asked).parse(text, asked, context)
    except WrongAnswer as wrong:
        return plain(okno.core.texts.error("ru", wrong.code, wrong.params))


def refused(asked: Field, told: list[Window]) -> None:
    """One reply, naming the field, with an example and the ways out."""
    assert len(told) == 1
    window = told[0]
    assert asked.title["ru"].replace("\u00a0", " ") in window.text
    if asked.kind not in NO_EXAMPLE:
        assert "<code>" in window.html or asked.hint["ru"].replace("\u00a0", " ") in window.text
    assert "Сохранить и выйти" in window.labels
    assert window.labels[-1] == "Назад"


def nothing_echoed(told: list[Window]) -> None:
    """No markup, link or control character of the input takes effect."""
    for window in told:
        assert "<a " not in window.html
        assert not any(mark in window.text for mark in "\u202e\u2068\u2069\x1b\x00")
