"""How long the page of a class takes to make and to open.

    python -m tests.benchmarks.page_load [STUDENTS ...]

Opens each page five times in headless Chromium with an empty cache and prints the medians, from
the start of the navigation to the load event, as the browser itself measures them.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.reports.conftest import a_class, a_gradebook, class_page

TIMES = 5


def opened(driver: webdriver.Chrome, page: Path) -> float:
    """Seconds from the navigation's start to the load event."""
    driver.get("about:blank")
    driver.get(page.as_uri())
    entry = "performance.getEntriesByType('navigation')[0].loadEventEnd"
    return float(driver.execute_script(f"return {entry}")) / 1000


def main(sizes: list[int]) -> None:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--window-size=1280,900"):
        options.add_argument(argument)
    service = Service(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    try:
        print("| students | page | made in | opens in |")
        print("|---:|---:|---:|---:|")
        with TemporaryDirectory() as folder:
            for size in sizes:
                cards = a_class(size)
                sheet = a_gradebook(cards)
                start = time.perf_counter()
                html = class_page(cards, sheet=sheet)
                made = time.perf_counter() - start
                path = Path(folder) / f"{size}.html"
                path.write_text(html, encoding="utf-8")
                seconds = median(opened(driver, path) for _ in range(TIMES))
                print(f"| {size} | {len(html) / 1e6:.1f} MB | {made:.2f} s | {seconds:.2f} s |")
    finally:
        driver.quit()


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [50, 500, 2000])
