"""The marking page's server: it answers this machine only, and needs the address's token.

Tornado, which nbgrader brings with Jupyter: it reads HTTP with bounds, and one thread answers one
request after the other, so that marks are written one by one.

Another site in the same browser can reach this address. It cannot know the token, which stands in
the address behind a `#` that no browser sends, and which every request for data has to bring in a
header; and requests under another host's name (DNS rebinding) are turned away.
"""

import asyncio
import hmac
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from autograder.errors import AutograderError, UsageError
from autograder.marking import rubric
from autograder.marking.desk import Desk
from autograder.marking.rubric import RubricItem
from autograder.reports.page import TEMPLATES

HOST = "127.0.0.1"
REQUEST_BYTES = 256 * 1024
"""Bytes of a request: a comment of many pages."""

_HERE = Path(__file__).with_name("page")
_FILES = {
    "/": (_HERE / "mark.html", "text/html; charset=utf-8"),
    "/mark.js": (_HERE / "mark.js", "text/javascript; charset=utf-8"),
    "/mark.css": (_HERE / "mark.css", "text/css; charset=utf-8"),
    "/page.css": (TEMPLATES / "page.css", "text/css; charset=utf-8"),
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def serve(desk: Desk, port: int, tell: Callable[[str], None]) -> None:
    """Serve the page until the program is interrupted; `tell` is called with its address.

    Raises `UsageError` where the port is taken.
    """
    asyncio.run(_serve(desk, port, tell))


async def _serve(desk: Desk, port: int, tell: Callable[[str], None]) -> None:
    try:
        sockets = bind_sockets(port, HOST)
    except OSError as error:
        raise UsageError(f"port {port} cannot be used here ({error.strerror})") from error
    port = sockets[0].getsockname()[1]
    token = secrets.token_urlsafe(32)
    server = HTTPServer(application(desk, port, token), max_buffer_size=REQUEST_BYTES)
    server.add_sockets(sockets)
    tell(f"http://{HOST}:{port}/#{token}")
    await asyncio.Event().wait()


def application(desk: Desk, port: int, token: str) -> Application:
    """The requests that are answered, and by what."""
    given = {"hosts": frozenset({f"{HOST}:{port}", f"localhost:{port}"})}
    data = given | {"desk": desk, "token": token}
    return Application(
        [*((path, _File, given) for path in _FILES), (r"/api/(\w+)", _Data, data)],
        default_handler_class=_Nothing,
        default_handler_args=given,
        log_function=lambda _handler: None,
    )


class _Here(RequestHandler):
    """Answers to this machine's own names only, and forbids the page everything but itself."""

    def initialize(self, hosts: frozenset[str], **given: Any) -> None:
        self._hosts = hosts
        self._given = given

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def prepare(self) -> None:
        if self.request.host not in self._hosts:
            raise HTTPError(403)

    def write_error(self, status_code: int, **_given: Any) -> None:
        self.finish({"error": f"{status_code}: this is not answered here"})


class _Nothing(_Here):
    def prepare(self) -> None:
        raise HTTPError(404)


class _File(_Here):
    """The page itself. It holds nothing of the course."""

    def get(self) -> None:
        path, kind = _FILES[self.request.path]
        self.set_header("Content-Type", kind)
        self.finish(path.read_bytes())


class _Data(_Here):
    """What the page asks for and writes, for whoever has the token."""

    def prepare(self) -> None:
        super().prepare()
        given = self.request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {self._given['token']}".encode()):
            raise HTTPError(401)

    def get(self, name: str) -> None:
        id = self.get_query_argument("id", "")
        self._answer(lambda: _read(self._given["desk"], name, id))

    def post(self, name: str) -> None:
        try:
            body = json.loads(self.request.body)
        except ValueError as error:
            raise HTTPError(400) from error
        self._answer(lambda: _written(self._given["desk"], name, body))

    def _answer(self, what: Callable[[], Any]) -> None:
        try:
            self.finish(json.dumps({"data": what()}))
        except AutograderError as error:
            self.set_status(409)
            self.finish({"error": str(error)})
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise HTTPError(400) from error


def _read(desk: Desk, name: str, id: str) -> Any:
    """What the page asks for."""
    match name:
        case "questions":
            return desk.questions()
        case "question":
            return desk.question(id)
        case "answer":
            return desk.answer(id)
    raise HTTPError(404)


def _written(desk: Desk, name: str, body: Any) -> Any:
    """What a request writes. `body` is anything at all until it is taken apart here."""
    id = str(body["id"])
    match name:
        case "mark":
            items = frozenset(map(int, body["items"]))
            return desk.mark(id, items, _points(body["adjustment"]))
        case "unmark":
            return desk.unmark(id)
        case "keep":
            return desk.keep(id)
        case "comment":
            return desk.comment(id, str(body["text"]))
        case "add":
            added = _points(body["points"]), _words(body["text"])
            return desk.change_rubric(id, lambda book: rubric.add_items(book, id, [added]))
        case "change":
            item = RubricItem(int(body["item"]), _points(body["points"]), _words(body["text"]))
            return desk.change_rubric(id, lambda book: rubric.change_item(book, id, item))
        case "remove":
            gone = int(body["item"])
            return desk.change_rubric(id, lambda book: rubric.remove_item(book, id, gone))
    raise HTTPError(404)


def _points(value: Any) -> float:
    points = float(value)
    if not -1000 <= points <= 1000:  # nan is neither
        raise UsageError("points are a number between -1000 and 1000")
    return points


def _words(value: Any) -> str:
    words = " ".join(str(value).split())
    if not words:
        raise UsageError("an item of the rubric needs a text")
    return words
