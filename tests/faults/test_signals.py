"""Whatever goes wrong is seen: one line in the log, ids and nothing else, and one figure that moves."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.watch import look_after
from core.logs import COUNTS, IDS, OURS, WORDS
from tests.faults.test_repeats import SECRET, filed
from tests.okno import TOKEN, Okno, Person, free_port, start

NOT_PERSONAL = IDS | WORDS | COUNTS | OURS


@dataclass
class Signals:
    """What a watcher of the log and of the figures would have seen."""

    okno: Okno
    log: pytest.LogCaptureFixture

    def lines(self, event: str) -> list[dict[str, Any]]:
        clean = [record.msg for record in self.log.records if isinstance(record.msg, dict)]
        return [line for line in clean if line.get("event") == event]

    def figure(self, name: str, **labels: str) -> float:
        return self.okno.core.metrics.registry.get_sample_value(name, labels) or 0.0

    async def one(self, event: str, figure: str, **labels: str) -> dict[str, Any]:
        """The only line of this event, once it and its figure are there."""
        async with asyncio.timeout(60):
            while not self.lines(event) or not self.figure(figure, **labels):
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.3)
        (line,) = self.lines(event)
        assert self.figure(figure, **labels) == 1
        assert set(line) <= NOT_PERSONAL - {"left_out"}
        return line


@pytest.fixture
async def signals(
    tmp_path: Path, _catalogue_cache: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Signals]:
    port = free_port()
    okno, stop = await start(
        tmp_path / "home",
        port=port,
        cache=_catalogue_cache,
        webhook_url=f"http://127.0.0.1:{port}",
        webhook_secret=SECRET,
    )
    caplog.set_level(logging.INFO)
    yield Signals(okno, caplog)
    await stop()


async def fault(okno: Okno, method: str, times: int = 1, **more: object) -> None:
    await okno.sim("POST", "/sim/faults", {"method": method, "times": times, **more})


async def at_menu(okno: Okno) -> Person:
    person = await okno.person()
    await person.register()
    await person.say("/menu")
    return person


async def test_a_parked_update(signals: Signals) -> None:
    person = await at_menu(signals.okno)
    await fault(signals.okno, "sendMessage", 3, error_code=400, description="Bad Request: no such thing")
    await signals.okno.sim("POST", "/sim/messages", {"user": person.id, "text": "/menu"})
    line = await signals.one("update_parked", "okno_inbox_parked_total")
    assert line["level"] == "error"
    shown = await person.until(f"И-{line['incident']}")
    assert shown.text, "the number in the log is the one the citizen was given"
    await signals.okno.core.housekeeping.measure()
    assert signals.figure("okno_queue_depth", queue="parked") == 1
    assert signals.figure("okno_inbox_retried_total") == 2


async def test_a_turn_put_off(signals: Signals) -> None:
    person = await at_menu(signals.okno)
    await fault(signals.okno, "sendMessage", error_code=502, description="Bad Gateway")
    await person.say("/menu")
    line = await signals.one("turn_delayed", "okno_inbox_retried_total")
    assert line["error"] == "telegram-down"


async def test_a_delivery_put_off(signals: Signals) -> None:
    person, number = await filed(signals.okno)
    await fault(signals.okno, "sendMessage", error_code=502, description="Bad Gateway")
    await signals.okno.decide(number, "in_work")
    await person.until("В работе")
    line = await signals.one("delivery_failed", "okno_outbox_retried_total")
    assert (line["topic"], line["state"]) == ("telegram.notice", "new")


async def test_a_delivery_in_doubt(signals: Signals) -> None:
    person, number = await filed(signals.okno)
    await fault(signals.okno, "sendMessage", drop_after=True)
    await signals.okno.decide(number, "in_work")
    await person.until("Повтор")
    line = await signals.one("delivery_failed", "okno_outbox_ambiguous_total")
    assert line["error"] == "telegram-silent"


async def test_a_delivery_whose_outcome_stays_unknown(signals: Signals) -> None:
    _, number = await filed(signals.okno)
    await fault(signals.okno, "sendMessage", 2, drop_after=True)
    await signals.okno.decide(number, "in_work")
    async with asyncio.timeout(60):
        while [line["state"] for line in signals.lines("delivery_failed")] != ["new", "unknown"]:
            await asyncio.sleep(0.05)
    assert signals.figure("okno_outbox_ambiguous_total") == 2


async def test_a_freeze_by_telegram(signals: Signals) -> None:
    person = await at_menu(signals.okno)
    await fault(signals.okno, "sendMessage", error_code=429, retry_after=1)
    await person.say("/menu")
    line = await signals.one("telegram_limited", "okno_outbox_limited_total")
    assert (line["chat_id"], line["retry_after"]) == (person.id, 1)


async def test_a_closed_channel(signals: Signals) -> None:
    """Told once, whether the block or a message that bounces off it is seen first."""
    person, number = await filed(signals.okno)
    await signals.okno.sim("POST", "/sim/block", {"user": person.id})
    await signals.okno.decide(number, "in_work")
    line = await signals.one("channel_closed", "okno_channel_closed_total")
    assert line["chat_id"] == person.id
    await signals.okno.quiet()
    assert signals.figure("okno_outbox_undeliverable_total") == 1


REFUSED = [
    ("wrong", b"{}", 401, "secret"),
    (SECRET, b"{", 400, "not_json"),
    (SECRET, b"[]", 400, "not_an_object"),
    (SECRET, b'{"update_id": "7"}', 400, "update_id_is_not_a_number"),
    (SECRET, b" " * (1024 * 1024 + 1), 413, "size"),
]


async def test_refused_webhooks(signals: Signals) -> None:
    for secret, body, status, reason in REFUSED:
        signals.log.clear()
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        address = signals.okno.url + "/telegram"
        async with signals.okno.session.post(address, data=io.BytesIO(body), headers=headers) as answer:
            assert answer.status == status
        line = await signals.one("webhook_refused", "okno_webhook_refused_total", reason=reason)
        assert (line["status"], line["reason"]) == (status, reason)


@pytest.mark.fault("F36")
async def test_a_webhook_turned_elsewhere_is_set_right(signals: Signals) -> None:
    """F36: somebody with the token takes the updates away; nothing that came meanwhile is lost."""
    okno = signals.okno
    person = await at_menu(okno)
    before = len(await person.messages())
    async with okno.session.post(f"{okno.url}/bot{TOKEN}/setWebhook", json={"url": "http://127.0.0.1:9/x"}):
        pass
    await okno.sim("POST", "/sim/messages", {"user": person.id, "text": "/menu"})
    await look_after(okno.core, okno.service.bot)
    await signals.one("webhook_changed", "okno_webhook_changed_total")
    await okno.quiet(person.id)
    assert len(await person.messages()) == before + 2
    await look_after(okno.core, okno.service.bot)
    assert signals.figure("okno_webhook_changed_total") == 1


@pytest.mark.fault("F36")
async def test_a_token_that_was_taken_away(signals: Signals) -> None:
    await fault(signals.okno, "getWebhookInfo", error_code=401, description="Unauthorized")
    await look_after(signals.okno.core, signals.okno.service.bot)
    await signals.one("token_refused", "okno_token_refused_total")
