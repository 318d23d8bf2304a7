"""A thousand canaries in all that people keep here: none in a dump, on the disk, in Redis or in the logs."""

import random
import re

import pytest

from core.citizens.model import Citizen
from core.files.inspect import Inspected
from core.ids import new_id
from core.rights.accesses import note
from core.wallet.kinds import KINDS
from core.wallet.model import Question
from tests.faults.test_vault_everywhere import files, redis_keys, rows
from tests.filing import citizen_of
from tests.okno import Okno

PEOPLE, EACH = 125, 8


class Cage:
    """Canaries that look like words and like numbers."""

    def __init__(self) -> None:
        self._rng = random.Random(11)
        self.planted: list[str] = []

    def word(self) -> str:
        made = "кенар" + "".join(self._rng.choice("бвгджзклмнпрст") for _ in range(10))
        self.planted.append(made)
        return made

    def digits(self) -> str:
        made = "".join(self._rng.choice("123456789") for _ in range(16))
        self.planted.append(made)
        return made


async def plant(okno: Okno, who: Citizen, cage: Cage) -> None:
    """Into the profile, the wallet with its page and the page's name, a search, a look, a file of a form."""
    core, document, kind = okno.core, new_id(), KINDS["other"]
    await core.citizens.remember(who.id, {"profile.birth_place": cage.word()}, "citizen")
    for field_id, value in (("other_title", cage.word()), ("other_number", cage.digits())):
        field = kind.field(field_id)
        assert field is not None
        asked = Question(document, kind, field)
        await core.wallet.answer(who, asked, value, chat=who.telegram_id, message_id=new_id() % 10**9)
    page = Inspected("pdf", "application/pdf", 1, 0, 0, (), f"%PDF {cage.word()}".encode())
    await core.wallet.add_page(who, document, kind, page, f"{cage.word()}.pdf")
    await core.remembered.search(who.id, cage.word())
    async with core.works.work() as work:
        await note(work, who.id, "Мария, оператор", "documents", cage.word())
        await core.files.keep(work, who.id, cage.word().encode(), "p.pdf", "application/pdf", "draft:1")
        await work.commit()


def pattern(planted: list[str]) -> re.Pattern[bytes]:
    """As typed, and in the encodings that text is stored in."""
    forms = [one.encode() for one in planted]
    forms += [one.encode("unicode_escape") for one in planted] + [one.encode("utf-16-le") for one in planted]
    return re.compile(b"|".join(map(re.escape, forms)))


async def test_none_of_a_thousand_is_found_outside_the_vault(
    okno_anywhere: Okno, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    okno, cage = okno_anywhere, Cage()
    for number in range(PEOPLE):
        who = await citizen_of(okno.core, 900_000 + number, f"+7916555{number:04}")
        await plant(okno, who, cage)
    assert len(cage.planted) == PEOPLE * EACH == 1000
    export = b"".join([part async for part in okno.core.rights.export(who.id)])
    assert len(export) > 1000, "and whoever they belong to can take them out"
    kept = [*files(okno.settings.okno_home), *await rows(okno), *await redis_keys(okno)]
    assert {"wallet", "wallet_pages", "accesses", "files", "remembered"} <= {name for name, _ in kept}
    told = capfd.readouterr()
    kept.append(("the logs", f"{told.out}{told.err}{caplog.text}".encode()))
    wanted = pattern(cage.planted)
    assert [(name, hit.group()) for name, held in kept if (hit := wanted.search(held))] == []
