"""Functions of the grader's that a locked process calls in place of its own."""

from __future__ import annotations

import statistics
from typing import Any

import numpy as np
import pytest

from autograder.cells.subject import Namespace
from autograder.model import Raised, Returned
from autograder.sandbox.borrowed import borrowed
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.session import Session
from tests.sandbox.talking import cells, raised, value

OWN = """
import numpy as np
def half(X, by=2): return "my own"
def doubled(X): return 2 * half(X)
"""


def half(X: Any, by: float = 2) -> Any:
    return np.asarray(X) / by


def borrowing(server: ForkServer, *sources: str) -> Session:
    return server.open(cells(OWN, *sources), lent={"half": half})


def test_the_grader_answers_in_place_of_the_students_function(server: ForkServer) -> None:
    with borrowing(server) as session:
        assert np.array_equal(value(session, "doubled", np.array([1.0, 3.0])), [1.0, 3.0])  # type: ignore[arg-type]


def test_without_lending_the_students_own_is_called(server: ForkServer) -> None:
    with server.open(cells(OWN)) as session:
        assert value(session, "doubled", 1.0) == "my ownmy own"


@pytest.mark.parametrize("call", ["half(X, 4)", "half(X, by=4)", "half(by=4, X=X)"])
def test_keywords_are_those_of_the_students_own(server: ForkServer, call: str) -> None:
    with borrowing(server, f"def f(X): return {call}") as session:
        assert value(session, "f", 2.0) == 0.5


KEPT = {
    "another name": "again = half\ndef kept(X): return 2 * again(X)",
    "a default value": "def kept(X, cut=half): return 2 * cut(X)",
    "a dictionary": "TABLE = {'cut': half}\ndef kept(X): return 2 * TABLE['cut'](X)",
    "partial": "import functools\ncut = functools.partial(half)\ndef kept(X): return 2 * cut(X)",
    "a class": "class Cut:\n    it = staticmethod(half)\ndef kept(X): return 2 * Cut.it(X)",
    "a closure": "def made(cut):\n    return lambda X: 2 * cut(X)\nkept = made(half)",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_the_notebook_keeps_elsewhere_is_replaced_as_well(
    server: ForkServer, text: str
) -> None:
    with borrowing(server, text) as session:
        assert value(session, "kept", 3.0) == 3.0


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_the_same_holds_in_an_open_notebook(text: str) -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(OWN + text, namespace)
    notebook = Namespace(namespace)
    assert notebook.reaches("kept", ["half"])
    with notebook.fresh({"half": half}) as given:
        (reply,) = given.call("kept", [(3.0,)])
    assert isinstance(reply, Returned)
    assert reply.value == 3.0
    assert namespace["kept"](3.0) == 2 * "my own"


def test_keywords_of_a_function_that_was_not_found_are_taken_in_their_order(
    server: ForkServer,
) -> None:
    text = "del half\ndef kept(X): return half(X=X, by=4)"
    with borrowing(server, text) as session:
        assert value(session, "kept", 8.0) == 2.0


def test_a_list_or_matrix_is_asked_about_as_plain_data(server: ForkServer) -> None:
    with borrowing(server, "def f(X): return half(np.matrix([X])), half([2, 4])") as session:
        answer: Any = value(session, "f", 2.0)
    assert np.array_equal(answer[0], [[1.0]])
    assert np.array_equal(answer[1], [1.0, 2.0])


def test_what_cannot_be_worked_out_is_an_exception_there(server: ForkServer) -> None:
    with borrowing(server, "def f(X): return half(X, 'two')") as session:
        assert raised(session, "f", 1.0).exception in ("TypeError", "ValueError")
        assert value(session, "doubled", 1.0) == 1.0


def test_the_shapes_are_told_for_which_a_right_function_cannot_be_worked_out(
    server: ForkServer,
) -> None:
    with borrowing(server, "def f(X, Y): return half(X, Y)") as session:
        message = raised(session, "f", np.ones(2), np.ones(3)).message
    assert message.startswith("half cannot be worked out for arrays of the shapes (2,), (3,)")


def test_a_process_that_is_started_again_borrows_again(server: ForkServer) -> None:
    with borrowing(server, "import os\ndef leave(): os._exit(3)") as session:
        assert raised(session, "leave").reason == "crashed"
        assert value(session, "doubled", 1.0) == 1.0


FORGED = """
import msgpack, os
def send(*frame):
    packed = msgpack.packb(list(frame))
    os.write(3, len(packed).to_bytes(4, "big") + packed)
"""


@pytest.mark.parametrize(
    "question",
    ["'ask', 'doubled', [1]", "'ask', 'half'", "'ask', 'half', 3", "'ask', ['half'], []", "[], 1"],
)
def test_a_question_that_nobody_may_ask_ends_the_process(server: ForkServer, question: str) -> None:
    with borrowing(server, FORGED, f"def f(): send({question})") as session:
        assert raised(session, "f").reason == "crashed"


def test_questions_without_end_cost_the_call_its_time(server: ForkServer) -> None:
    with borrowing(server, "def f():\n    while True: half(1.0)") as session:
        assert session.call("f", [()], seconds=0.3)[0] == Raised(
            "timeout", message="still running after 0.3 s"
        )


def test_questions_whose_answers_nobody_reads_cost_the_call_its_time(server: ForkServer) -> None:
    code = "def f():\n    while True: send('ask', 'half', [1.0])"
    with borrowing(server, FORGED, code) as session:
        reply = session.call("f", [()], seconds=0.3)[0]
        assert isinstance(reply, Raised)
        assert reply.reason == "timeout"


def test_a_submission_that_borrows_nothing_cannot_ask(server: ForkServer) -> None:
    with server.open(cells(FORGED, "def f(): send('ask', 'half', [1.0])")) as session:
        assert raised(session, "f").reason == "crashed"


def test_a_namespace_gets_its_own_functions_back() -> None:
    namespace: dict[str, Any] = {}
    exec(OWN, namespace)
    before = dict(namespace)
    with borrowed(namespace, {"half": half, "quarter": half}):
        assert namespace["doubled"](1.0) == 1.0
    assert namespace == before


def test_a_librarys_function_under_the_notebooks_name_goes_on_working() -> None:
    namespace: dict[str, Any] = {}
    exec("from statistics import median as half", namespace)
    with borrowed(namespace, {"half": half}):
        assert namespace["half"](3.0) == 1.5
        assert statistics.median([1.0, 2.0, 3.0]) == 2.0


def test_replies_come_in_order_whatever_is_asked_meanwhile(server: ForkServer) -> None:
    with borrowing(server) as session:
        replies = session.call("doubled", [(float(k),) for k in range(20)])
    assert [r.value for r in replies if isinstance(r, Returned)] == [float(k) for k in range(20)]
