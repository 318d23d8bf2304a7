import pytest

from sandbox.html import parse_html
from sandbox.telegram import Refusal
from sandbox.text import formatted


@pytest.mark.parametrize(
    ("html", "plain", "entities"),
    [
        ("нет разметки", "нет разметки", []),
        ("<b>а</b>", "а", [("bold", 0, 1)]),
        ("<strong>а</strong><em>б</em>", "аб", [("bold", 0, 1), ("italic", 1, 1)]),
        (
            "<u>а</u><ins>б</ins><s>в</s>",
            "абв",
            [("underline", 0, 1), ("underline", 1, 1), ("strikethrough", 2, 1)],
        ),
        ("&lt;b&gt; &amp; &quot;", '<b> & "', []),
        ("&#1071;&#x42f;", "ЯЯ", []),
        ("&nbsp; & &unknown;", "&nbsp; & &unknown;", []),
        ("😀<i>x</i>", "😀x", [("italic", 2, 1)]),
        ("<b>1<i>2</i></b>", "12", [("italic", 1, 1), ("bold", 0, 2)]),
        ("<b></b>пусто", "пусто", []),
        ('<span class="tg-spoiler">т</span>', "т", [("spoiler", 0, 1)]),
        ("<tg-spoiler>т</tg-spoiler>", "т", [("spoiler", 0, 1)]),
        ("<blockquote expandable>ц</blockquote>", "ц", [("expandable_blockquote", 0, 1)]),
        ("<B>а</b >", "а", [("bold", 0, 1)]),
    ],
)
def test_markup_is_read(html: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    text, found = parse_html(html)
    assert text == plain
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


def test_code_with_a_language() -> None:
    _, found = parse_html('<pre><code class="language-python">x</code></pre>')
    assert found == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


@pytest.mark.parametrize(
    ("href", "url"),
    [("https://ya.ru", "https://ya.ru/"), ("ya.ru/a?b=1&amp;c=2", "http://ya.ru/a?b=1&c=2")],
)
def test_links_are_read(href: str, url: str) -> None:
    _, found = parse_html(f'<a href="{href}">там</a>')
    assert found == [{"type": "text_link", "offset": 0, "length": 3, "url": url}]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<b>а", 'Can\'t find end tag corresponding to start tag "b"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("я<script>", 'Unsupported start tag "script" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>а</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>а</b", "Unclosed end tag at byte offset 5"),
        ('<a href="x>', "Unclosed start tag at byte offset 0"),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>", "Unexpected end of name token at byte offset 8"),
        ("<span>а</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_markup_is_refused_in_telegrams_words(html: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_what_telegram_finds_by_itself() -> None:
    plain, found = formatted("  /start см. https://ya.ru/a. a@b.ru #тег @okno_bot 😀 /help\n", None, None)
    assert plain == "/start см. https://ya.ru/a. a@b.ru #тег @okno_bot 😀 /help"
    places = {e["type"]: (e["offset"], e["length"]) for e in found}
    assert places["url"] == (11, 15)
    assert places["email"] == (28, 6)
    assert places["mention"] == (40, 9)
    assert [e for e in found if e["type"] == "bot_command"] == [
        {"type": "bot_command", "offset": 0, "length": 6},
        {"type": "bot_command", "offset": 53, "length": 5},
    ]


def test_trimming_moves_the_entities() -> None:
    plain, found = formatted("\n <b> да </b> \n", "HTML", None)
    assert plain == "да"
    assert found == [{"type": "bold", "offset": 0, "length": 2}]


def test_other_parse_modes_are_refused() -> None:
    with pytest.raises(Refusal, match="unsupported parse_mode"):
        formatted("*x*", "MarkdownV2", None)
