"""The pictures of the READMEs: made by one command, small, and still true."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from PIL import Image

from tests.nbgrader.browser import browser
from tests.reports.pictures import FOLDER, PICTURES, ROOT, WORDS, addresses, demonstrate, take
from tests.test_readmes import OWN_TESTS, READMES


def test_every_picture_of_a_readme_is_made_by_the_command_and_every_one_is_shown() -> None:
    shown = set()
    for readme in (*READMES, *OWN_TESTS):
        path = ROOT / readme
        tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
        pictures = [c for t in tokens for c in t.children or () if c.type == "image"]
        images = [c for c in pictures if "badge" not in str(c.attrs["src"])]
        shown |= {(path.parent / str(image.attrs["src"])).resolve() for image in images}
        assert all(image.content for image in images), "said in words, too"
    assert shown == {FOLDER / picture.name for picture in PICTURES}


def test_pictures_are_small() -> None:
    for picture in PICTURES:
        assert (FOLDER / picture.name).stat().st_size < 150_000


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.slow
def test_pictures_show_what_the_pages_say(tmp_path: Path) -> None:
    reports = demonstrate(tmp_path / "demo")
    with browser(tmp_path / "profile") as driver, addresses(reports) as address:
        for picture in PICTURES:
            kept = opened((FOLDER / picture.name).read_bytes())
            anew = opened(take(driver, picture, address(picture)))
            assert anew.info[WORDS] == kept.info[WORDS], "python -m tests.reports.pictures"
            assert anew.width == kept.width
            assert anew.height == pytest.approx(kept.height, rel=0.2), "fonts may differ, no more"
