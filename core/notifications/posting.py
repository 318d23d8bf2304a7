"""How any use case tells a citizen something: one row for the list, one outbox row for the chat."""

from sqlalchemy import select

from core.db.tables import notification_settings, notifications, telegram_accounts
from core.db.uow import Work, upsert
from core.ids import new_id
from core.notifications.model import ALWAYS, Notice
from core.outbox.model import Lane, Outgoing
from core.rights import consents
from core.rights.model import NEWS


async def tell(work: Work, notice: Notice, file_id: int | None = None) -> None:
    """Add the news to this unit of work: kept in «Уведомления» always, sent unless its category is off or
    the citizen has closed the chat to us.

    A file goes with it as a message of its own behind the text, so that the alert never waits for it.
    """
    notice_id = new_id()
    key = await work.vault.key(work.conn, notice.citizen_id)
    added = await work.conn.execute(
        upsert(work.conn, notifications)
        .values(
            id=notice_id,
            citizen_id=notice.citizen_id,
            category=notice.category,
            kind=notice.kind,
            business_key=notice.business_key,
            params_sealed=key.seal_json(dict(notice.params), f"notifications:params:{notice_id}"),
            at=work.clock.now(),
        )
        .on_conflict_do_nothing(index_elements=["business_key"])
    )
    if not added.rowcount or not await wanted(work, notice.citizen_id, notice.category):
        return
    for place, chat in enumerate(await _chats(work, notice)):
        mark = f":{chat}" if place else ""
        await _post(work, notice, notice_id, chat, f"{notice.business_key}{mark}", file_id)


async def _chats(work: Work, notice: Notice) -> list[int]:
    """The chat that was linked first; where the news may not be switched off, every one that is linked."""
    found = await work.conn.scalars(
        select(telegram_accounts.c.user_id)
        .where(telegram_accounts.c.citizen_id == notice.citizen_id, telegram_accounts.c.reachable.is_(True))
        .order_by(telegram_accounts.c.seen_at, telegram_accounts.c.user_id)
    )
    return list(found) if notice.category in ALWAYS else list(found)[:1]


async def _post(
    work: Work, notice: Notice, notice_id: int, chat: int, business_key: str, file_id: int | None
) -> None:
    params = dict(notice.params)
    payload = {"chat": chat, "kind": notice.kind, "params": params, "notification": notice_id}
    order, key = f"chat:{chat}", f"notice:{business_key}"
    await work.send(Outgoing("telegram.notice", order, payload, Lane.ALERT, key, notice.citizen_id))
    if file_id is not None:
        file_payload = {"chat": chat, "file": file_id, "params": params}
        file_key = f"file:{business_key}"
        await work.send(
            Outgoing("telegram.file", order, file_payload, Lane.ALERT, file_key, notice.citizen_id)
        )


async def wanted(work: Work, citizen_id: int, category: str) -> bool:
    """Whether the citizen takes news of this category in the chat; yes until switched off. News of services
    that nobody has asked about only with a consent to it."""
    if category in ALWAYS:
        return True
    if category == NEWS and not await consents.given(work.conn, citizen_id, NEWS):
        return False
    enabled = await work.conn.scalar(
        select(notification_settings.c.enabled).where(
            notification_settings.c.citizen_id == citizen_id, notification_settings.c.category == category
        )
    )
    return enabled is None or bool(enabled)
