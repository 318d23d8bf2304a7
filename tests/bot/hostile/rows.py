"""Ten rows of the fault catalogue, as sent to a question for a full name and as answered."""

from typing import Any

FIELD = "Фамилия, имя, отчество"
SERVICE = "account-confirmation"

ROWS: dict[str, tuple[dict[str, Any], str]] = {
    "blank": ({"text": "\u3164\u00a0"}, FIELD),
    "markup": ({"text": "<b>Иван</b> <a href=tg://user?id=1>x</a> <i"}, FIELD),
    "zalgo": ({"text": "З" + "\u0336" * 300}, FIELD),
    "override": ({"text": "Иванов \u202eнавИ"}, FIELD),
    "template": ({"text": "{user} { $x } %(y)s"}, FIELD),
    "code of a bank": ({"text": "Код 482193, никому не сообщайте"}, "Я удалил это сообщение"),
    "card": ({"text": "4111 1111 1111 1111"}, "Я удалил это сообщение"),
    "place": ({"location": {"latitude": 55.7, "longitude": 37.6}}, "Здесь нужен ответ словами"),
    "dice": ({"other": {"dice": {"emoji": "🎲", "value": 3}}}, "Здесь нужен ответ словами"),
    "link": ({"text": "/start garbage"}, "Эта ссылка устарела или неполная"),
}
