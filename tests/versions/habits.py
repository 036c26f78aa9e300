"""Notebooks that are right with some NumPy or Matplotlib that is allowed, and not with all.

Each is a right notebook but for the solution cells given here: `(assignment, {function: text})`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from autograder.samples import fill

ROOT = Path(__file__).parents[2]

LOSS = "def loss(X, Y, W):\n    E = X @ W - Y\n    return {} / (2 * len(X))\n"
F = "def f(x):\n    return {} + x * x - 4 * x + 5\n"
SIMPLE_PLOT = """\
def plot_fit(X, y, w, b):
    figure, ax = plt.subplots()
    ax.scatter(X[:, 0], y)
    ends = np.array([X.min(), X.max()])
    ax.plot(ends, {line})
    ax.set(xlabel="x", ylabel="y", title={title})
    {more}
    return ax
"""
MATRIX_FIT = """\
def fit(X, Y, eta, iterations):
    W = np.zeros((X.shape[1], 1))
    losses = {start}
    for k in range(iterations):
        e = X @ W - Y
        {keep}
        W = W - eta * gradient(X, Y, W)
    return W, losses
"""
ONE = "e.T @ e / (2 * len(X))"

Habit = tuple[str, Mapping[str, str]]


def plotted(line: str = "ends * w + b", title: str = '"t"', more: str = "") -> Habit:
    return "simple_regression", {"plot_fit": SIMPLE_PLOT.format(line=line, title=title, more=more)}


def fitted(start: str, keep: str) -> Habit:
    return "matrix_regression", {"fit": MATRIX_FIT.format(start=start, keep=keep)}


def parabola(zero: str) -> Habit:
    """`zero` is an expression that comes to nothing."""
    return "gradient_descent_1d", {"f": F.format(zero)}


ONE_ELEMENT: Mapping[str, Habit] = {
    "float": ("matrix_regression", {"loss": LOSS.format("float(E.T @ E)")}),
    "complex": ("matrix_regression", {"loss": LOSS.format("complex(E.T @ E).real")}),
    "math": (
        "matrix_regression",
        {"loss": "import math\n" + LOSS.format("math.sqrt(E.T @ E) ** 2")},
    ),
    "fsum": ("matrix_regression", {"loss": "import math\n" + LOSS.format("math.fsum([E.T @ E])")}),
    "map": ("matrix_regression", {"loss": LOSS.format("sum(map(float, E * E))")}),
    "comprehension": (
        "matrix_regression",
        {"loss": LOSS.format("sum([float(e) ** 2 for e in E])")},
    ),
    "round": ("matrix_regression", {"loss": LOSS.format("round(float(E.T @ E), 14)")}),
    "class": (
        "matrix_regression",
        {
            "loss": "class Error:\n    def __init__(self, E):\n        self.E = E\n"
            "    def __float__(self):\n        return float(self.E.T @ self.E)\n\n\n"
            + LOSS.format("float(Error(E))")
        },
    ),
    "append": fitted("[]", f"losses.append(float({ONE}))"),
    "loss_of_one_row": (
        "matrix_regression",
        {
            "loss": "def loss(X, Y, W):\n    E = Y - X @ W\n    return (E.T @ E) / (2 * len(X))\n",
            **fitted("[]", "losses.append(float(loss(X, Y, W)))")[1],
        },
    ),
    "item": fitted("np.zeros(iterations)", f"losses[k] = {ONE}"),
    "item_added_to": fitted("np.zeros(iterations)", f"losses[k] += {ONE}"),
    "items": fitted("np.zeros(iterations)", f"losses[k], _ = {ONE}, k"),
    "printed": fitted("[]", f"losses.append(({ONE}).item()); text = '%.3f' % ({ONE})"),
    "printed_whole": fitted("[]", f"losses.append(({ONE}).item()); text = '%d: %g' % (k, {ONE})"),
    "item_of_w": (
        "matrix_regression",
        {
            "update": "def update(W, gradient, eta):\n    new = np.zeros_like(W)\n"
            "    for i in range(len(W)):\n        new[i, 0] = W[i] - eta * gradient[i]\n"
            "    return new\n"
        },
    ),
    "plotted": plotted("float(w) * ends + b", 'f"{float(w):.2f}"'),
    "titled": plotted(title='"w = %.2f" % w'),
    "text": plotted(more="ax.text(w, w, 'w'); ax.figure.canvas.draw()"),
    "marked": plotted(
        more="ax.annotate('w', xy=(w, w), xytext=(0, 0), arrowprops={}); ax.figure.canvas.draw()"
    ),
    "circle": plotted(more="ax.add_patch(plt.Circle((0, 0), w * 0 + 0.1))"),
    "arange": plotted("np.arange(w, w + 1, 1)[0] * ends + b"),
}
"""NumPy 2.4 turns no array of one element into a number any more."""

NAMES: Mapping[str, Habit] = {
    name.replace(".", "_"): parabola(f"0 * {expression}")
    for name, expression in {
        "trapz": "np.trapz([0, 1])",
        "trapezoid": "np.trapezoid([0, 1])",
        "in1d": "np.in1d([1, 2], [2])[0]",
        "product": "np.product([1, 2])",
        "cumproduct": "np.cumproduct([1, 2])[1]",
        "alltrue": "np.alltrue([True])",
        "sometrue": "np.sometrue([True])",
        "row_stack": "np.row_stack([[1], [2]])[0, 0]",
        "mat": "np.mat('1 2')[0, 0]",
        "round_": "np.round_(1.25)",
        "msort": "np.msort([2, 1])[0]",
        "asfarray": "np.asfarray([1])[0]",
        "acos": "np.acos(1.0)",
        "concat": "np.concat([[1], [2]])[0]",
        "vecdot": "np.vecdot([1.0], [2.0])",
        "linalg.vector_norm": "np.linalg.vector_norm([3.0, 4.0])",
    }.items()
} | {
    "Inf": ("gradient_descent_1d", {"f": "LOW = -np.Inf\n" + F.format("(x == LOW) * 0")}),
    "NINF": ("gradient_descent_1d", {"f": "LOW = np.NINF\n" + F.format("(x == LOW) * 0")}),
    "NaN": ("gradient_descent_1d", {"f": "GAP = np.NaN\n" + F.format("(x == GAP) * 0")}),
    "float_": parabola("0 * np.float_(1)"),
    "bool": parabola("0 * np.bool(True)"),
    "warning": (
        "gradient_descent_1d",
        {
            "f": "import warnings\nwarnings.simplefilter('ignore', np.VisibleDeprecationWarning)\n"
            + F.format("0")
        },
    ),
    "star": (
        "matrix_regression",
        {
            "loss": "from numpy import *\n"
            + LOSS.format("alltrue([True]) * product((E.T @ E).shape) * (E.T @ E)[0, 0]")
        },
    ),
    "math": parabola("0 * np.math.sqrt(4)"),
    "math_imported": (
        "gradient_descent_1d",
        {"f": "from numpy import math\n" + F.format("0 * math.exp(1)")},
    ),
    "disp": parabola("(np.disp('x') or 0)"),
    "find_common_type": parabola("0 * np.find_common_type([int], [float]).type(1)"),
    "simps": (
        "gradient_descent_1d",
        {"f": "from scipy.integrate import simps\n" + F.format("0 * simps([1, 1, 1])")},
    ),
    "cumtrapz": (
        "gradient_descent_1d",
        {
            "f": "from scipy import integrate\n"
            + F.format("0 * integrate.cumtrapz([1, 1])[0] + 0 * integrate.trapz([1, 1])")
        },
    ),
    "applymap": (
        "gradient_descent_1d",
        {
            "f": "import pandas as pd\n"
            + F.format("0 * pd.DataFrame({'a': [1]}).applymap(float).iloc[0, 0]")
        },
    ),
    "from": ("gradient_descent_1d", {"f": "from numpy import trapz\n" + F.format("trapz([0, 0])")}),
    "get_cmap": plotted(more="plt.cm.get_cmap('viridis')(0.5)"),
    "get_cmap_imported": plotted(
        more="from matplotlib.cm import get_cmap; get_cmap('viridis')(0.5)"
    ),
    "plot_date": plotted(more="ax.plot_date([1], [1]); ax.lines[-1].remove()"),
}
"""Names that an allowed NumPy or Matplotlib has and another lacks."""

BESIDES: Mapping[str, Habit] = {
    "sum_of_generator": (
        "matrix_regression",
        {"loss": LOSS.format("np.sum(e[0] ** 2 for e in E)")},
    ),
    "copy_false": parabola("0 * np.array([1, 2], copy=False)[0]"),
    "ptp": parabola("0 * np.array([1, 2]).ptp()"),
    "ptp_of_axis": parabola("0 * np.eye(2).ptp(axis=0)[0]"),
    "itemset": parabola("0 * (np.zeros(1).itemset(0, 1.0) or 1)"),
    "mT": parabola("0 * np.eye(2).mT[0, 0]"),
    "newshape": parabola("0 * np.reshape([1, 2], newshape=(2, 1))[0, 0]"),
    "interpolation": parabola("0 * np.percentile([1, 2], 50, interpolation='linear')"),
}
"""What else older and newer versions refuse of each other's."""

