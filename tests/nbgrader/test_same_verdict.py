"""Honest submissions as they come: the engine and a kernel that runs the check cells agree.

The submissions are the corpora's that do not attack. Where they differ, it is a kernel's limit,
and is named here with its reason. A kernel takes seconds for each, so `slow` grades a sample, and
`whole` grades all.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.assignments import NAMES
from autograder.release import release
from tests.corpora.blind_trial import answers, handed_in
from tests.corpora.conftest import hand_in, notebook, read_corpus
from tests.hand_ins import solved
from tests.nbgrader.conftest import ASSIGNMENT, ROOT, InstructorsCourse


def one_in(sample: int) -> pytest.MarkDecorator:
    """One submission in so many for `slow`, and all of them for `whole`."""
    slow, whole = pytest.mark.slow, pytest.mark.whole
    return pytest.mark.parametrize(
        "step", [pytest.param(sample, marks=slow), pytest.param(1, marks=whole)]
    )


BY_DESIGN = {
    "rewritten_below": "a kernel runs the check before the cell that puts the function right",
    "helper_below_its_use": "likewise: the helper is not there yet when the check asks",
    "exit_at_the_end": "the kernel ends, and nbgrader gives up the whole notebook",
    "interpreter_ended_in_one_function": "likewise",
    "demonstration_ends_the_process": "likewise",
    "old_attempt_as_markdown": "the check asks before the cell that has the function",
    "progress_bars": "the kernel has no such library",
    "progress_bars_of_other_makers": "likewise",
    "import_fails_in_the_middle": "likewise, and what stands below it in the cell is not run",
    "import_fails_above": "likewise",
    "missing_libraries_in_passing": "likewise",
    "imports_inside_if": "likewise",
    "colab_and_its_locale": "likewise",
    "name_reused_in_odd_places": "a kernel calls what the name means by then",
    "answers_fenced_in_markdown": "a kernel does not run Markdown",
    "answers_in_check_and_show_cells": "nbgrader puts the instructor's cells back",
    "setup_with_additions": "likewise",
    "pylab_magic": "%pylab puts NumPy's min and max in the place of Python's",
    "endless_file_beside": "a kernel runs the loop in the file until the cell's time is up",
}
"""Why a submission earns less, or nothing at all, from a kernel."""

NOT_RUN = {"shell_commands", "magics_around_code"}
"""A kernel would really run them."""


BLIND_BY_DESIGN = {
    "least_squares/right_04": "calls functions of later cells: not there yet when the check asks",
    "least_squares/right_10": "likewise",
    "least_squares/wrong_10": "likewise",
}
"""Why a blind answer earns less from a kernel."""


def scores(
    course: InstructorsCourse, assignment: str = ASSIGNMENT
) -> dict[str, dict[str, float | None]]:
    return {
        student: {name: s for name, s in page.scores.items() if name.startswith("check-")}
        for student, page in course.pages(assignment).items()
    }


@one_in(8)
def test_unlucky_submissions_earn_the_same_on_both_roads(
    course: InstructorsCourse, tmp_path: Path, step: int
) -> None:
    unlucky = [one for one in read_corpus("unlucky") if one.name not in NOT_RUN]
    assert len(unlucky) >= 40
    drawn = unlucky[::step]
    for one in drawn:
        hand_in(course.root, one.name, notebook(one.cells, solved()))
    stock = course.copy(tmp_path / "stock")
    stock.stock()
    stock.configure("c.Execute.timeout = 20")

    course.autograder("grade", "submitted", "--quiet", "--timeout", "4", "--memory", "512")
    stock.nbgrader("autograde", ASSIGNMENT, check=False)
    ours, theirs = scores(course), scores(stock)
    assert sorted(ours) == sorted(one.name for one in drawn)
    differing = {name for name, found in ours.items() if theirs.get(name) != pytest.approx(found)}
    assert differing == set(BY_DESIGN) & set(ours)


@one_in(20)
@pytest.mark.parametrize("name", NAMES)
def test_blind_answers_earn_the_same_on_both_roads(
    course: InstructorsCourse, name: str, tmp_path: Path, step: int
) -> None:
    every = [a for kind in ("right", "borderline", "wrong") for a in answers(kind)]
    every = [answer for answer in every if answer.startswith(f"{name}/")]
    assert len(every) >= 20
    drawn = every[::step]
    shutil.copytree(ROOT / "source" / name, course.root / "source" / name, dirs_exist_ok=True)
    shutil.copytree(ROOT / "solutions", course.root / "solutions", dirs_exist_ok=True)
    release(course.root, name)
    for answer in drawn:
        folder = course.root / "submitted" / answer.split("/")[1] / name
        folder.mkdir(parents=True)
        (folder / f"{name}.ipynb").write_bytes(handed_in(answer))
    stock = course.copy(tmp_path / "stock")
    stock.stock()

    course.autograder("grade", "submitted", "--quiet")
    stock.nbgrader("autograde", name)
    ours, theirs = scores(course, name), scores(stock, name)
    assert sorted(ours) == sorted(answer.split("/")[1] for answer in drawn)
    differing = {
        f"{name}/{one}": {q: (s, theirs[one][q]) for q, s in found.items() if s != theirs[one][q]}
        for one, found in ours.items()
        if theirs.get(one) != pytest.approx(found)
    }
    assert set(differing) == set(BLIND_BY_DESIGN) & {f"{name}/{one}" for one in ours}, differing
