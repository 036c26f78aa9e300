"""A Jupyter server on a folder, and a browser without a screen to look at it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

TOKEN = "let-me-in"
PATIENCE = 120.0
"""Seconds to wait for what should appear in a moment: CI machines are slow."""

_FLAGS = (
    "--headless",
    "--no-sandbox",  # the tests may run as root, where Chromium has no sandbox of its own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def jupyter(folder: Path, environment: Mapping[str, str], port: int = 0) -> Iterator[str]:
    """The address of a JupyterLab server on `folder`, with nbgrader's extensions."""
    runtime = Path(environment["HOME"]) / "runtime"
    log = (Path(environment["HOME"]) / "server.log").open("w")
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *(f"--ServerApp.port={port}", f"--IdentityProvider.token={TOKEN}"),
        ],
        cwd=folder,
        env={**environment, "JUPYTER_RUNTIME_DIR": str(runtime)},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        note = until(lambda: next(runtime.glob("jpserver-*.json"), None))
        url: str = until(lambda: _read(note).get("url"))
        yield url.rstrip("/")
    finally:
        server.terminate()
        server.wait()
        log.close()


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text())
    except ValueError:  # not written to its end yet
        return {}
    return content


@contextmanager
def browser(profile: Path, *, height: int = 1400) -> Iterator[WebDriver]:
    """Chromium with a profile of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    for flag in (*_FLAGS, f"--window-size=1200,{height}", f"--user-data-dir={profile}"):
        options.add_argument(flag)
    service = Service(os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    try:
        yield driver
    finally:
        driver.quit()


def find(driver: WebDriver, css: str, text: str = "") -> WebElement:
    """The element of that selector that holds `text`, once it is there to be seen."""

    def look() -> WebElement | None:
        try:
            found = driver.find_elements(By.CSS_SELECTOR, css)
            return next((e for e in found if e.is_displayed() and text in e.text), None)
        except StaleElementReferenceException:
            return None  # the page was being drawn anew

    element: WebElement = until(look, f"no {css} with {text!r}")
    return element


def free_port() -> int:
    """A port on loopback that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def until(condition: Callable[[], Any], otherwise: str = "it did not happen") -> Any:
    """What `condition` gives once that is something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := condition():
            return result
        time.sleep(0.2)
    raise TimeoutError(otherwise)
