"""Basic groups, and what becomes of one that grows into a supergroup."""

import pytest
from aiogram.exceptions import TelegramMigrateToChat

from tests.sandbox.box import Box


async def test_a_group_that_becomes_a_supergroup_has_another_id(box: Box) -> None:
    user = await box.person()
    made = await box.post("/sim/groups", {"title": "Двор", "members": [user], "basic": True})
    old = made["id"]
    assert (made["type"], made["is_forum"], -1_000_000_000_000 < old < 0) == ("group", False, True)
    await box.write(user, "есть кто?", chat=old)
    await box.bot.send_message(old, "есть")
    new = (await box.post(f"/sim/groups/{old}/upgrade", {}))["id"]
    assert new < -1_000_000_000_000
    with pytest.raises(TelegramMigrateToChat) as refused:
        await box.bot.send_message(old, "ещё")
    assert refused.value.migrate_to_chat_id == new
    await box.bot.send_message(new, "здесь")
    assert "has become" in await box.post("/sim/messages", {"user": user, "chat": old, "text": "x"}, 409)
    heard = [update.message for update in await box.updates() if update.message]
    lines = [(m.chat.id, m.chat.type, m.migrate_to_chat_id, m.migrate_from_chat_id) for m in heard[1:]]
    assert lines == [(old, "group", new, None), (new, "supergroup", None, old)]
    assert "already" in await box.post(f"/sim/groups/{old}/upgrade", {}, 409)
    await box.post(f"/sim/groups/{new}/upgrade", {}, 404)


async def test_a_basic_group_is_no_forum(box: Box) -> None:
    body = {"title": "Двор", "members": [], "basic": True, "forum": True}
    assert "only a supergroup" in await box.post("/sim/groups", body, 400)


async def test_what_a_group_has_become_is_remembered(box: Box) -> None:
    user = await box.person()
    old = (await box.post("/sim/groups", {"title": "Двор", "members": [user], "basic": True}))["id"]
    new = (await box.post(f"/sim/groups/{old}/upgrade", {}))["id"]
    await box.stop_serving()
    async with Box(box.home) as again:
        with pytest.raises(TelegramMigrateToChat):
            await again.bot.get_chat(old)
        assert (await again.bot.get_chat(new)).title == "Двор"
        third = await again.post("/sim/groups", {"title": "Сад", "members": [user]})
        assert third["id"] not in {old, new}
