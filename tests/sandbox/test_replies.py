"""What a submission sends in place of an answer is one, or is refused; nothing else is raised."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import CodecError
from autograder.gradebook.requested import drawn
from autograder.sandbox.replies import read_cell_run, read_place, read_reply
from autograder.sandbox.terms import REQUEST, Limits
from tests.sandbox.test_codec import fuzzed, plain

error = st.tuples(st.just("raises"), *[st.text(max_size=9)] * 4).map(list) | plain
output = st.fixed_dictionaries(
    {"output_type": st.sampled_from(["stream", "error", "display_data"]) | plain},
    optional={
        "name": plain,
        "text": plain,
        "traceback": st.lists(plain, max_size=3),
        "execution_count": plain,
        "data": st.dictionaries(
            st.sampled_from(["text/html", "image/png", REQUEST]) | st.integers(), plain, max_size=3
        ),
    },
)
CELL_RUN = partial(read_cell_run, identity="cell", limits=Limits(), functions=("f",))


@pytest.mark.parametrize(
    ("read", "answers"),
    [
        (partial(read_reply, arguments=1), st.lists(plain, max_size=7)),
        (
            partial(read_reply, arguments=1),
            plain.map(lambda v: ["returned", v, None, [], True]),
        ),
        (partial(read_reply, arguments=1), error.map(lambda e: ["raised", e])),
        (CELL_RUN, st.tuples(st.lists(error, max_size=2) | plain, plain, plain).map(list)),
        (CELL_RUN, st.lists(output, max_size=3).map(lambda outputs: [[], outputs, []])),
        (read_place, st.tuples(st.just("at"), plain, plain).map(list)),
    ],
    ids=["reply", "value", "error", "cell", "outputs", "place"],
)
def test_an_answer_is_read_or_refused(
    read: Callable[[list[Any]], Any], answers: st.SearchStrategy[list[Any]]
) -> None:
    @fuzzed
    @given(answers)
    def reads(answer: list[Any]) -> None:
        with suppress(CodecError):
            for shown in getattr(read(answer), "outputs", ()):
                drawn(shown)

    reads()
