"""Rows 21–25: every press ever seen, pressed again anywhere, by anybody, leads to the living window."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot.channel import GLOBAL
from core.catalogue.model import Service
from core.db.tables import (
    answers,
    application_events,
    applications,
    attachments,
    consents,
    drafts,
    notification_settings,
    outbox,
    profile_values,
)
from core.forms.kinds import kind_of
from core.forms.model import Field
from tests.bot.hostile.people import (
    citizen_of,
    fill_up,
    from_bot,
    inject,
    move,
    press_of,
    stand_at,
    without_flood_measure,
)
from tests.bot.hostile.tour import BEGUN, Tour, tour
from tests.okno import Okno, Person, Window
from tests.sample import sample

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEPARATOR = "\x1d"
T = TypeVar("T")
STALE = "Эта кнопка устарела. Вот что открыто сейчас."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def seen(okno: Okno) -> Tour:
    without_flood_measure(okno)
    walked = await tour(okno, first_name="Канарейка")
    await walked.walk(90)
    await okno.core.citizens.set_language(await citizen_of(okno, walked.person, consented=False), "ru")
    return walked


async def fingerprint(okno: Okno, person: Person) -> dict[str, Any]:
    citizen = await citizen_of(okno, person, consented=False)
    mine = select(drafts.c.id).where(drafts.c.citizen_id == citizen.id)
    apps = select(applications.c.id).where(applications.c.citizen_id == citizen.id)
    counted = {
        "answers": select(func.count()).select_from(answers).where(answers.c.draft_id.in_(mine)),
        "attachments": select(func.count()).select_from(attachments).where(attachments.c.draft_id.in_(mine)),
        "consents": select(func.count()).select_from(consents).where(consents.c.citizen_id == citizen.id),
        "profile": select(func.count())
        .select_from(profile_values)
        .where(profile_values.c.citizen_id == citizen.id),
        "events": select(func.count())
        .select_from(application_events)
        .where(application_events.c.application_id.in_(apps)),
        "ended": select(func.count())
        .select_from(drafts)
        .where(drafts.c.citizen_id == citizen.id, drafts.c.state != "open"),
        "submitted": select(func.count()).select_from(outbox).where(outbox.c.topic.like("department.%")),
    }
    async with okno.core.works.look() as conn:
        found: dict[str, Any] = {name: await conn.scalar(query) for name, query in counted.items()}
        rows = await conn.execute(
            select(applications.c.number, applications.c.status).where(
                applications.c.citizen_id == citizen.id
            )
        )
        found["applications"] = sorted(tuple(row) for row in rows)
        switches = await conn.execute(
            select(notification_settings.c.category, notification_settings.c.enabled).where(
                notification_settings.c.citizen_id == citizen.id
            )
        )
        found["switches"] = sorted(tuple(row) for row in switches)
    return found


def spread(items: Sequence[T]) -> list[T]:
    return list(items[:: max(1, len(items) // 60)])


# States


async def _say(person: Person, text: str) -> Window:
    await person.say("/menu")  # a form that is open would take words for an answer
    return await person.say(text)


async def _by_menu(person: Person, *labels: str) -> Window:
    await person.say("/menu")
    for label in labels:
        await person.tap(label)
    return await person.window()


async def _form(person: Person, draft: int) -> Window:
    window = await person.say("/menu")
    await person.tap_data(window, f"{GLOBAL}draft:{draft}")
    return await person.window()


def states(walked: Tour) -> dict[str, Callable[[], Awaitable[Window]]]:
    person, number = walked.person, walked.numbers[0]
    return {
        "menu": lambda: _say(person, "/menu"),
        "language": lambda: _say(person, "/language"),
        "help": lambda: _say(person, "/help"),
        "categories": lambda: _say(person, "/services"),
        "search": lambda: _say(person, "потерял паспорт"),
        "nothing found": lambda: _say(person, "ыъыъ ъыъы"),
        "applications": lambda: _say(person, "/applications"),
        "application": lambda: _say(person, f"/status {number}"),
        "documents": lambda: _by_menu(person, "Документы"),
        "payments": lambda: _by_menu(person, "Платежи"),
        "profile": lambda: _by_menu(person, "Профиль"),
        "notifications": lambda: _by_menu(person, "Уведомления"),
        "form": lambda: _form(person, walked.drafts[0]),
    }


STATES = ("menu", "language", "help", "categories", "search", "nothing found", "applications", "application",
          "documents", "payments", "profile", "notifications", "form")  # fmt: skip


async def test_the_tour_met_every_window(seen: Tour) -> None:
    heads = "\n".join(window.text for window in seen.windows)
    for words in ("Здравствуйте", "Согласие", "Вопрос 1 из", "Документ 1 из", "Проверьте заявление",
                  "Что изменить", "Отменить заявление", "Замечание", "Выберите язык"):  # fmt: skip
        assert words in heads
    assert len(seen.pressed) > 150


@pytest.mark.parametrize("state", STATES)
async def test_old_presses_lead_to_the_living_window_and_change_nothing(
    okno: Okno, seen: Tour, state: str
) -> None:
    living = await states(seen)[state]()
    current = {button["data"] for row in living.raw["buttons"] for button in row if "data" in button}
    intents = {data.partition(SEPARATOR)[0] for data in current}
    old = [
        (data, message)
        for data, message in seen.pressed.items()
        if data.partition(SEPARATOR)[0] not in intents and not data.startswith(GLOBAL)
    ]
    before = await fingerprint(okno, seen.person)
    for data, message in sample(spread(old), 8):
        toast = await seen.person.tap_data(Window({"message_id": message}), data)
        assert toast == STALE, data
        shown = await seen.person.window()
        assert shown.text == living.text
        assert shown.labels == living.labels
    assert await fingerprint(okno, seen.person) == before


@pytest.mark.parametrize("state", STATES)
async def test_a_window_obeys_only_its_own_buttons(okno: Okno, seen: Tour, state: str) -> None:
    """Another window's action, a hidden button or nonsense, behind the marks of the window that is open."""
    enter = states(seen)[state]
    living = await enter()
    before, tried = await fingerprint(okno, seen.person), []
    does = {data.partition(SEPARATOR)[2] for data in seen.pressed if SEPARATOR in data}
    mutated = {f"a:{word}:{value}" for word in WORDS for value in VALUES} | set(ODD) | _versions(does)
    for do in sample(spread(sorted(does | mutated)), 18):
        own = {button["data"] for row in living.raw["buttons"] for button in row if "data" in button}
        intent = next(iter(data for data in own if SEPARATOR in data)).partition(SEPARATOR)[0]
        data = f"{intent}{SEPARATOR}{do}"
        if data in own or len(data.encode()) > 64:
            continue
        await seen.person.tap_data(living, data)
        tried.append(do)
        after = await seen.person.window()
        assert after.labels, (do, after.text)
        if (after.id, after.labels) != (living.id, living.labels):
            living = await enter()
        else:
            living = after
    assert await fingerprint(okno, seen.person) == before, tried


