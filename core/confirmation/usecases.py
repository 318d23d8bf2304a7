"""The citizen's side of a review: begin, answer, send pictures or a video, submit, mend what was refused."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import filetype
from sqlalchemy import select, update

from core.citizens.model import Citizen, Known
from core.confirmation import rows
from core.confirmation.model import (
    NEEDS,
    OPEN,
    PHRASE_LIVES,
    PICTURES,
    VIDEO,
    VIDEO_BYTES,
    VIDEO_SECONDS,
    Review,
    again,
    doubts_of,
)
from core.confirmation.phrases import new_phrase
from core.db.accounts import review_files, reviews
from core.db.tables import files
from core.db.uow import Work, Works
from core.errors import NotFound, Refused, WrongAnswer, WrongFile
from core.files.inspect import Inspected, refuse_size, safe_name
from core.files.store import Files
from core.forms.kinds import Context, Parsed, kind_of
from core.forms.model import Answers, Field, Value
from core.ids import new_id
from core.outbox.model import deletion


class Confirmation:
    """`fields` are the questions behind a profile's paths; a review is promised within `hours`."""

    def __init__(self, works: Works, stored: Files, fields: Mapping[str, Field], hours: int) -> None:
        self._works = works
        self._files = stored
        self.fields = fields
        self.hours = hours

    async def latest(self, citizen_id: int, method: str) -> Review | None:
        """The last try of this way, in whatever state it is."""
        return (await self.tries(citizen_id)).get(method)

    async def tries(self, citizen_id: int) -> dict[str, Review]:
        """The last try of every way that a person reviews."""
        async with self._works.look() as conn:
            found = await conn.execute(
                select(reviews)
                .where(reviews.c.citizen_id == citizen_id, reviews.c.method.in_(NEEDS))
                .order_by(reviews.c.id)
            )
            return {row.method: await rows.read(conn, self._works.vault, row) for row in found.all()}

    async def begin(
        self, citizen: Citizen, method: str, known: Mapping[str, Known], then: str = ""
    ) -> Review:
        """Open a review, or give back the one that is open. After a refusal only what was wrong is missing.

        What the profile knows is taken over. `then` is the code of the service that waits for it.
        Raises Refused for whoever is not registered, and who is confirmed already.
        """
        if method not in NEEDS:
            raise NotFound("review-unknown")
        if citizen.level == "confirmed":
            raise Refused("already-confirmed")
        if not citizen.registered:
            raise Refused("register-first")
        last = await self.latest(citizen.id, method)
        if last is not None and last.state in OPEN:
            return last
        async with self._works.work() as work:
            review = self._fresh(work, citizen.id, method, known, last)
            review = replace(review, then=then or review.then)
            if await rows.add(work, review):
                await rows.name_files(work, review.id, review.files)
            await work.commit()
        return await self.latest(citizen.id, method) or review

    def _fresh(
        self, work: Work, citizen_id: int, method: str, known: Mapping[str, Known], last: Review | None
    ) -> Review:
        phrase, digits = new_phrase() if VIDEO in NEEDS[method] else ("", "")
        until = work.clock.now() + PHRASE_LIVES if phrase else None
        review = Review(new_id(), citizen_id, method, "collecting", phrase=phrase, digits=digits, until=until)
        taken = {path: known[path].value for path in review.needs if path in known and path in self.fields}
        if last is None or last.state != "refused":
            return replace(review, answers=self._fitting(taken))
        wrong = again(method, last.reasons)
        answers = {path: value for path, value in {**taken, **last.answers}.items() if path not in wrong}
        kept = {part: file for part, file in last.files.items() if part not in wrong}
        return replace(review, answers=self._fitting(answers), files=kept, then=last.then)

    def _fitting(self, values: Answers) -> Answers:
        return {path: value for path, value in values.items() if self._fits(path, value, values)}

    def _fits(self, path: str, value: Value, values: Answers) -> bool:
        try:
            kind_of(self.fields[path]).check(value, self.fields[path], self._context(values))
        except WrongAnswer:
            return False
        return True

    def _context(self, values: Answers) -> Context:
        named = {self.fields[path].id: value for path, value in values.items() if path in self.fields}
        return Context(self._works.clock.today(), named)

    async def answer(
        self, citizen_id: int, method: str, path: str, text: str, *, chat: int, message_id: int
    ) -> Parsed:
        """Take a typed value, and keep it unless it is to be confirmed or chosen first.

        A document number's message is deleted in any case. Raises WrongAnswer, Refused.
        """
        async with self._collecting(citizen_id, method) as (work, review):
            asked = self._asked(review, path)
            if kind_of(asked).sensitive:
                await work.send(deletion(chat, message_id))
            try:
                parsed = kind_of(asked).parse(text, asked, self._context(review.answers))
            except WrongAnswer:
                await work.commit()
                raise
            if not parsed.confirm and not parsed.suggestions:
                await rows.change(work, replace(review, answers={**review.answers, path: parsed.value}))
            await work.commit()
        return parsed

    async def settle(self, citizen_id: int, method: str, path: str, value: Value) -> None:
        """Keep a value that was confirmed or chosen. Raises as `answer` does."""
        async with self._collecting(citizen_id, method) as (work, review):
            asked = self._asked(review, path)
            kind_of(asked).check(value, asked, self._context(review.answers))
            await rows.change(work, replace(review, answers={**review.answers, path: value}))
            await work.commit()

    def _asked(self, review: Review, path: str) -> Field:
        if path not in review.needs or path not in self.fields:
            raise Refused("review-part")
        return self.fields[path]

    async def attach(
        self,
        citizen_id: int,
        method: str,
        part: str,
        found: Inspected,
        name: str,
        *,
        chat: int,
        message_id: int,
    ) -> tuple[str, tuple[str, ...]]:
        """Keep a picture for `part`, or for the first one missing; returns the part and what is doubtful.

        Its message is deleted: a passport does not stay in a chat. Raises Refused for a picture that is here
        already, and where none is missing.
        """
        async with self._collecting(citizen_id, method) as (work, review):
            wanted = [one for one in review.needs if one in PICTURES]
            part = part if part in wanted else next((one for one in wanted if one in review.missing), "")
            if not part:
                raise Refused("picture-enough" if wanted else "review-part")
            await self._new_picture(work, review, part, found.clean)
            file_name = safe_name(name, found.kind)
            file_id, _ = await self._files.keep(
                work, citizen_id, found.clean, file_name, found.content_type, f"review:{review.id}"
            )
            await rows.put_file(work, review.id, part, file_id)
            doubts = doubts_of(part, found.doubts, found.glare, found.cut)
            others = {one: said for one, said in review.doubts.items() if one != part}
            await rows.change(work, replace(review, doubts={**others, **({part: doubts} if doubts else {})}))
            await work.send(deletion(chat, message_id))
            await work.commit()
        return part, doubts

    async def _new_picture(self, work: Work, review: Review, part: str, data: bytes) -> None:
        """One picture cannot be the spread and the selfie at once."""
        key = await work.vault.key(work.conn, review.citizen_id)
        index = key.index(data, "files:content")
        same = select(review_files.c.part).join(files, files.c.id == review_files.c.file_id)
        same = same.where(review_files.c.review_id == review.id, files.c.content_index == index)
        if any(one != part for one in await work.conn.scalars(same)):
            raise Refused("picture-again")

    async def record(
        self, citizen_id: int, method: str, data: bytes, seconds: int, *, chat: int, message_id: int
    ) -> None:
        """Keep a video note; its message is deleted.

        Raises WrongFile for what is none or too short, Refused for old words.
        """
        if len(data) > VIDEO_BYTES:
            refuse_size(len(data))
        found = filetype.guess(data)
        if not data or (found is not None and not found.mime.startswith("video/")):
            raise WrongFile("video-damaged")
        if seconds < VIDEO_SECONDS:
            raise WrongFile("video-short", seconds=VIDEO_SECONDS)
        async with self._collecting(citizen_id, method) as (work, review):
            if VIDEO not in review.needs:
                raise Refused("review-part")
            if not review.phrase_holds(work.clock.now()):
                raise Refused("phrase-old")
            file_id, _ = await self._files.keep(
                work, citizen_id, data, "video.mp4", "video/mp4", f"review:{review.id}"
            )
            await rows.put_file(work, review.id, VIDEO, file_id)
            await work.send(deletion(chat, message_id))
            await work.commit()

    async def rephrase(self, citizen_id: int, method: str) -> None:
        """Other words to say; what was recorded with the old ones is dropped."""
        async with self._collecting(citizen_id, method) as (work, review):
            if VIDEO not in review.needs:
                raise Refused("review-part")
            phrase, digits = new_phrase()
            await rows.drop_file(work, review.id, VIDEO)
            until = work.clock.now() + PHRASE_LIVES
            await rows.change(work, replace(review, phrase=phrase, digits=digits, until=until))
            await work.commit()

    async def keep(self, citizen_id: int, method: str, part: str) -> None:
        """The citizen stands by a doubtful picture: a person will judge it."""
        async with self._collecting(citizen_id, method) as (work, review):
            doubts = {one: said for one, said in review.doubts.items() if one != part}
            await rows.change(work, replace(review, doubts=doubts))
            await work.commit()

    async def swap(self, citizen_id: int, method: str, one: str, other: str) -> None:
        """Two pictures of an album took each other's places: put them right."""
        async with self._collecting(citizen_id, method) as (work, review):
            if one == other or not {one, other} <= review.files.keys() & set(PICTURES):
                raise Refused("review-part")
            named = {one: review.files[other], other: review.files[one]}
            for part, file_id in named.items():
                mine = (review_files.c.review_id == review.id) & (review_files.c.part == part)
                await work.conn.execute(update(review_files).where(mine).values(file_id=file_id))
            turned = {one: other, other: one}
            doubts = {turned.get(part, part): said for part, said in review.doubts.items()}
            await rows.change(work, replace(review, doubts=doubts))
            await work.commit()

    async def submit(self, citizen_id: int, method: str) -> None:
        """Hand over to a person; again: nothing. Raises Refused while something is missing."""
        async with self._open(citizen_id, method) as (work, review):
            if review.state == "collecting":
                if review.missing:
                    raise Refused("review-incomplete")
                now = work.clock.now()
                await work.conn.execute(
                    update(reviews)
                    .where(reviews.c.id == review.id, reviews.c.state == "collecting")
                    .values(state="waiting", submitted_at=now, due_at=now + timedelta(hours=self.hours))
                )
            await work.commit()

    async def leave(self, citizen_id: int, method: str) -> None:
        """Drop a review that is not handed over yet, with its pictures; again: nothing."""
        async with self._collecting(citizen_id, method) as (work, review):
            for part in review.files:
                await rows.drop_file(work, review.id, part)
            await work.conn.execute(update(reviews).where(reviews.c.id == review.id).values(state="left"))
            await work.commit()

    @asynccontextmanager
    async def _collecting(self, citizen_id: int, method: str) -> AsyncIterator[tuple[Work, Review]]:
        async with self._open(citizen_id, method) as (work, review):
            if review.state != "collecting":
                raise Refused("review-waits")
            yield work, review

    @asynccontextmanager
    async def _open(self, citizen_id: int, method: str) -> AsyncIterator[tuple[Work, Review]]:
        async with self._works.work() as work:
            mine = (reviews.c.citizen_id == citizen_id) & (reviews.c.method == method)
            found = await work.conn.execute(
                select(reviews).where(mine, reviews.c.state.in_(OPEN)).with_for_update()
            )
            row = found.one_or_none()
            if row is None:
                raise NotFound("review-unknown")
            yield work, await rows.read(work.conn, work.vault, row)
