"""A bare outbox: claim with SKIP LOCKED, send together, mark as sent, commit.

Rows stay locked while they are sent, and who dies in between sends them again: the usual trade.
"""

import asyncio
import os

import asyncpg
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

AT_ONCE = 8  # as many as Okno has in flight, so that no more can be in doubt after a crash
TABLE = """CREATE TABLE IF NOT EXISTS queue (id bigserial PRIMARY KEY, chat bigint NOT NULL,
    body text NOT NULL, button text NOT NULL, sent_at timestamptz)"""
CLAIM = """SELECT id, chat, body, button FROM queue WHERE sent_at IS NULL
    ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED"""
SETTLE = "UPDATE queue SET sent_at = now() WHERE id = ANY($1::bigint[])"


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API"]))
    bot = Bot(os.environ["BOT_TOKEN"], session=session, default=DefaultBotProperties(parse_mode="HTML"))
    connection = await asyncpg.connect(os.environ["DATABASE_URL"].replace("+asyncpg", ""))
    await connection.execute(TABLE)
    await connection.execute("CREATE INDEX IF NOT EXISTS queue_unsent ON queue (id) WHERE sent_at IS NULL")
    print("ready", flush=True)
    while True:
        async with connection.transaction():
            rows = await connection.fetch(CLAIM, AT_ONCE)
            await asyncio.gather(*(_send(bot, row) for row in rows))
            await connection.execute(SETTLE, [row["id"] for row in rows])
        if not rows:
            await asyncio.sleep(0.05)


async def _send(bot: Bot, row: asyncpg.Record) -> None:
    button = InlineKeyboardButton(text=row["button"], callback_data="open")
    await bot.send_message(
        row["chat"], row["body"], reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
    )


if __name__ == "__main__":
    asyncio.run(main())