WORDS = (
    *("card", "page", "draft", "file", "topic", "part", "edit", "category", "open", "which", "take", "pick"),
    *("set", "on", "off", "try", "options", "list", "item", "toggle", "calendar", "day", "app"),
)
VALUES = ("-1", "1000000000", "99999999999999999999", "", "'--", "²", "٣", "x" * 30, "../..", "<b>")
ODD = ("", "a", "a:", "a:@", "a:submit@-1", "a:submit@999999999", "a:submit@²", "go0", "b:x", "a:\x00",
       "a:\u202e", "a:yes", "a:cancel_yes@1", "a:agree", "a:register", "a:phone", "a:delete", "a:anew_yes",
       "a:level:confirmed", "a:" + "я" * 20)  # fmt: skip


def _versions(does: set[str]) -> set[str]:
    """The actions of forms with every version but the one that may be right."""
    return {f"{do.partition('@')[0]}@{version}" for do in does if "@" in do for version in (0, 999_999)}


ACTIONS = (
    *(
        "back",
        "cancel",
        "cancel_yes",
        "cancel_no",
        "review",
        "list:0",
        "list:9",
        "item:0",
        "item:99",
        "submit",
    ),
    *(
        "pick:0",
        "pick:99",
        "pick:-1",
        "toggle:0",
        "toggle:99",
        "chosen",
        "keep",
        "change",
        "skip",
        "yes",
        "no",
    ),
    *("answer", "operator", "status", "calendar", "calendar:2020", "day:2020-01-31", "day:9999-99-99"),
    *("pages_done", "pages_clear", "invented", "", "pick", "toggle:x"),
)
FORM_STEPS = (
    "ask:full_name",
    "ask:birth_date",
    "ask:snils",
    "doc:other_document",
    "review",
    "list:0",
    "cancel|",
)


