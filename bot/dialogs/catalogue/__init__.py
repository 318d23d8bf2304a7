"""The catalogue: categories and departments, their services by page, a service's card, what it asks for."""

from aiogram_dialog import Dialog

from bot.dialogs.catalogue.card import card_getter, on_card, on_papers, papers_getter
from bot.dialogs.catalogue.departments import departments_getter, on_department_typed, on_departments
from bot.dialogs.catalogue.lists import (
    categories_getter,
    filters_getter,
    on_categories,
    on_filters,
    on_services,
    services_getter,
)
from bot.dialogs.catalogue.share import on_share, share_getter
from bot.states import ApplySG, CatalogueSG, FormSG, SearchSG, SituationsSG
from bot.turns import on_free_message
from bot.widgets import screen


def catalogue_dialog() -> Dialog:
    begins = [ApplySG.gate, FormSG.step]
    lists = [CatalogueSG.services, CatalogueSG.departments, CatalogueSG.filters, SituationsSG.list]
    return Dialog(
        screen(CatalogueSG.categories, categories_getter, on_categories, on_free_message, lists),
        screen(
            CatalogueSG.departments,
            departments_getter,
            on_departments,
            on_department_typed,
            goes=[CatalogueSG.services, CatalogueSG.categories, SearchSG.settings],
        ),
        screen(
            CatalogueSG.services,
            services_getter,
            on_services,
            on_free_message,
            goes=[CatalogueSG.card, CatalogueSG.filters, CatalogueSG.categories, CatalogueSG.departments],
        ),
        screen(
            CatalogueSG.filters,
            filters_getter,
            on_filters,
            on_free_message,
            [CatalogueSG.services, CatalogueSG.categories],
        ),
        screen(
            CatalogueSG.card,
            card_getter,
            on_card,
            on_free_message,
            goes=[
                *begins,
                CatalogueSG.papers,
                CatalogueSG.share,
                CatalogueSG.services,
                CatalogueSG.categories,
            ],
        ),
        screen(CatalogueSG.papers, papers_getter, on_papers, on_free_message, [*begins, CatalogueSG.card]),
        screen(CatalogueSG.share, share_getter, on_share, on_free_message, [CatalogueSG.card]),
    )
