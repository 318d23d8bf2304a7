"""What words mean when they are no search: tables."""

import pytest

from core.applications.meaning import meant, small_talk
from core.applications.number import asked


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("оператор", "operator"),
        ("Позовите оператора!", "operator"),
        ("нужен живой человек", "operator"),
        ("хочу поговорить с оператором", "operator"),
        ("где моё заявление", "status"),
        ("Где мое заявление?", "status"),
        ("что с моим заявлением", "status"),
        ("мои заявления", "status"),
        ("где моё заявление 410-377-258", "status"),
        ("статус", "status"),
        ("проверить статус заявления", "status"),
        ("что с моим заявлением на справку?", "status"),
        ("когда будет готово моё заявление", "status"),
        ("почему так долго рассматривают мое заявление", "status"),
        ("моё заявление о разводе", None),
        ("где подать заявление на паспорт", None),
        ("не хочу жить", "distress"),
        ("Не хочу больше жить!", "distress"),
        ("хочу умереть", "distress"),
        ("жить не хочется", "distress"),
        ("я повешусь", "distress"),
        ("I want to die", "distress"),
        ("не хочу жить с мужем", None),
        ("умер отец, что делать", None),
        ("хочу жить в общежитии", None),
        ("потерял паспорт", None),
        ("заявление на отпуск", None),
        ("справка специалиста по охране труда", None),
        ("поддержка малого бизнеса", None),
        ("оператор персональных данных", None),
        ("человек пропал", None),
        ("статус многодетной семьи", None),
        ("", None),
    ],
)
def test_meaning(text: str, meaning: str | None) -> None:
    assert meant(text) == meaning


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("Привет!", "hello"),
        ("Добрый день", "hello"),
        ("здравствуйте, окно", "hello"),
        ("кто ты?", "who"),
        ("вы кто такие", "who"),
        ("спасибо большое", "thanks"),
        ("Ок", "thanks"),
        ("помогите, пожалуйста", "help"),
        ("что ты умеешь?", "help"),
        ("здравствуйте, потерял паспорт", None),
        ("помогите получить пособие", None),
        ("помощь адвоката", None),
        ("спасибо, а справка о доходах", None),
        ("", None),
    ],
)
def test_small_talk(text: str, talk: str | None) -> None:
    assert small_talk(text) == talk


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("410-377-258", "410-377-258"),
        ("410377258", "410-377-258"),
        ("410 377 259", "410-377-259"),
        ("номер 111-111-118", "111-111-118"),
        ("паспорт", None),
        ("4510 123456", None),
    ],
)
def test_the_number_asked_about_may_be_wrong(text: str, number: str | None) -> None:
    assert asked(text) == number
