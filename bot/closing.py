"""A chat that Telegram says is closed to the bot: noted once, counted, and told in one line."""

from core.bootstrap import Core
from core.logs import get_logger

log = get_logger(__name__)


async def close_channel(core: Core, telegram_id: int) -> None:
    """What is meant for it waits under «Уведомления» until its owner comes back."""
    if await core.citizens.set_reachable(telegram_id, False):
        log.warning("channel_closed", chat_id=telegram_id)
        core.metrics.channel_closed.inc()
