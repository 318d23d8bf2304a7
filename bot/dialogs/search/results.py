"""What was found for the citizen's own words, and what to do when it was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.dialogs.search.advice import advice, advice_rows, example_words
from bot.dialogs.search.settings import on_settings, settings_getter
from bot.say import Say
from bot.states import CatalogueSG, HelpSG, SearchSG, SituationsSG
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, Rows, back_row, pager_row, screen, shown
from bot.widgets.conditions import chosen_line, on_panel, panel
from bot.widgets.offers import offer_line, page_of
from bot.widgets.quoted import quoted
from bot.wording import department_of
from core.bootstrap import Core
from core.catalogue.filters import narrowed
from core.catalogue.model import Department, Service
from core.catalogue.usecases import Found, Told, in_language
from core.citizens.model import Citizen
from core.forms.typed import matching
from core.remembered.model import DEPARTMENTS
from core.searches.model import OPERATOR

FIRST = 3
PAGE = 5
MOST = FIRST + 8 * PAGE
SURE, AHEAD = 0.7, 0.1  # a score and a lead that make the first one the clear answer
DOUBTFUL = 0.5  # below it, mended words are asked back
LEVEL = 0.1  # a life situation told of this nearly as surely as the best service comes before it


@dataclass(frozen=True, slots=True)
class Answer:
    """What the words brought: services under the conditions, and other ways on."""

    query: str
    every: list[Found]
    hits: list[Found]
    told: list[Told]
    offices: list[Department]

    @property
    def empty(self) -> bool:
        return not (self.every or self.told or self.offices)

    @property
    def clear(self) -> bool:
        """Whether the first one is the answer, to be shown alone."""
        hits = self.hits
        if not hits or hits[0].score < SURE:
            return False
        return len(hits) == 1 or hits[0].score - hits[1].score >= AHEAD

    @property
    def situation_first(self) -> bool:
        """Whether a life situation comes before the services: told of as surely, and no other one with it."""
        if not self.told or (len(self.told) > 1 and self.told[0].score - self.told[1].score < LEVEL / 2):
            return bool(self.told) and not self.hits
        return not self.hits or self.told[0].score >= self.hits[0].score - LEVEL


async def _answer(core: Core, citizen: Citizen, manager: DialogManager) -> Answer:
    query = _query(core, manager)
    every = core.services.find(query, limit=MOST)
    filters = manager.dialog_data.get("filters", {})
    left = {one.id for one in narrowed((hit.service for hit in every), filters, citizen.level)}
    hits = [hit for hit in every if hit.service.id in left]
    by_department = (await core.remembered.switches(citizen.id))[DEPARTMENTS]
    offices = core.services.offices.named(query) if by_department else []
    return Answer(query, every, hits, core.services.told(query), offices)


async def results_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    answer = await _answer(core, citizen, dialog_manager)
    if answer.empty or dialog_manager.dialog_data.get("refine"):
        some = not answer.empty
        return shown(advice(say, answer.query, some), advice_rows(core, say, answer.query, some))
    first = 1 if answer.clear else FIRST
    page, pages = _page(dialog_manager, len(answer.hits), first)
    found, start = _cut(answer.hits, page, first)
    services = [one.service for one in found]
    text = _text(core, say, answer, services, start, dialog_manager.dialog_data.get("filters", {}))
    alone = start == 0 and answer.clear and not answer.situation_first
    rows = [
        [Act(core.services.short_title(service), f"card:{service.code}", style=_style(alone and place == 0))]
        for place, service in enumerate(services)
    ]
    ways = _ways(core, say, answer) if page == 0 else []
    situations = [_situation(say, one, answer) for one in answer.told] if page == 0 else []
    ordered = [*situations, *rows] if answer.situation_first else [*rows, *situations]
    return shown(text, [*ordered, *ways, *_more_rows(say, answer, page, pages)])


def _style(primary: bool) -> str | None:
    return "primary" if primary else None


def _text(
    core: Core, say: Say, answer: Answer, services: Sequence[Service], start: int, filters: dict[str, str]
) -> str:
    lines = [
        offer_line(say, core, start + place + 1, service, best=start + place == 0)
        for place, service in enumerate(services)
    ]
    if start == 0:
        told = [
            say(
                "search-situation",
                title=in_language(one.situation.title, say.language),
                count=len(one.situation.steps),
            )
            for one in answer.told
        ]
        lines = [*told, *lines] if answer.situation_first else [*lines, *told]
    if say.language != "ru":
        lines.append(say("service-russian-only"))
    return "\n".join([_head(core, say, answer), *chosen_line(core, say, filters), *lines])


def _head(core: Core, say: Say, answer: Answer) -> str:
    """The words as they were understood; asked back where that is not sure."""
    typed = quoted(answer.query)
    if not answer.hits:
        return say("search-head", query=typed)
    meant = core.services.understood(typed, answer.hits[0].service)
    if matching(meant) != matching(typed) and answer.hits[0].score < DOUBTFUL:
        return say("search-meant", meant=meant, query=typed)
    return say("search-head", query=meant)


def _situation(say: Say, one: Told, answer: Answer) -> list[Act]:
    title = in_language(one.situation.title, say.language)
    first = answer.situation_first and one is answer.told[0]
    label = say("btn-situation", emoji=one.situation.emoji, title=title)
    return [Act(label, f"situation:{one.situation.id}", style=_style(first))]


def _ways(core: Core, say: Say, answer: Answer) -> Rows:
    counts = core.services.offices.counts
    return [
        [
            Act(
                say(
                    "btn-search-department",
                    title=department_of(say, core, one.id),
                    count=str(counts[one.id]),
                ),
                f"department:{one.id}",
            )
        ]
        for one in answer.offices
    ]


def _query(core: Core, manager: DialogManager) -> str:
    """The words searched for: those that opened the window, or an example tapped in it."""
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    hidden = manager.dialog_data.get("query") or data.get("query")
    return core.reveal(str(hidden)) if hidden else ""


def _page(manager: DialogManager, found: int, first: int) -> tuple[int, int]:
    pages = 1 + max(0, -(-(found - first) // PAGE))
    return min(max(int(manager.dialog_data.get("page", 0)), 0), pages - 1), pages


def _cut(hits: Sequence[Found], page: int, first: int) -> tuple[Sequence[Found], int]:
    """The first page holds the best few (or the clear answer alone), the others more; and its place."""
    start = 0 if page == 0 else first + (page - 1) * PAGE
    return hits[start : start + (first if page == 0 else PAGE)], start


def _more_rows(say: Say, answer: Answer, page: int, pages: int) -> Rows:
    more = [Act(say("btn-search-more"), "page:1")] if page == 0 and pages > 1 else []
    pager = pager_row(say, page, pages) if page else []
    narrow = [Act(say("btn-conditions"), "filters")] if len(answer.every) > FIRST else []
    return [more, pager, [*narrow, Act(say("btn-search-refine"), "refine")], back_row(say)]


async def on_results(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core = core_of(manager)
    match do.partition(":")[::2]:
        case "back", "":
            await leave(manager)
        case "refine", "":
            manager.dialog_data["refine"] = True
        case "results", "":
            manager.dialog_data.pop("refine", None)
        case "categories", "":
            await manager.start(CatalogueSG.categories)
        case "operator", "":
            await core.searches.ended(citizen_of(manager).id, _query(core, manager), OPERATOR)
            await manager.start(HelpSG.operator)
        case "settings", "":
            await manager.start(SearchSG.settings)
        case "page", target if (page := page_of(target)) is not None:
            manager.dialog_data["page"] = page
        case "filters", "":
            manager.dialog_data.pop("facet", None)
            await manager.switch_to(SearchSG.filters)
        case "try", code:
            _try(manager, code)
        case word, target:
            await _open(manager, word, target)


async def _open(manager: DialogManager, word: str, target: str) -> None:
    """Something that was found."""
    core = core_of(manager)
    match word:
        case "situation" if target in core.catalogue.situations:
            await manager.start(SituationsSG.steps, data={"situation": target})
        case "department" if target in core.services.offices.counts:
            await manager.start(CatalogueSG.services, data={"department": target})
        case "card" if (service := core.services.by_code(target)) is not None:
            await _took(manager, service)
            await manager.start(CatalogueSG.card, data={"service": target})
        case _:
            toast(say_of(manager)("toast-stale"))


async def _took(manager: DialogManager, service: Service) -> None:
    """The words before these had not helped: this is what was meant by them."""
    before = manager.start_data.get("before") if isinstance(manager.start_data, dict) else None
    if before:
        core = core_of(manager)
        await core.searches.took(citizen_of(manager).id, core.reveal(str(before)), service.id)


def _try(manager: DialogManager, code: str) -> None:
    """Search by the words of an example."""
    core = core_of(manager)
    words = example_words(core, code)
    if words is None:
        toast(say_of(manager)("toast-stale"))
        return
    manager.dialog_data.clear()
    manager.dialog_data["query"] = core.hide(words)


# Conditions on what was found


async def filters_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    return panel(core, citizen, say, dialog_manager, _every(core, dialog_manager))


def _every(core: Core, manager: DialogManager) -> list[Service]:
    return [hit.service for hit in core.services.find(_query(core, manager), limit=MOST)]


async def on_filters(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do in {"show", "back"}:
        await manager.switch_to(SearchSG.results)
    elif not on_panel(manager, do, _every(core_of(manager), manager), citizen_of(manager).level):
        toast(say_of(manager)("toast-stale"))


def search_dialog() -> Dialog:
    goes = [CatalogueSG.card, CatalogueSG.categories, CatalogueSG.services, HelpSG.operator]
    goes += [SearchSG.filters, SearchSG.settings, SituationsSG.steps]
    return Dialog(
        screen(SearchSG.results, results_getter, on_results, on_free_message, goes=goes),
        screen(SearchSG.filters, filters_getter, on_filters, on_free_message, [SearchSG.results]),
        screen(SearchSG.settings, settings_getter, on_settings, on_free_message),
    )
