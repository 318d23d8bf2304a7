"""The judge: Telegram's ledger and the departments' books on one side, the database on the other.

I1 what was acknowledged is in the inbox · I2 each update ended · I3 effect and news are of one commit ·
I4 one effect each · I5 each message ended, and its content is to be seen · I6 one copy, two only after an
outcome nobody saw · I7 statuses never go back · I8 nothing personal outside its vault.
"""

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select

from bench.faults.calm import held_by_departments
from bench.faults.canaries import leaks
from bench.faults.citizens import Filed, Town
from core.db.engine import Database
from core.db.tables import (
    application_events,
    applications,
    consents,
    drafts,
    inbox,
    notifications,
    outbox,
    telegram_accounts,
)

_REPEAT = re.compile(r"^<i>Повтор[^\n]*\n")
_ENDED = {"sent", "superseded", "undeliverable", "unknown"}


@dataclass
class Verdict:
    """What a run came to. `faults` must be empty."""

    turns: int = 0
    filed: int = 0
    alerts: int = 0
    copies: Counter[int] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    listed: int = 0
    lost: int = 0
    twice: int = 0
    faults: list[str] = field(default_factory=list)

    def lose(self, what: str) -> None:
        self.lost += 1
        self.faults.append(f"lost: {what}")

    def double(self, what: str) -> None:
        self.twice += 1
        self.faults.append(f"twice: {what}")

    def line(self) -> str:
        copies = ", ".join(f"{n} × {count}" for n, count in sorted(self.copies.items()))
        return (
            f"{self.turns} turns, {self.filed} applications, {self.alerts} alerts; lost {self.lost}, "
            f"effects twice {self.twice}, copies {copies or 'none'}, in the list alone {self.listed}"
        )


@dataclass
class Evidence:
    """Everything there is to compare, read once."""

    rows: dict[str, list[Row[Any]]]
    sent: dict[int, list[dict[str, Any]]]
    held: list[dict[str, Any]]


async def judge(town: Town, kills: int | None = None) -> Verdict:
    """Call it when all is quiet. `kills` 0 allows no second copy at all."""
    verdict, world = Verdict(), town.house.world
    evidence = Evidence(await _tables(world.database), await _sent(town), await held_by_departments(town))
    for stuck in town.stuck:
        verdict.lose(stuck)
    _updates(verdict, evidence, town)
    _effects(verdict, evidence, town.filed)
    _messages(verdict, evidence)
    _news(verdict, evidence)
    if kills == 0 and verdict.copies.keys() - {1}:
        verdict.double("a second copy where nothing failed")
    verdict.faults += [f"personal: {leak}" for leak in await leaks(town)]
    return verdict


_ASKED = (inbox, outbox, applications, application_events, drafts, consents, notifications, telegram_accounts)


async def _tables(url: str) -> dict[str, list[Row[Any]]]:
    database = Database(url)
    async with database.read() as conn:
        rows = {
            table.name: list(
                (await conn.execute(select(*(c for c in table.c if not c.name.endswith("_sealed"))))).all()
            )
            for table in _ASKED
        }
    await database.close()
    return rows


async def _sent(town: Town) -> dict[int, list[dict[str, Any]]]:
    sent: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for method in ("sendMessage", "sendDocument"):
        for call in await town.house.world.calls(method):
            if call["applied"]:
                sent[int(call["args"]["chat_id"])].append(call)
    return sent


def _updates(verdict: Verdict, evidence: Evidence, town: Town) -> None:
    """I1 and I2. The sandbox numbers updates without gaps, and confirms them only when they are taken."""
    rows = evidence.rows["inbox"]
    verdict.states = Counter(row.state for row in rows)
    verdict.turns = verdict.states["done"]
    known = {row.update_id for row in rows}
    front = town.house.front
    told = front.acknowledged if front is not None else set(range(min(known), max(known) + 1))
    for missing in sorted(told - known):
        verdict.lose(f"I1: update {missing} was acknowledged and is not in the inbox")
    for row in rows:
        if row.state not in {"done", "rejected", "parked"}:
            verdict.lose(f"I2: update {row.update_id} ended {row.state}")
        elif row.state != "done":
            verdict.faults.append(f"I2: update {row.update_id} ({row.kind}) was {row.state}: {row.reason}")


def _effects(verdict: Verdict, evidence: Evidence, filed: list[Filed]) -> None:
    """I3 and I4: an application for each form sent, in one department once, with what was typed."""
    verdict.filed = len(filed)
    numbers = {row.number: row for row in evidence.rows["applications"]}
    expected = Counter(one.number for one in filed)
    for number in numbers.keys() - expected.keys():
        verdict.double(f"I4: application {number} that nobody was told of")
    submitted = {row.business_key for row in evidence.rows["outbox"] if row.topic == "department.submit"}
    states = {row.id: row.state for row in evidence.rows["drafts"]}
    held = defaultdict(list)
    for one in evidence.held:
        held[one["number"]].append(one)
    for form in filed:
        _effect(verdict, form, numbers.get(form.number), held[form.number])
        row = numbers.get(form.number)
        if row is not None and states.get(row.draft_id) != "submitted":
            verdict.lose(f"I3: {form.number} has a draft that is {states.get(row.draft_id)}")
        if row is not None and not any(key and form.number in key for key in submitted):
            verdict.lose(f"I3: {form.number} has no message to its department")
    agreed = Counter(row.citizen_id for row in evidence.rows["consents"])
    for citizen, times in agreed.items():
        if times > 1:
            verdict.double(f"I4: citizen {citizen} consented {times} times")


