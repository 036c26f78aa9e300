"""A class of thirty on three roads to a gradebook: the same scores on each.

`autograder grade`, `nbgrader autograde` with the engine in it, and stock nbgrader, which executes
the check cells in a kernel. Check cells have no hidden witness, so a submission that the hidden
cases alone find out would differ by design; nobody in this class is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import product
from pathlib import Path

import pytest

from tests.hand_ins import answers, solved
from tests.nbgrader.conftest import ASSIGNMENT, InstructorsCourse

SIZE = 30

ATTEMPTS: dict[str, tuple[str, ...]] = {
    "f": (
        "def f(x):\n    return x**2 - 4*x + 5",
        "import warnings\n\ndef f(x):\n    warnings.warn('squaring')\n    return x**2 - 4*x + 5",
        "def f(x):\n    return x**2 + 4*x + 5",
    ),
    "grad_f": (
        "grad_f = lambda x: 2*x - 4",
        "def grad_f(x):\n    return 4 - 2*x",
        "def grad_f(x):\n    return (f(x + 1e-6) - f(x - 1e-6)) / 2e-6",
        "def grad_f(x):\n    return x - 2",
    ),
    "step": (
        "def step(x, eta):\n    return x - eta * grad_f(x)",
        "def step(x, eta):\n    return x + eta * grad_f(x)",
        "def step(x, eta):\n    print('x is', x)\n    return x - 0.1 * grad_f(x)",
    ),
    "descend": (
        "def descend(x0, eta, tolerance, max_iterations):\n"
        "    walk = [x0]\n"
        "    for _ in range(max_iterations):\n"
        "        if abs(grad_f(walk[-1])) <= tolerance:\n"
        "            break\n"
        "        walk.append(step(walk[-1], eta))\n"
        "    return walk",
        "def descend(x0, eta, tolerance, max_iterations):\n"
        "    walk = [x0]\n"
        "    for _ in range(max_iterations):\n"
        "        walk.append(step(walk[-1], eta))\n"
        "    return np.array(walk[:-1])",
        "def descend(x0, eta, tolerance, max_iterations):\n    return walk",
    ),
    "iteration_table": (
        "def iteration_table(points):\n    return np.array([[p, f(p), grad_f(p)] for p in points])",
        "def iteration_table(points)\n    return points",
        "def iteration_table(points):\n"
        "    return np.array([points, f(np.array(points)), grad_f(np.array(points))])",
    ),
}


def class_of_thirty() -> Iterator[dict[str, str]]:
    """Thirty notebooks, each with its own mixture of attempts; some have only begun."""
    mixtures = list(product(*ATTEMPTS.values()))
    for number in range(SIZE):
        chosen = mixtures[(number * 37) % len(mixtures)]
        begun = len(ATTEMPTS) - (number % 4 == 3) * (number % 3 + 1)
        written = dict(list(zip(ATTEMPTS, chosen, strict=True))[:begun])
        if number % 2:
            written["plot_descent"] = solved()["plot_descent"]
        yield written


@pytest.mark.parametrize(
    "run_in_a_kernel",
    [
        pytest.param("student-?[16]", marks=pytest.mark.slow),  # every attempt is among them
        pytest.param("student-*", marks=pytest.mark.whole),
    ],
)
def test_the_three_roads_give_everybody_the_same_scores(
    course: InstructorsCourse, tmp_path: Path, run_in_a_kernel: str
) -> None:
    for number, written in enumerate(class_of_thirty(), start=1):
        course.hand_in(f"student-{number:02}", answers(**written))
    engine, stock = course.copy(tmp_path / "engine"), course.copy(tmp_path / "stock")
    stock.stock()
    course.autograder("grade", "submitted", "--quiet")
    engine.nbgrader("autograde", ASSIGNMENT)
    stock.nbgrader("autograde", ASSIGNMENT, f"--student={run_in_a_kernel}")

    pages = course.pages()
    assert len(pages) == SIZE
    totals = {sum(score or 0 for score in page.scores.values()) for page in pages.values()}
    assert len(totals) >= 8, "a class in which everybody scores the same shows nothing"
    assert engine.pages() == pages
    assert {name: page.scores for name, page in stock.pages().items()} == {
        name: pytest.approx(dict(pages[name].scores))
        for name in pages
        if fnmatch(name, run_in_a_kernel)
    }
