"""Titles short enough for a button: official wording made everyday, and no two alike.

A button holds about forty letters on a phone, an official title up to 110.
"""

import re
from collections import Counter
from collections.abc import Iterable

from core.catalogue.model import Service
from core.catalogue.search import morphology

LONGEST = 40

_PASSPORT = "паспорта гражданина РФ"
_EVERYDAY = (
    ("паспорта гражданину РФ", "паспорта"),
    ("заграничного паспорта нового поколения", "загранпаспорта"),
    ("заграничного паспорта", "загранпаспорта"),
    ("заграничный паспорт", "загранпаспорт"),
    ("международного водительского удостоверения", "международных прав"),
    ("международное водительское удостоверение", "международные права"),
    ("водительского удостоверения", "прав"),
    ("водительское удостоверение", "права"),
    ("индивидуального предпринимателя", "ИП"),
    ("индивидуальному предпринимателю", "ИП"),
    ("индивидуальный предприниматель", "ИП"),
    ("общества с ограниченной ответственностью", "ООО"),
    ("транспортного средства", "ТС"),
    ("транспортное средство", "ТС"),
    ("транспортных средств", "ТС"),
    ("Распоряжение материнским капиталом: ", "Маткапитал: "),
    ("материнским капиталом", "маткапиталом"),
    ("материнского капитала", "маткапитала"),
    ("материнский капитал", "маткапитал"),
    ("государственной пошлины", "госпошлины"),
    ("Государственная регистрация", "Регистрация"),
    ("государственной регистрации", "регистрации"),
    ("жилищно-коммунальные услуги", "ЖКУ"),
    ("жилищно-коммунальных услуг", "ЖКУ"),
    ("иностранного гражданина", "иностранца"),
    ("иностранному гражданину", "иностранцу"),
    ("иностранных граждан", "иностранцев"),
    ("физических лиц", "физлиц"),
    ("юридических лиц", "юрлиц"),
    ("юридического лица", "юрлица"),
    ("земельного участка", "участка"),
    ("земельный участок", "участок"),
    ("жилого помещения", "жилья"),
    ("записи акта гражданского состояния", "актовой записи"),
    ("записи актов гражданского состояния", "актовые записи"),
    ("Проставление апостиля", "Апостиль"),
    ("по месту жительства", "по прописке"),
    ("гражданства РФ", "гражданства"),
    ("гражданство РФ", "гражданство"),
    ("Российской Федерации", "РФ"),
    ("на временное проживание", "на РВП"),
    ("Запись на приём", "Запись"),
    ("личного кабинета", "кабинета"),
    ("личный кабинет", "кабинет"),
    ("в электронной форме", "онлайн"),
    ("свидетельства о регистрации ТС", "СТС"),
    ("свидетельство о регистрации ТС", "СТС"),
    (" или хищении", ", хищении"),
)
_ISSUING = re.compile(r"(?:Выдача|Получение|Предоставление|Оформление|Назначение) ")
_BRACKETS = re.compile(r" \([^)]*\)")
_LOOSE_END = re.compile(
    r"(?:[\s,:;—-]+(?:и|или|в|во|на|за|по|с|со|к|о|об|от|до|из|для|при|у|без|под|после|не|его|их|ним|нём))*[\s,:;—-]*$"
)


def short_titles(services: Iterable[Service]) -> dict[str, str]:
    """A title of at most 40 letters for each service id, all different."""
    titles = {service.id: everyday(service.title) for service in services}
    short = {key: _cut(title, LONGEST) for key, title in titles.items()}
    for beginning in (24, 18, 12):
        count = Counter(short.values())
        for key, title in titles.items():
            if count[short[key]] > 1 and len(title) > LONGEST:
                short[key] = _with_end(title, beginning)
    return short


def everyday(title: str) -> str:
    """The title in the words that people use; nearly untouched when it is short already."""
    title = title.replace(_PASSPORT, "паспорта")
    for official, usual in _EVERYDAY:
        if len(title) <= LONGEST:
            return title
        title = title.replace(official, usual).replace(official.capitalize(), usual[:1].upper() + usual[1:])
    if len(title) > LONGEST:
        title = _BRACKETS.sub("", title)
    return title if len(title) <= LONGEST else _without_issuing(title)


def _without_issuing(title: str) -> str:
    """«Выдача повторного свидетельства о браке» is about «Повторное свидетельство о браке»."""
    start = _ISSUING.match(title)
    if start is None:
        return title
    words = title[start.end() :].split(" ")
    noun = next((place for place, word in enumerate(words) if morphology.is_noun(word)), len(words))
    head = morphology.nominative(words[: noun + 1])
    if head is None or words[noun + 1 : noun + 2] == ["и"]:
        return title
    return head[:1].upper() + " ".join([head, *words[noun + 1 :]])[1:]


def _cut(title: str, longest: int) -> str:
    if len(title) <= longest:
        return title
    kept = title[:longest]
    kept = kept[: kept.rindex(" ")] if " " in kept else kept[: longest - 1]
    return _LOOSE_END.sub("", kept) + "…"


def _with_end(title: str, beginning: int) -> str:
    """The beginning and the end, where the middle is what neighbours share."""
    start = _cut(title, beginning)
    end = title[-(LONGEST - len(start) - 1) :]
    return f"{start} {end[end.index(' ') + 1 :]}" if " " in end else f"{start} {end}"
