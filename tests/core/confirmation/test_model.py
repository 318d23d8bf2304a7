"""What is asked again after a refusal, and what the automatic checks say of a picture."""

import pytest
from PIL import Image

from core.confirmation.model import NEEDS, REASONS, Review, again, doubts_of, reasons_for
from core.files.inspect import inspect
from tests.core.files.uploads import picture
from tests.proving import page


@pytest.mark.parametrize(
    ("method", "reasons", "parts"),
    [
        ("scans", ("selfie-other",), ("selfie",)),
        ("scans", ("snils-differs", "passport-cropped"), ("profile.snils", "passport")),
        ("scans", ("not-genuine",), ("passport", "registration", "selfie")),
        ("video", ("video-phrase", "inn-differs"), ("profile.inn", "video")),
        ("video", ("selfie-other",), ()),
        ("unheard of", ("selfie-other",), ()),
    ],
)
def test_a_reason_asks_for_its_own_parts_alone(
    method: str, reasons: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    assert again(method, reasons) == parts


def test_every_way_has_a_reason_for_everything_it_asks_for() -> None:
    for method, needs in NEEDS.items():
        assert {part for code in reasons_for(method) for part in REASONS[code]} >= set(needs)


def test_a_doubtful_picture_is_missing_until_it_is_kept() -> None:
    files = {"passport": 1, "registration": 2, "selfie": 3}
    answers = dict.fromkeys(NEEDS["scans"][:4], "x")
    review = Review(1, 1, "scans", "collecting", answers, files, {"selfie": ("blurred",)})
    assert review.missing == ("selfie",)


@pytest.mark.parametrize(
    ("shot", "part", "doubts"),
    [
        (page(), "passport", ()),
        (page(glare=True), "passport", ("glare",)),
        (page(margin=-60), "passport", ("cropped",)),
        (page(margin=-60), "selfie", ()),
        (Image.new("RGB", (1200, 900), "white"), "passport", ("blurred",)),
    ],
    ids=["good", "glare", "cropped", "a face may fill its picture", "empty scan"],
)
def test_what_speaks_against_a_picture(shot: Image.Image, part: str, doubts: tuple[str, ...]) -> None:
    found = inspect(picture(shot), "a.jpg", ("jpg",))
    assert doubts_of(part, found.doubts, found.glare, found.cut) == doubts
