"""One process of the service: the roles it plays, how they start, and how they end within ten seconds."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Sequence

from bot import lean  # noqa: F401 - before aiogram

# isort: split
from aiogram import Bot
from aiohttp import web

from bot.app import introduce, make_dispatcher, make_storage
from bot.channel import TelegramChannel
from bot.face import BotFace
from bot.inline import InlineMode
from bot.links import link_to
from bot.polling import Poller
from bot.refusals import refused_by_telegram
from bot.session import failure_of, make_bot
from bot.storage import SqlStorage, Stacks
from bot.watch import EVERY_S, look_after, set_webhook
from core.bootstrap import Core
from core.db.memory import load_offset
from core.inbox.model import NOT_STORED, Raw, kind_of
from core.inbox.worker import InboxWorker
from core.logs import get_logger
from core.outbox.dispatcher import Deliver, Dispatcher
from core.outbox.limiter import Limiter
from core.outbox.shared import SharedLimiter
from web.app import add_web, make_runner, make_web
from web.metrics import serve_metrics

log = get_logger(__name__)

ROLES = ("all", "bot", "web", "dispatcher")
_PATIENCE_S = 4.0  # for what is in hand when the end comes; all of `stop` must fit into ten seconds
_GRACE_S = 2.0
_HOUSEKEEPING_S = 2.0
_POPULARITY_S = 3600.0
_HOURLY = 1800  # rounds of housekeeping


def _limiter(core: Core) -> Limiter:
    """Of all processes over one PostgreSQL; of this one, where it is alone or Telegram's limits are off."""
    enabled = core.settings.okno_sim_limits == "on" or not core.settings.loopback
    if core.database.on_sqlite or not enabled:
        return Limiter(enabled=enabled)
    return SharedLimiter(core.database)


