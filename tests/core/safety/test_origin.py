"""Whose a message is, and what its links are: a table, since each row is a trick somebody plays."""

import pytest

from core.safety.origin import Ours, Shown, judge, verdict

OURS = Ours(77, "okno_sandbox_bot", "okno.example.org")


def codes(**shown: object) -> set[str]:
    return {one.code for one in judge(Shown(**{"text": "", **shown}), OURS)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "first", "said"),
    [
        ({"by": "bot", "by_id": 77, "by_name": "okno_sandbox_bot"}, "ours", "ours"),
        ({"by": "bot", "by_id": 77, "text": "сообщите код"}, "ours", "ours"),
        ({"by": "bot", "by_id": 78, "by_name": "okno_sandb0x_bot"}, "bot-alike", "fraud"),
        ({"by": "bot", "by_id": 78, "by_name": "weather_bot"}, "bot", "unknown"),
        ({"by": "user", "by_id": 5, "by_name": "Окно"}, "user", "unknown"),
        ({"by": "hidden", "by_name": "Окно"}, "hidden", "unknown"),
        ({"by": "channel", "by_name": "Госуслуги"}, "channel", "unknown"),
        ({"via_id": 77}, "through-us", "unknown"),
        ({"text": "привет"}, "copied", "unknown"),
        ({"text": "Сообщите код из СМС оператору"}, "copied", "fraud"),
        ({"text": "Переведите деньги на безопасный счёт"}, "copied", "fraud"),
        ({"text": "Никому не сообщайте код"}, "copied", "unknown"),
    ],
)
def test_whose_it_is(shown: dict[str, object], first: str, said: str) -> None:
    found = judge(Shown(**{"text": "", **shown}), OURS)  # type: ignore[arg-type]
    assert (found[0].code, verdict(found)) == (first, said)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://t.me/okno_sandbox_bot?start=s_x", "link-ours"),
        ("t.me/Okno_Sandbox_Bot", "link-ours"),
        ("tg://resolve?domain=okno_sandbox_bot&start=1", "link-ours"),
        ("https://okno.example.org/secure/x", "link-ours"),
        ("https://www.okno.example.org/", "link-ours"),
        ("https://t.me/okno_sandbox_b0t", "link-alike"),
        ("https://t.me/okn0_sandboxbot", "link-alike"),
        ("https://t.me/okno_sandbox_support_bot", "link-alike"),
        ("https://t.me/durov", "link-telegram"),
        ("https://okno.example.org@evil.example.com/x", "link-site"),
        ("https://okno.example.org.evil.com", "link-site"),
        ("зайдите на gosuslugi-vyplaty.ru/login", "link-site"),
        ("пишите @okno_sandbox_bot", "name-ours"),
        ("пишите @0kno_sandbox_bot", "alike"),
        ("пишите @durov", "name"),
        ("http://[", "link-site"),
    ],
)
def test_a_link_or_a_name(text: str, code: str) -> None:
    assert code in codes(text=text)


def test_an_address_under_other_words() -> None:
    assert "link-hidden" in codes(text="gosuslugi.ru", links=(("gosuslugi.ru", "https://evil.com/x"),))
    assert "link-hidden" not in codes(text="сайт", links=(("gosuslugi.ru", "https://www.gosuslugi.ru/x"),))
    assert "link-ours" in codes(text="сюда", links=(("сюда", "https://t.me/okno_sandbox_bot"),))
