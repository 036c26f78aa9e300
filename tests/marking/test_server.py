"""Who is answered by `autograder mark`: this machine, under its own name, with the token."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.marking.conftest import QUESTION, marking


class Page:
    """One server, asked as a browser or a stranger would."""

    def __init__(self, url: str) -> None:
        place = urlsplit(url)
        self.port, self.token = place.port or 0, place.fragment

    def ask(
        self, path: str, body: object = None, *, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str, Mapping[str, str]]:
        given = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        text = None if body is None else body if isinstance(body, str) else json.dumps(body)
        connection.request("GET" if text is None else "POST", path, text, given)
        reply = connection.getresponse()
        said = reply.status, reply.read().decode(), dict(reply.getheaders())
        connection.close()
        return said

    def data(self, path: str, body: object = None) -> Any:
        status, text, _ = self.ask(path, body)
        assert status == 200, text
        return json.loads(text)["data"]


@pytest.fixture(scope="module")
def page(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    course = shutil.copytree(handed_in, tmp_path_factory.mktemp("served") / "course")
    with marking(course) as url:
        yield Page(url)


def test_marks_are_made_over_the_page(page: Page) -> None:
    question = page.data(f"/api/question?id={quote(QUESTION)}")
    answer, item = question["answers"][0]["id"], question["rubric"][0]["id"]
    told = page.data("/api/mark", {"id": answer, "items": [item], "adjustment": 0})
    assert told["score"] == 1.0
    given = {"id": QUESTION, "item": item, "points": "0.75", "text": "the range"}
    assert page.data("/api/change", given)["followed"] == 1
    assert page.data(f"/api/answer?id={answer}")["score"] == 0.75
    added = page.data("/api/add", {"id": QUESTION, "points": "-0.5", "text": "a slip"})
    assert added["rubric"][-1]["points"] == -0.5
    page.data("/api/remove", {"id": QUESTION, "item": added["rubric"][-1]["id"]})


@pytest.mark.parametrize("path", ["/api/questions", "/api/mark"])
@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "Basic eDp5"])
def test_nobody_without_the_token_reads_or_writes(page: Page, path: str, given: str) -> None:
    body = {"id": "x", "items": [], "adjustment": 0} if path == "/api/mark" else None
    status, text, _ = page.ask(path, body, headers={"Authorization": given})
    assert status == 401
    assert "discuss" not in text


@pytest.mark.parametrize("path", ["/", "/mark.js", "/api/questions"])
def test_no_other_name_of_this_machine_is_answered(page: Page, path: str) -> None:
    for host in ("elsewhere.example", f"elsewhere.example:{page.port}", "127.0.0.1:1", "0.0.0.0"):
        assert page.ask(path, headers={"Host": host})[0] == 403


def test_the_page_itself_holds_nothing_and_may_load_nothing_from_elsewhere(page: Page) -> None:
    status, text, headers = page.ask("/", headers={"Authorization": ""})
    assert status == 200
    assert page.token not in text
    assert "student" not in text.replace("to the student", "")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/mark", "no JSON", 400),
        ("/api/mark", {}, 400),
        ("/api/mark", [], 400),
        ("/api/mark", {"id": "x", "items": ["a"], "adjustment": 0}, 400),
        ("/api/mark", {"id": "x", "items": [], "adjustment": float("nan")}, 409),
        ("/api/mark", {"id": "x", "items": [], "adjustment": 0}, 409),
        ("/api/add", {"id": QUESTION, "points": 1, "text": " "}, 409),
        ("/api/erase", {"id": "x"}, 404),
        ("/api/answer?id=x", None, 409),
        ("/page.css/../../etc/passwd", None, 404),
    ],
)
def test_what_makes_no_sense_is_refused_and_the_server_goes_on(
    page: Page, path: str, body: object, status: int
) -> None:
    assert page.ask(path, body)[0] == status
    assert page.data("/api/questions")
