"""VS Code as a server on a folder, and how to find a notebook's outputs in it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

from tests.nbgrader.browser import find, free_port, until

_SETTINGS = {
    "security.workspace.trust.enabled": False,
    "workbench.startupEditor": "none",
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "extensions.autoUpdate": False,
    "extensions.autoCheckUpdates": False,
    "workbench.enableExperiments": False,
}
_OUTPUTS = """
return [...document.querySelectorAll(".cell_container")]
    .map(cell => [cell.getBoundingClientRect().top, cell])
    .sort((one, other) => one[0] - other[0])
    .map(([top, cell]) => [...cell.querySelectorAll(".output")].map(o => o.innerText).join("\\n"))
"""
_FIRST_TRY = 15.0


@contextmanager
def vscode(folder: Path, state: Path, *, theme: str) -> Iterator[str]:
    """The address of VS Code on `folder`, which the variable CODE_SERVER says where to find."""
    settings = state / "user" / "User" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({**_SETTINGS, "workbench.colorTheme": theme}))
    (state / "config.yaml").write_text("auth: none\n")
    entry = Path(os.environ["CODE_SERVER"]) / "out" / "node" / "entry.js"
    port = free_port()
    words = ["node", str(entry), "--config", str(state / "config.yaml"), "--auth", "none"]
    words += ["--bind-addr", f"127.0.0.1:{port}", "--user-data-dir", str(state / "user")]
    words += ["--extensions-dir", str(state / "extensions"), "--disable-telemetry"]
    words += ["--disable-update-check", "--disable-workspace-trust"]
    with (state / "log").open("w") as log:
        server = subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True)
        try:
            address = f"http://127.0.0.1:{port}"
            until(lambda: _answers(f"{address}/healthz"), f"no VS Code: see {state / 'log'}")
            yield f"{address}/?folder={quote(str(folder))}"
        finally:
            os.killpg(server.pid, signal.SIGKILL)  # its helpers outlive it otherwise
            server.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def open_notebook(driver: WebDriver, name: str) -> None:
    """Click the file until the notebook editor shows it.

    Clicked before VS Code knows of notebooks, it is shown as text, and stays that: its tab is
    closed, and it is clicked again.
    """

    def opened() -> bool:
        try:
            find(driver, f".explorer-folders-view .monaco-list-row[aria-label^='{name}']").click()
            end = time.monotonic() + _FIRST_TRY
            while time.monotonic() < end:
                if driver.find_elements(By.CSS_SELECTOR, "iframe.webview.ready"):
                    return True
                if driver.find_elements(By.CSS_SELECTOR, ".editor-instance > .monaco-editor"):
                    driver.find_element(By.CSS_SELECTOR, ".tab.active .codicon-close").click()
                    return False
                time.sleep(0.2)
        except WebDriverException:  # it was being laid out
            return False
        return False

    until(opened, f"{name} did not open as a notebook")


def outputs(driver: WebDriver, count: int) -> list[str]:
    """The text of each cell's outputs, from top to bottom, once `count` cells show some."""

    def shown() -> list[str]:
        try:
            driver.switch_to.default_content()
            for frame in ("iframe.webview.ready", "iframe#active-frame"):
                driver.switch_to.frame(driver.find_element(By.CSS_SELECTOR, frame))
            texts = [text for text in driver.execute_script(_OUTPUTS) if text.strip()]
        except WebDriverException:  # a frame was being drawn anew
            return []
        return texts if len(texts) >= count else []

    texts: list[str] = until(shown, f"fewer than {count} cells show outputs")
    return texts