class Service:
    """Call `start`, then `stop`; or `run`, which waits for a signal in between."""

    def __init__(self, core: Core, role: str, app: web.Application | None = None) -> None:
        self._core = core
        self._role = role
        self.app = app if app is not None else make_web()
        self.bot: Bot = make_bot(core.settings, _limiter(core), core.metrics)
        self._inline = InlineMode(core, self.bot)
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()
        self._runners: list[web.AppRunner] = []
        self._worker = self._make_worker() if role in {"all", "bot"} else None
        self._dispatcher = self._make_dispatcher() if role in {"all", "dispatcher"} else None
        self._poller: Poller | None = None
        self._hears = False
        self._rounds = 0

    def _make_worker(self) -> InboxWorker:
        storage = make_storage(self._core)
        stacks = Stacks(storage)
        face = BotFace(self._core, self.bot, make_dispatcher(self._core, stacks), stacks)
        flush = storage.flush if isinstance(storage, SqlStorage) else storage.spare.flush
        return InboxWorker(self._core.inbox, face, self._core.wake, self._core.metrics, flush)

    def _make_dispatcher(self) -> Dispatcher:
        core = self._core
        deliverers: dict[str, Deliver] = {
            **TelegramChannel(core, self.bot).deliverers(),
            **core.channels.deliverers(lambda payload: link_to(self.bot, payload)),
        }
        if core.departments is not None:
            deliverers |= {
                "department.submit": core.departments.submit,
                "department.withdraw": core.departments.withdraw,
            }
        return Dispatcher(core.outbox, deliverers, core.wake, core.metrics)

    async def start(self) -> None:
        """Serve first, hear next: whoever asks at the door gets an answer while the rest starts."""
        if self._core.database.on_sqlite:
            await self._core.inbox.free_all()  # before the door opens: what comes in is claimed at once
            await self._core.outbox.free_all()
        await self._serve()
        self._spawn(self._core.wake.listen)
        if self._core.clock.movable:
            self._every(_HOUSEKEEPING_S / 2, self._follow_clock)
        if self._worker is not None:
            self._spawn(self._worker.run)
        if self._role in {"all", "bot", "web"}:  # web answers inline queries
            self._every(_POPULARITY_S, self._core.popularity.refresh)
        if self._dispatcher is not None:
            self._spawn(self._dispatcher.run)
            self._every(_HOUSEKEEPING_S, self._keep_house)
            self._every(EVERY_S, self._watch)
        if self._role in {"all", "bot"}:
            await self._hear()
        else:
            self._hears = True

    async def _serve(self) -> None:
        settings = self._core.settings
        if self._role in {"all", "web"}:
            add_web(self.app, self._core, self._accept, lambda: self._hears, lambda to: link_to(self.bot, to))
            runner = make_runner(self.app)
            self._runners.append(runner)
            await runner.setup()
            # Web processes of one machine share its port: the system spreads connections over them.
            together = self._role == "web" or None
            site = web.TCPSite(runner, settings.okno_host, settings.okno_port, reuse_port=together)
            await site.start()
        metrics = await serve_metrics(
            self._core.metrics.registry,
            settings.okno_metrics_host,
            settings.okno_metrics_port,
            self._core.housekeeping.measure,
            lambda: self._hears,
        )
        self._runners.append(metrics)
        log.info("metrics_served", port=metrics.addresses[0][1])

    async def _accept(self, raws: Sequence[Raw]) -> None:
        self._inline.take(raws)
        raws = [raw for raw in raws if kind_of(raw) not in NOT_STORED]
        if not raws:
            return
        if self._worker is not None:
            await self._worker.accept(raws)
            return
        await self._core.inbox.accept(raws, room=0)
        self._core.metrics.inbox_accepted.inc(len(raws))
        self._core.wake.ring("inbox")

    async def _hear(self) -> None:
        """Receive updates: by webhook where one is set, else by polling. People wait; introductions can."""
        settings = self._core.settings
        await self._until_done(lambda: set_webhook(self.bot, settings))
        self._spawn(self._introduce)
        if settings.webhook_url:
            self._hears = True
            return
        self._poller = Poller(settings.telegram_api, settings.bot_token.get_secret_value(), self._accept)
        self._spawn(self._poller.run)
        await self._poller.heard.wait()
        self._hears = True

    async def _introduce(self) -> None:
        """Commands and descriptions; without them everything still works, so a refusal stops nothing."""
        try:
            await self._until_done(lambda: introduce(self.bot, self._core))
        except Exception as error:  # noqa: BLE001 - whatever it is, people are being served
            log.error("introduction_refused", error=type(error).__name__)

    async def _until_done(self, call: Callable[[], Awaitable[object]]) -> None:
        """Telegram may be away while we start; what it refuses is for a person to mend."""
        while True:
            try:
                await call()
            except Exception as error:
                if (refusal := refused_by_telegram(error)) is not None:
                    raise refusal from None
                failure = failure_of(error)
                if failure is None or failure.code == "telegram-refused":
                    raise
                log.warning("start_delayed", error=failure.code)
                await asyncio.sleep(1)
            else:
                return

    def _leading(self) -> bool:
        return self._dispatcher is not None and self._dispatcher.leading

    async def _keep_house(self) -> None:
        if not self._leading():
            return
        await self._core.housekeeping.minute()
        if self._rounds % _HOURLY == 0:
            await self._core.housekeeping.hour()
        self._rounds += 1

    async def _follow_clock(self) -> None:
        """Business time may have been moved by another process, where it may be moved at all."""
        await load_offset(self._core.database, self._core.clock)

    async def _watch(self) -> None:
        if self._leading():
            await look_after(self._core, self.bot)

    def _every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Do it until `stop`, so many seconds apart."""

        async def run() -> None:
            while not self._stopping.is_set():
                try:
                    await work()
                except Exception as error:  # noqa: BLE001 - the database may be away; the next round tries again
                    log.warning("chore_failed", error=type(error).__name__)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), seconds)

        self._spawn(run)

    def _spawn(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run beside everything else until `stop`; what falls over by a fault of ours gets up again."""

        async def run() -> None:
            while not self._stopping.is_set():
                try:
                    await work()
                except Exception as error:
                    log.exception("task_fell_over", error=type(error).__name__)
                    await asyncio.sleep(1)
                else:
                    return

        self._tasks.append(asyncio.create_task(run()))

    async def stop(self) -> None:
        """Hear no more, finish what is in hand, leave the rest to the next process."""
        self._hears = False
        self._stopping.set()
        if self._poller is not None:
            self._poller.stop()
        ends = [self._inline.stop()]
        if self._worker is not None:
            ends.append(self._worker.stop(_PATIENCE_S))
        if self._dispatcher is not None:
            ends.append(self._dispatcher.stop(_PATIENCE_S))
        _, late = await asyncio.wait(
            [asyncio.ensure_future(end) for end in ends] or [asyncio.ensure_future(asyncio.sleep(0))],
            timeout=_PATIENCE_S + _GRACE_S,
        )
        # Tasks that heard the end come to it by themselves: cancelling one would tear its transaction.
        if self._tasks:
            _, deaf = await asyncio.wait(self._tasks, timeout=_GRACE_S / 4)
            late |= deaf
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        for runner in self._runners:
            await runner.cleanup()
        await self.bot.session.close()

    async def run(self, announce: Callable[[], None]) -> None:
        """Start, announce, and wait for SIGTERM or SIGINT, which may come while still starting."""
        asked = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, asked.set)
        starting = asyncio.create_task(self.start())
        waiting = asyncio.create_task(asked.wait())
        try:
            await asyncio.wait([starting, waiting], return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                starting.result()
                announce()
                await waiting
        finally:
            for task in (starting, waiting):
                task.cancel()
            await asyncio.gather(starting, waiting, return_exceptions=True)
            await self.stop()