def _effect(verdict: Verdict, form: Filed, row: Row[Any] | None, held: list[dict[str, Any]]) -> None:
    if row is None:
        verdict.lose(f"{form.number} was promised and is not in the database")
    if len(held) != 1:
        (verdict.lose if not held else verdict.double)(f"{form.number}: the department has {len(held)}")
    for one in held:
        if one["answers"] != form.answers:
            wrong = {
                k for k in {*one["answers"], *form.answers} if one["answers"].get(k) != form.answers.get(k)
            }
            verdict.lose(f"{form.number} ({form.service.id}): other answers than typed in {sorted(wrong)}")
        if len(one["documents"]) != form.pages:
            verdict.double(f"{form.number}: {form.pages} pages were sent, {len(one['documents'])} arrived")


def _messages(verdict: Verdict, evidence: Evidence) -> None:
    """I5: every row has ended, and Telegram has what we believe it has."""
    for row in evidence.rows["outbox"]:
        if row.state not in _ENDED:
            verdict.lose(f"I5: message {row.id} ({row.topic}) ended {row.state}")
        elif row.state == "undeliverable":
            verdict.lose(f"I5: message {row.id} ({row.topic}) is undeliverable: {row.reason}")
        elif row.state == "sent" and row.message_id is not None:
            chat = int(row.order_key.removeprefix("chat:"))
            shown = {call["answer"]["result"]["message_id"] for call in evidence.sent[chat] if call["answer"]}
            if row.message_id not in shown:
                verdict.lose(f"I5: Telegram knows nothing of message {row.id}")


def _news(verdict: Verdict, evidence: Evidence) -> None:
    """I5 to I7 for what departments said."""
    chats = {row.citizen_id: row.user_id for row in evidence.rows["telegram_accounts"]}
    owners = {row.number: chats[row.citizen_id] for row in evidence.rows["applications"]}
    news = {row.business_key: row for row in evidence.rows["notifications"]}
    ambiguous = {row.business_key: row.copies for row in evidence.rows["outbox"]}
    current = {row.event_id: row.current for row in evidence.rows["application_events"]}
    keys = {key.rpartition(":")[2]: key for key in news if ":status:" in key}
    for one in evidence.held:
        texts = _texts(evidence.sent[owners[one["number"]]], one["number"]) if one["number"] in owners else []
        order = []
        for event in one["history"]:
            name = event["event_id"]
            if name not in current:
                verdict.lose(f"I5: {one['number']}: {event['status']} never arrived")
                continue
            places = [at for at, text in enumerate(texts) if _says(text, event)]
            order.append(places[:1])
            if current[name]:
                _told(
                    verdict,
                    f"{one['number']} {event['status']}",
                    places,
                    texts,
                    keys.get(name),
                    news,
                    ambiguous,
                )
        seen = [place for places in order for place in places]
        if seen != sorted(seen):
            verdict.faults.append(f"I7: statuses of {one['number']} went back")


def _told(
    verdict: Verdict,
    what: str,
    places: list[int],
    texts: list[str],
    key: str | None,
    news: Mapping[str, Row[Any]],
    ambiguous: Mapping[str, int],
) -> None:
    verdict.alerts += 1
    verdict.copies[len(places)] += 1
    if key is None:
        verdict.lose(f"I3: {what}: the event is there, its news is not")
        return
    unseen = ambiguous.get(f"notice:{key}", 0)
    if not places:
        verdict.listed += 1
        if unseen < 2 or key not in news:
            verdict.lose(f"I5: {what} was shown nowhere")
    if len(places) > 2:
        verdict.double(f"I6: {len(places)} copies of {what}")
    if len(places) > 1 and not unseen:
        verdict.double(f"I6: a second copy of {what} without any doubt about the first")
    if any(not _REPEAT.match(texts[place]) for place in places[1:]):
        verdict.faults.append(f"I6: the second copy of {what} is not marked")


def _texts(calls: Iterable[dict[str, Any]], number: str) -> list[str]:
    found = (str(call["args"].get("text", "")) for call in calls if _is_news(call))
    return [text for text in found if number in text]


def _is_news(call: dict[str, Any]) -> bool:
    return '"g:' in str(call["args"].get("reply_markup", "")).replace("'", '"')


def _says(text: str, event: dict[str, Any]) -> bool:
    return html.escape(event["comment"], quote=False) in text
