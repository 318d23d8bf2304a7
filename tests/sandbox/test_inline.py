"""Asking the bot from the text field, and posting what it answers."""

import asyncio
from time import monotonic
from typing import Any

from aiogram.types import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InputContactMessageContent,
    InputLocationMessageContent,
    InputMessageContentUnion,
    InputTextMessageContent,
)

from tests.sandbox.box import Box, Json, keyboard, refusal


def article(
    number: str, title: str = "Паспорт", content: InputMessageContentUnion | None = None, **fields: Any
) -> InlineQueryResultArticle:
    said = content or InputTextMessageContent(message_text=f"<b>{title}</b>", parse_mode="HTML")
    return InlineQueryResultArticle(id=number, title=title, input_message_content=said, **fields)


async def ask(box: Box, user: int, query: str, **fields: Any) -> "tuple[InlineQuery, asyncio.Task[Any]]":
    """The query as the bot gets it, and the person who waits for results."""
    waiting = asyncio.create_task(box.post("/sim/inline", {"user": user, "query": query, **fields}))
    while True:
        for update in await box.updates(wait_s=5):
            if update.inline_query:
                return update.inline_query, waiting


async def test_an_inline_query_and_its_choice(box: Box) -> None:
    user = await box.person()
    query, asking = await ask(box, user, "паспорт")
    assert (query.query, query.chat_type) == ("паспорт", "sender")
    await box.bot.answer_inline_query(query.id, [article("1", reply_markup=keyboard("да"))])
    assert [result["title"] for result in (await asking)["results"]] == ["Паспорт"]
    assert "query is too old" in await refusal(box.bot.answer_inline_query(query.id, []))
    await box.post("/sim/inline", {"user": user, "choose": "1", "chat": user})
    shown = await box.last(user)
    assert (shown["html"], shown["via_bot"]["is_bot"]) == ("<b>Паспорт</b>", True)
    chosen = [update.chosen_inline_result for update in await box.updates() if update.chosen_inline_result]
    assert chosen[0].inline_message_id is not None
    await box.bot.edit_message_text("Готово", inline_message_id=chosen[0].inline_message_id)
    assert (await box.last(user))["text"] == "Готово"


async def test_a_second_page_adds_to_the_first(box: Box) -> None:
    user = await box.person()
    query, asking = await ask(box, user, "паспорт")
    await box.bot.answer_inline_query(query.id, [article("1")], next_offset="50")
    assert (await asking)["next_offset"] == "50"
    query, asking = await ask(box, user, "паспорт", offset="50")
    assert query.offset == "50"
    await box.bot.answer_inline_query(query.id, [article("2", "Загранпаспорт")])
    await asking
    for number in ("1", "2"):
        await box.post("/sim/inline", {"user": user, "choose": number})
    assert [message["text"] for message in (await box.chat(user))[-2:]] == ["Паспорт", "Загранпаспорт"]
    query, asking = await ask(box, user, "снилс")
    await box.bot.answer_inline_query(query.id, [])
    await asking
    assert "no such result" in await box.post("/sim/inline", {"user": user, "choose": "1"}, 404)


async def test_the_line_above_the_results_leads_into_the_chat(box: Box) -> None:
    user = await box.person()
    query, asking = await ask(box, user, "")
    button = InlineQueryResultsButton(text="Войти", start_parameter="enter")
    await box.bot.answer_inline_query(query.id, [], button=button)
    assert (await asking)["button"] == {"text": "Войти", "start_parameter": "enter"}


async def test_what_telegram_refuses_as_results(box: Box) -> None:
    user = await box.person()
    query, asking = await ask(box, user, "паспорт")
    wide = InputTextMessageContent(message_text="ж" * 4097)
    torn = InputTextMessageContent(message_text="<b>Паспорт", parse_mode="HTML")
    refused: list[tuple[list[InlineQueryResultUnion], Json, str]] = [
        ([article("1"), article("1")], {}, "RESULT_ID_DUPLICATE"),
        ([article(str(n)) for n in range(51)], {}, "RESULTS_TOO_MUCH"),
        ([article("")], {}, "RESULT_ID_EMPTY"),
        ([article("n" * 65)], {}, "RESULT_ID_INVALID"),
        ([article("1", " ", wide)], {}, "ARTICLE_TITLE_EMPTY"),
        ([article("1", content=wide)], {}, "message is too long"),
        ([article("1", content=torn)], {}, "can't parse entities"),
        ([article("1", reply_markup=keyboard("ж" * 33))], {}, "BUTTON_DATA_INVALID"),
        ([], {"next_offset": "n" * 65}, "NEXT_OFFSET_INVALID"),
        ([], {"button": InlineQueryResultsButton(text="Войти")}, "START_PARAM_EMPTY"),
        (
            [],
            {"button": InlineQueryResultsButton(text="Войти", start_parameter="a b")},
            "START_PARAM_INVALID",
        ),
        ([], {"button": InlineQueryResultsButton(text="", start_parameter="a")}, "SWITCH_PM_TEXT_EMPTY"),
    ]
    for results, more, reason in refused:
        assert reason in await refusal(box.bot.answer_inline_query(query.id, results, **more))
    await box.bot.answer_inline_query(query.id, [article("1")])
    assert (await asking)["answered"] is True


async def test_a_place_and_a_contact_may_be_chosen_too(box: Box) -> None:
    user = await box.person()
    query, asking = await ask(box, user, "мфц")
    place = InputLocationMessageContent(latitude=55.75, longitude=37.62)
    phone = InputContactMessageContent(phone_number="+78005553535", first_name="МФЦ")
    results: list[InlineQueryResultUnion] = [article("place", content=place), article("phone", content=phone)]
    await box.bot.answer_inline_query(query.id, results)
    await asking
    await box.post("/sim/inline", {"user": user, "choose": "place"})
    await box.post("/sim/inline", {"user": user, "choose": "phone"})
    shown = (await box.chat(user))[-2:]
    assert shown[0]["location"] == {"latitude": 55.75, "longitude": 37.62}
    assert shown[1]["contact"]["phone_number"] == "+78005553535"
    heard = [update.message for update in await box.updates() if update.message]
    assert [message.via_bot is not None for message in heard] == [True, True]


async def test_a_choice_in_a_group_and_by_someone_who_left(box: Box) -> None:
    user, other = await box.person(), await box.person("Пётр")
    group = await box.post("/sim/groups", {"title": "Операторы", "forum": False, "members": [user]})
    query, asking = await ask(box, user, "паспорт", chat=group["id"])
    assert query.chat_type == "supergroup"
    await box.bot.answer_inline_query(query.id, [article("1")])
    await asking
    await box.post("/sim/inline", {"user": user, "choose": "1", "chat": group["id"]})
    assert (await box.last(group["id"]))["text"] == "Паспорт"
    await box.post("/sim/inline", {"user": other, "choose": "1", "chat": group["id"]}, 404)
    await box.post("/sim/block", {"user": user})
    assert "blocked" in await box.post("/sim/inline", {"user": user, "choose": "1"}, 409)


async def test_a_bot_that_takes_no_inline_queries_is_not_waited_for(box: Box) -> None:
    user = await box.person()
    await box.bot.get_updates(allowed_updates=["message"])
    started = monotonic()
    asked = await box.post("/sim/inline", {"user": user, "query": "паспорт"})
    assert asked == {"answered": False, "results": []}
    assert monotonic() - started < 9.5  # it would be waited for ten seconds
