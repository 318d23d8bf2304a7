"""A larger catalogue of plausible services: the real ones, each for more audiences, places and occasions."""

import dataclasses
import random

from core.catalogue.cache import arrange
from core.catalogue.model import Catalogue, Service

_TURNS = (
    "для граждан {}",
    "для организаций {}",
    "для пенсионеров {}",
    "для молодых семей {}",
    "в сельской местности {}",
    "при переезде из {}",
    "по доверенности {}",
    "повторно {}",
)
_PLACES = (
    *(
        "Адыгеи",
        "Башкортостана",
        "Бурятии",
        "Дагестана",
        "Карелии",
        "Коми",
        "Мордовии",
        "Якутии",
        "Татарстана",
    ),
    *(
        "Татарстана",
        "Тувы",
        "Удмуртии",
        "Хакасии",
        "Чувашии",
        "Алтайского края",
        "Приморья",
        "Камчатки",
        "Ставрополья",
    ),
    *("Архангельска", "Астрахани", "Белгорода", "Брянска", "Владимира", "Вологды", "Воронежа", "Иваново"),
    *("Иркутска", "Калуги", "Кемерово", "Кирова", "Костромы", "Кургана", "Курска", "Липецка", "Мурманска"),
)


def grown(catalogue: Catalogue, size: int = 10_000, seed: int = 2026) -> Catalogue:
    """The catalogue with services of the same make added by a seed until there are `size`."""
    chance = random.Random(seed)
    services = list(catalogue.services.values())
    added: dict[str, Service] = {}
    while len(services) + len(added) < size:
        real = chance.choice(services)
        turn = chance.choice(_TURNS).format(chance.choice(_PLACES))
        title = f"{real.title} {turn}"
        if title not in added:
            number = 20_000 + len(added)
            words = tuple(f"{word} {turn}" for word in real.keywords[:4])
            added[title] = dataclasses.replace(
                real,
                id=f"{real.id}-{number}",
                code=f"{real.code.rsplit('-', 1)[0]}-{number}",
                title=title,
                keywords=(*words, *chance.sample(real.keywords, min(3, len(real.keywords)))),
                flagship=False,
            )
    return arrange(
        f"{catalogue.version}-{size}-{seed}",
        catalogue.categories,
        catalogue.departments,
        [*services, *added.values()],
    )
