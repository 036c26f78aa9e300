"""The README's pictures, made from the demonstration's pages: `python -m tests.reports.pictures`.

Needs `chromium` and `chromedriver` on the path. Each picture carries the words that it shows in
its metadata, so that a test can tell whether the page still says so.
"""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from selenium.webdriver.remote.webdriver import WebDriver

from tests.marking.conftest import marking
from tests.nbgrader.browser import browser, find

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "pictures"
WORDS = "words"
"""The metadata's key."""

COLOURS = 64
SHARPNESS = 2
"""Dots of the picture to a dot of the page."""


@dataclass(frozen=True)
class Picture:
    """A part of one of the demonstration's pages: from the top of one element to another's end.

    Without a `page` it is the one that `autograder mark` serves.
    """

    name: str
    page: str
    width: int
    first: str
    last: str


PICTURES = (
    Picture(
        "feedback.png",
        "feedback/student-02/gradient_descent_1d/gradient_descent_1d.html",
        760,
        "article:nth-of-type(1)",
        "article:nth-of-type(1)",
    ),
    Picture(
        "class.png",
        "class.html",
        900,
        ".tools[data-table^=heat]",
        ".tall:has(.heat)",
    ),
    Picture("marking.png", "", 1100, ".paper", "main"),
)


def demonstrate(folder: Path) -> Path:
    """Run `autograder demo` into `folder`, on fixed unseen numbers; the folder of its reports."""
    subprocess.run(
        [sys.executable, "-m", "autograder", "demo", "--into", str(folder)],
        cwd=ROOT,
        env=os.environ | {"AUTOGRADER_SEED": "20261122"},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return folder / "report"


@contextmanager
def addresses(reports: Path) -> Iterator[Callable[[Picture], str]]:
    """Where each picture's page is, while `autograder mark` runs."""
    with marking(reports.parent) as url:
        yield lambda picture: (reports / picture.page).as_uri() if picture.page else url


def take(driver: WebDriver, picture: Picture, address: str) -> bytes:
    """The picture of the page, as a PNG file's content."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": picture.width, "height": 1200, "deviceScaleFactor": SHARPNESS, "mobile": False},
    )
    light = [{"name": "prefers-color-scheme", "value": "light"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": light})
    driver.get(address)
    if not picture.page:
        find(driver, "#model math")
        driver.switch_to.active_element.send_keys("1")
        find(driver, "#score", "1 of 2")
    top, bottom, words = driver.execute_script(
        "const [first, last] = [...arguments].map(s => document.querySelector(s));"
        "const [above, below] = [first, last].map(e => e.getBoundingClientRect());"
        "return [above.top + scrollY, below.bottom + scrollY, last.textContent]",
        picture.first,
        picture.last,
    )
    clip = {"x": 0, "y": top - 8, "width": picture.width, "height": bottom - top + 24, "scale": 1}
    shot = driver.execute_cdp_cmd(
        "Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True}
    )
    image = Image.open(io.BytesIO(base64.b64decode(shot["data"])))
    said = PngInfo()
    said.add_text(WORDS, " ".join(words.split()), zip=True)
    file = io.BytesIO()
    image.convert("RGB").quantize(COLOURS).save(file, "PNG", optimize=True, pnginfo=said)
    return file.getvalue()


def main() -> None:
    """Make all pictures anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        reports = demonstrate(Path(folder) / "demo")
        with browser(Path(folder) / "profile") as driver, addresses(reports) as address:
            for picture in PICTURES:
                path = FOLDER / picture.name
                path.write_bytes(take(driver, picture, address(picture)))
                print(f"{path} ({path.stat().st_size // 1024} KB)")


if __name__ == "__main__":
    main()
