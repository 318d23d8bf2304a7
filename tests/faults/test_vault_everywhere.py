"""A whole form sent on either database: nothing that was typed or attached lies outside the vault."""

import random
import re
from collections.abc import Iterable
from pathlib import Path

from redis.asyncio import Redis
from sqlalchemy import text

from tests.core.files.uploads import pdf, with_stream
from tests.e2e.filler import Filler
from tests.okno import Okno, Window

SERVICE = "MINOBR-305"  # name, passport, SNILS, phone, e-mail, a place of study, and a scan
NAME, PASSPORT, SNILS = "Преображенская Канарейка Ивановна", "45 11 908172", "112-233-445 95"
PHONE, EMAIL = "+7 916 902-81-73", "kanareika.preobrazhenskaya@example.org"
FILE, CONTENT = "Канарейка-паспорт.pdf", b"the canary sings in this very page"
SEARCHED = "справка канареечного приюта"
TYPED = {"full_name": NAME, "passport": PASSPORT, "snils": SNILS, "phone": PHONE, "email": EMAIL}


class Planting(Filler):
    """Answers with the canaries where the form asks for such a thing, and sends the page that holds one."""

    async def step(self, window: Window) -> Window:
        if window.text.startswith("Документ") and "Дальше" not in window.labels:
            data = pdf(change=with_stream(CONTENT))
            return await self.person.send_file("document", data, FILE, "application/pdf")
        for asked in self.service.form.asked(self.given):
            typed = TYPED.get(asked.id)
            if typed and asked.id not in self.given and f"<b>{asked.title['ru']}</b>" in window.html:
                self.given[asked.id] = typed
                if "Изменить" in window.labels:
                    await self.person.tap("Изменить", window)
                return await self.person.say(typed)
        return await super().step(window)


def wanted() -> re.Pattern[bytes]:
    """Every canary, as typed and as bare digits; in the encodings that text is stored in."""
    said = [NAME, NAME.split()[1], EMAIL, FILE, FILE.split(".", maxsplit=1)[0], SEARCHED, CONTENT.decode()]
    for number in (PASSPORT, SNILS, PHONE):
        said += [number, re.sub(r"\D", "", number)]
    said += [re.sub(r"\D", "", PHONE)[1:]]
    forms = [one.encode() for one in said]
    forms += [one.encode("unicode_escape") for one in said] + [one.encode("utf-16-le") for one in said]
    return re.compile(b"|".join(re.escape(one) for one in forms))


def files(home: Path) -> Iterable[tuple[str, bytes]]:
    """All of the service's home but what stands for Telegram and the departments."""
    for path in home.rglob("*"):
        if path.is_file() and not {"sandbox", "cache"} & set(path.relative_to(home).parts):
            yield path.name, path.read_bytes()


async def rows(okno: Okno) -> list[tuple[str, bytes]]:
    """Every table, row by row, bytes as they are."""
    from core.db.tables import metadata  # noqa: PLC0415

    found = []
    async with okno.core.works.look() as conn:
        for table in metadata.sorted_tables:
            for row in await conn.execute(text(f'SELECT * FROM "{table.name}"')):
                cells = [one if isinstance(one, bytes) else repr(one).encode() for one in row]
                found.append((table.name, b"\n".join(cells)))
    return found


async def redis_keys(okno: Okno) -> list[tuple[str, bytes]]:
    if not okno.settings.redis_url:
        return []
    found = []
    async with Redis.from_url(okno.settings.redis_url) as redis:
        async for key in redis.scan_iter(f"{okno.settings.okno_redis_prefix}*"):
            found.append((f"redis {key!r}", bytes(await redis.dump(key) or b"") + bytes(key)))
    return found


async def test_a_sent_form_leaves_nothing_outside_the_vault(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    person = await okno.confirmed()
    await person.say(SEARCHED)
    service = next(one for one in okno.core.catalogue.services.values() if one.code == SERVICE)
    filler = Planting(person, service, random.Random(7), okno.core.clock, keeping=0.0)
    number = await filler.fill()
    assert set(TYPED) <= set(filler.given), "the form no longer asks for what this test plants"
    card = await person.say(f"/status {number}")
    assert number in card.text
    kept = [*files(okno.settings.okno_home), *await rows(okno), *await redis_keys(okno)]
    assert {"applications", "application_files", "remembered", "data_keys"} <= {name for name, _ in kept}
    pattern = wanted()
    world = (okno.settings.okno_home / "sandbox").rglob("*")
    outside = b"".join(path.read_bytes() for path in world if path.is_file())
    assert len(set(pattern.findall(outside))) > len(TYPED), (
        "what stands for Telegram has them, or nothing was sent"
    )
    assert [(name, hit.group()) for name, held in kept if (hit := pattern.search(held))] == []
