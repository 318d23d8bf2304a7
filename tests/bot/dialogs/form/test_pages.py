"""How a long review is cut."""

from bot.dialogs.form.checking import in_pages
from core.forms.typed import utf16_length


def test_pages_count_as_telegram_does() -> None:
    emoji = "👨‍👩‍👧‍👦"
    lines = [f"<b>{emoji * 40}</b>" for _ in range(20)]
    pages = in_pages(lines)
    assert sum(map(len, pages)) == 20
    for page in pages:
        assert sum(utf16_length(line) - 7 + 1 for line in page) <= 3500