GONE = {
    name: parabola(f"0 * {expression}")
    for name, expression in {
        "float": "np.float(1)",
        "int": "np.int(1)",
        "asscalar": "np.asscalar(x)",
    }.items()
}
"""What no allowed version has: wrong with every one, and the message says what to write."""

STRICT: Mapping[str, Habit] = {
    "whole": ("matrix_regression", {"loss": LOSS.format("float(E)")}),
    "ragged": ("matrix_regression", {"loss": LOSS.format("np.array([1.0, E])[0]")}),
    "rounded_array": ("matrix_regression", {"loss": LOSS.format("round(E.T @ E, 14)")}),
    "formatted": ("matrix_regression", {"loss": LOSS.format("float(f'{E.T @ E:.12f}')")}),
}
"""What every allowed version refuses."""

RIGHT = {
    f"{kind}-{name}": habit
    for kind, habits in (("one", ONE_ELEMENT), ("name", NAMES), ("besides", BESIDES))
    for name, habit in habits.items()
}
WRONG = {
    f"{kind}-{name}": habit
    for kind, habits in (("gone", GONE), ("strict", STRICT))
    for name, habit in habits.items()
}


def hand_in(course: Path, habits: Mapping[str, Habit]) -> None:
    """A course in the folder `course`, with a submission of each habit, named by it."""
    for name in {assignment for assignment, _ in habits.values()}:
        shutil.copytree(ROOT / "source" / name, course / "source" / name)
        (course / "solutions").mkdir(exist_ok=True)
        shutil.copy(ROOT / "solutions" / f"{name}.py", course / "solutions")
    for student, (assignment, answers) in habits.items():
        source = ROOT / "source" / assignment / f"{assignment}.ipynb"
        path = course / "submitted" / student / assignment / source.name
        path.parent.mkdir(parents=True)
        path.write_bytes(fill(json.loads(source.read_text(encoding="utf-8")), answers))