@pytest.mark.parametrize("cursor", sample(FORM_STEPS, 4))
async def test_a_form_obeys_no_action_that_its_step_does_not_offer(okno: Okno, cursor: str) -> None:
    """Hidden buttons, with the right version of the draft behind them."""
    without_flood_measure(okno)
    standing = await stand_at(okno, okno.core.catalogue.services[BEGUN], cursor)
    if cursor == "review":
        await fill_up(okno, standing.citizen, standing.draft, {})
        await standing.open("")
    window, before = await standing.person.window(), await standing.state()
    own = {button["data"] for row in window.raw["buttons"] for button in row}
    mark = next(data for data in own if "@" in data)
    intent, version = mark.partition(SEPARATOR)[0], mark.rpartition("@")[2]
    hidden = {f"{intent}{SEPARATOR}a:{action}@{version}" for action in ACTIONS} - own
    free = ("cancel", *(("list:0", "review") if cursor.startswith("list") else ()))
    hidden -= {f"{intent}{SEPARATOR}a:{action}@{version}" for action in free}
    assert len(hidden) > 20
    for data in sorted(hidden):
        assert await standing.person.tap_data(window, data), data
        assert await standing.state() == before, data


async def test_a_button_of_the_other_device_does_not_answer_the_next_question(okno: Okno) -> None:
    """Two questions with options in a row: «the first option» of the one was not meant for the other."""
    service, first, second = two_choices(okno)
    standing = await stand_at(okno, service, f"ask:{first.id}")
    window, (_, option) = standing.window, kind_of(first).buttons(first, "ru")[0]
    await standing.person.say(option)
    await move(okno, standing.draft, f"ask:{second.id}")
    before = await standing.state()
    assert await standing.person.tap_data(window, window.data(option)) == "Этот шаг уже пройден."
    assert await standing.state() == before
    assert any(second.title["ru"] in one.text for one in await standing.person.messages())


def two_choices(okno: Okno) -> tuple[Service, Field, Field]:
    for service in okno.core.catalogue.services.values():
        for first, second in itertools.pairwise(service.form.fields):
            if first.kind == second.kind == "choice" and first.when is second.when is None:
                return service, first, second
    raise AssertionError("no service asks two choices in a row")


async def test_another_persons_presses_show_nothing_of_mine(okno: Okno, seen: Tour) -> None:
    stranger = await okno.person("Борис")
    await stranger.say("/menu")
    before = await fingerprint(okno, seen.person)
    notices = [f"{GLOBAL}{word}:{one}" for one in seen.numbers for word in ("app", "more")]
    for data in [*sample(spread(list(seen.pressed)), 24), *notices, f"{GLOBAL}draft:{seen.drafts[0]}"]:
        toast = await stranger.tap_data(Window({"message_id": 1}), data)
        assert toast or data.startswith(GLOBAL), data
    for do in sorted(
        {data.partition(SEPARATOR)[2] for data in seen.pressed if "card:" in data or "file:" in data}
    ):
        for opener in ("/applications", "/menu"):
            window = await stranger.say(opener)
            intent = window.data(window.labels[-1]).partition(SEPARATOR)[0]
            await stranger.tap_data(window, f"{intent}{SEPARATOR}{do}")
    shown = "\n".join(one.text for one in await stranger.messages() if from_bot(one, stranger))
    assert "Канар" not in shown
    assert not [number for number in seen.numbers if number in shown]
    assert await fingerprint(okno, seen.person) == before
    assert (await fingerprint(okno, stranger))["applications"] == []


