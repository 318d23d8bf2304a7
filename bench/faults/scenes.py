"""What a citizen is in the middle of when the process dies at a chosen operation.

A scene is prepared with nobody dying, acted while somebody does, and finished so that the oracle can compare
what came of it with what was typed: the same as if nothing had happened.
"""

from dataclasses import dataclass, field

from bench.faults.citizens import Filed, Town
from core.catalogue.model import Service
from tests.e2e.filler import Filler
from tests.faults.filing import filler
from tests.okno import Window
from tests.processes import Somebody

_WORDS_EACH = 30  # calls of one application, for the same reason
_FORMS_EACH = 6  # of one person, before somebody else comes: chats stay short


@dataclass
class Scene:
    """One citizen's part of the way; the same object is used for every k."""

    town: Town

    async def prepare(self) -> None: ...

    async def act(self) -> None: ...

    async def finish(self) -> None: ...

    def give_up(self) -> None:
        """Nobody knows where this one stands: somebody else begins anew."""


@dataclass
class Register(Scene):
    """/start, the consent, the phone: each given once."""

    person: Somebody = field(init=False)

    async def prepare(self) -> None:
        self.person = await self.town.newcomer()

    async def act(self) -> None:
        await self.person.register()


@dataclass
class Form(Scene):
    """A form, from a window that `begins` to one that `ends`."""

    service_id: str = ""
    person: Somebody = field(init=False)
    filling: Filler = field(init=False)
    window: Window = field(init=False)
    forms: int = 0

    def begins(self, window: Window) -> bool:
        return True

    def ends(self, window: Window) -> bool:
        return "Отправить" in window.labels

    @property
    def service(self) -> Service:
        return self.town.house.services[self.service_id]

    async def prepare(self) -> None:
        if self.forms % _FORMS_EACH == 0:
            self.person = await self.town.newcomer()
            await self.town.settle(self.person)
        self.forms += 1
        self.filling = filler(self.person, self.service, self.town.rng.getrandbits(30))
        self.window = await self.filling.open()
        while not self.begins(self.window):
            self.window = await self.filling.step(self.window)

    async def act(self) -> None:
        while not self.ends(self.window):
            self.window = await self.filling.step(self.window)

    async def finish(self) -> None:
        number = await self.filling.go_on(self.window)
        filling = self.filling
        self.town.filed.append(
            Filed(self.person.id, number, self.service, dict(filling.given), filling.pages)
        )

    def give_up(self) -> None:
        self.forms = 0


@dataclass
class Fill(Form):
    """Every answer of a form: a text, a register's number, a choice."""

    service_id: str = "employer-debt-wages-check"


@dataclass
class Attach(Form):
    """A photograph of a document, and on."""

    service_id: str = "signature-verify"

    def begins(self, window: Window) -> bool:
        return window.text.startswith("Документ")


@dataclass
class Submit(Form):
    """«Отправить», once; the department gets it."""

    service_id: str = "passport-rf-validity-check"

    def begins(self, window: Window) -> bool:
        return "Отправить" in window.labels

    def ends(self, window: Window) -> bool:
        return "отправлено. Номер" in window.text


@dataclass
class Alert(Form):
    """Two words of a department, one after another, while the citizen does nothing."""

    service_id: str = "passport-rf-validity-check"
    said: int = 0

    async def prepare(self) -> None:
        if self.said % (2 * _WORDS_EACH) == 0:
            await super().prepare()
            await super().act()
            await super().finish()
            await self.town.held(self.town.filed[-1])

    async def act(self) -> None:
        world, form = self.town.house.world, self.town.filed[-1]
        comments = [f"Слово {self.said + at} о {form.number}." for at in (1, 2)]
        self.said += len(comments)
        for comment in comments:
            await world.decide(form.service.department, form.number, "in_work", comment=comment)
        for comment in comments:
            await self.person.until(comment)

    async def finish(self) -> None:
        return

    def give_up(self) -> None:
        super().give_up()
        self.said = 0


SCENES: dict[str, type[Scene]] = {
    "register": Register,
    "fill": Fill,
    "attach": Attach,
    "submit": Submit,
    "alert": Alert,
}
