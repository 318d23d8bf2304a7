"""Whoever has the bot's token can turn its updates elsewhere, or take the token away: looked after by the
active sender, told at level error within a minute, and set right where that is possible."""

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError

from core.bootstrap import Core
from core.inbox.model import ALLOWED
from core.logs import get_logger
from core.settings import Settings
from web.webhook import PATH

log = get_logger(__name__)

EVERY_S = 20.0


def webhook_of(settings: Settings) -> str:
    """Where Telegram is to bring updates; nothing: they are asked for."""
    return settings.webhook_url.rstrip("/") + PATH if settings.webhook_url else ""


async def set_webhook(bot: Bot, settings: Settings) -> None:
    """Updates come by webhook where one is set, else they wait to be asked for."""
    if address := webhook_of(settings):
        secret = settings.webhook_secret.get_secret_value()
        await bot.set_webhook(address, secret_token=secret, allowed_updates=ALLOWED)
    else:
        await bot.delete_webhook()


async def look_after(core: Core, bot: Bot) -> None:
    """Once. Telegram may be away: then the next look tells."""
    try:
        info = await bot.get_webhook_info()
        if info.url == webhook_of(core.settings):
            return
        log.error("webhook_changed")
        core.metrics.webhook_changed.inc()
        await set_webhook(bot, core.settings)
    except TelegramUnauthorizedError:
        log.error("token_refused")
        core.metrics.token_refused.inc()
    except TelegramAPIError as error:
        log.warning("watch_failed", error=type(error).__name__)