async def test_another_persons_application_looks_like_none_at_all(okno: Okno, seen: Tour) -> None:
    stranger = await okno.person("Борис")
    await stranger.say("/menu")
    mine, none = seen.numbers[0], "000-000-000"
    texts = [
        (await stranger.say(f"/status {number}"), await stranger.messages())[1] for number in (mine, none)
    ]
    told = [[one.text for one in texts[at] if from_bot(one, stranger)][1 + 2 * at :][0] for at in (0, 1)]
    assert told[0].replace(mine, "N") == told[1].replace(none, "N")
    toasts = [await stranger.tap_data(await stranger.window(), f"{GLOBAL}app:{one}") for one in (mine, none)]
    assert str(toasts[0]).replace(mine, "N") == str(toasts[1]).replace(none, "N")
    assert "<" not in str(toasts[0])


@pytest.mark.parametrize("data", [f"{GLOBAL}menu", "nonsense", f"abcdef{SEPARATOR}a:back", ""])
@pytest.mark.parametrize("more", [{}, {"inline_message_id": "SBI1.2"}], ids=["no message", "inline"])
async def test_a_press_without_its_message_opens_the_window_anew(
    okno: Okno, data: str, more: dict[str, Any]
) -> None:
    person = await okno.person()
    menu = await person.say("/menu")
    await inject(okno, callback_query=press_of(person, data=data, **more))
    window = await person.window()
    assert window.id > menu.id
    assert window.labels == menu.labels


async def test_a_press_of_a_game_or_without_data_is_no_crash(okno: Okno) -> None:
    person = await okno.person()
    menu = await person.say("/menu")
    await inject(okno, callback_query=press_of(person, game_short_name="x"))
    assert (await person.window()).labels == menu.labels


async def test_answers_that_telegram_no_longer_takes_do_not_stop_the_window(okno: Okno) -> None:
    person = await okno.person()
    menu = await person.say("/menu")
    old = await person.say("/help")
    late = {
        "method": "answerCallbackQuery",
        "times": 5,
        "error_code": 400,
        "description": "Bad Request: query is too old and response timeout expired or query ID is invalid",
    }
    for data in (menu.data("Услуги"), f"{GLOBAL}menu", f"{GLOBAL}app:000-000-000", old.data("Назад")):
        await okno.sim("POST", "/sim/faults", late)
        await inject(okno, callback_query=press_of(person, data=data))
        await okno.sim("DELETE", "/sim/faults")
        assert "Услуги" in (await person.window()).labels or "Назад" in (await person.window()).labels


async def test_windows_deleted_by_the_person_come_again(okno: Okno) -> None:
    """The message of the living window is gone: Telegram refuses to edit it."""
    person = await okno.person()
    menu = await person.say("/menu")
    gone = {
        "method": "editMessageText",
        "times": 1,
        "error_code": 400,
        "description": "Bad Request: message to edit not found",
    }
    await okno.sim("POST", "/sim/faults", gone)
    await person.tap("Услуги")
    window = await person.window()
    assert window.id > menu.id
    assert "Назад" in window.labels


async def test_fifty_taps_at_once_have_one_effect_and_an_answer_each(okno: Okno, seen: Tour) -> None:
    """Row 24."""
    person, service = seen.person, okno.core.catalogue.services[BEGUN]
    citizen = await citizen_of(okno, person)
    draft = await okno.core.drafts.start(citizen, service, anew=True)
    await fill_up(okno, citizen, draft, {})
    window = await _form(person, draft)
    send = window.data("Отправить")
    count = len((await fingerprint(okno, person))["applications"])
    tap = {"user": person.id, "message_id": window.id, "data": send}
    answered = await asyncio.gather(*(okno.sim("POST", "/sim/taps", tap) for _ in range(50)))
    await okno.quiet()
    assert all(one["answered"] for one in answered)
    found = (await fingerprint(okno, person))["applications"]
    assert len(found) == count + 1
    assert "отправлено. Номер" in (await person.window()).text
    assert STALE not in (await person.window()).text
