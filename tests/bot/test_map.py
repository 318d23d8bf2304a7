"""The picture of the map in the README shows the bot as it is."""

import html
import re

from bot.dialogs import all_dialogs
from bot.map import dot_of
from tests.source import ROOT

PICTURE = ROOT / "docs" / "pictures" / "dialogs.svg"


def test_the_picture_shows_every_window_and_where_it_leads() -> None:
    titles = {html.unescape(title) for title in re.findall("<title>(.+?)</title>", PICTURE.read_text())}
    drawn = {title for title in titles if ":" in title}
    code = dot_of(all_dialogs())
    windows = set(re.findall(r'^    "(\S+)" \[', code, re.MULTILINE))
    ways = {f"{here}->{there}" for here, there in re.findall(r'^  "(\S+)" -> "(\S+)";', code, re.MULTILINE)}
    assert len(windows) > 30
    assert len(ways) > 50
    assert drawn == windows | ways, "draw it again: python -m bot map docs/pictures/dialogs.svg"
