"""Activity 2: gradient descent on f(x) = x² − 4x + 5."""

from autograder.handout.arithmetic import all_within, below, count, indices
from autograder.handout.page import (
    Chapter,
    Section,
    claim,
    constants,
    number,
    numbers,
    section,
    table,
)
from autograder.handout.recipe import Call, Given, function

x0 = Given("x0", 0.0)
eta = Given("eta", 0.1)
tolerance = Given("tolerance", 1e-4)
max_iterations = Given("max_iterations", 20)

f, grad_f, step = function("f"), function("grad_f"), function("step")
descend, iteration_table = function("descend"), function("iteration_table")

ROWS = 20
points = descend(x0, eta, tolerance, ROWS - 1)
rows = iteration_table(points)
settled = descend(x0, eta, tolerance, 1000)[-1]

# f is a quadratic whose x² stands alone: f(0), f′(0) and the growth of f′ are its coefficients.
of_f: list[Call | Given] = [grad_f(0.0), f(0.0)]
of_grad_f: list[Call | Given] = [grad_f(1.0) - grad_f(0.0), grad_f(0.0)]


def x(k: int) -> Call:
    return points[k]


def iteration(k: int, start: str, slope: str, reached: str, height: str) -> Section:
    """Section C's step from x with index k − 1 to x with index k, and f there, as printed."""
    before = x0 if k == 1 else x(k - 1)
    old, new = (f"x{'₀₁₂₃'[index]}" for index in (k - 1, k))
    return section(
        f"C Iteration {k - 1} → {k}",
        constants(f"iteration.{k}.k", "steps", f"{k - 1} {k}"),
        number(f"iteration.{k}.{'x0' if k == 1 else 'start'}", old, start, x(k - 1)),
        number(f"iteration.{k}.at", "argument of f′", start, x(k - 1)),
        number(f"iteration.{k}.grad", f"f′({old})", slope, grad_f(before)),
        numbers(
            f"iteration.{k}.terms",
            "step of x",
            f"{start} 0.1 {slope}",
            [before, eta, grad_f(before)],
        ),
        number(f"iteration.{k}.x", new, reached, step(before, eta)),
        number(f"iteration.{k}.f", f"f({new})", height, f(x(k))),
    )


STOPS = (
    "Section E goes on while |f′| > tolerance and so stops at equality; section G stops below. The "
    "course stops at |f′| ≤ tolerance."
)
F_SLIPS = "Not f of this row's x, printed or right: from row 4 on, the column is not f at all."
BELOW_MINIMUM = (
    "Below the minimum f(2) = 1: from row 8 on the column falls by drops that shrink by 0.8 a row, "
    "as f′ does, where f − 1 shrinks by 0.64."
)
CARRIED = "Carried on from row 6, where 1.34464 + 0.13107 was added up to 1.4753, not 1.4757."
ROW_15 = "1.9118 + 0.0176 is 1.9294; the mistake is added to the one carried on from row 6."
AFTER_15 = "Carried on from the mistakes of rows 6 and 15."

CHAPTER = Chapter(
    assignment="gradient_descent_1d",
    title="Activity 2: gradient descent in 1D",
    data=(x0, eta, tolerance, max_iterations),
    sections=(
        section(
            "B Function and gradient",
            numbers("statement.f", "coefficients of f", "-4 5", of_f),
            numbers("statement.grad_f", "coefficients of f′", "2 -4", of_grad_f),
            number("statement.x0", "start", "0", x0),
            number("statement.eta", "learning rate", "0.1", eta),
            claim(
                "statement.stops_below",
                "the descent stops where |f′| is below the tolerance, not where it equals it",
                below(1.0, count(descend(2.5, eta, 1.0, 5))),
                STOPS,
            ),
            claim(
                "statement.converges",
                "with a suitable η the descent reaches the minimum",
                all_within(grad_f(settled), 0.0, 1e-4),
            ),
        ),
        iteration(1, "0", "-4", "0.4", "3.56"),
        iteration(2, "0.4", "-3.2", "0.72", "2.6384"),
        iteration(3, "0.72", "-2.56", "0.976", "2.048"),
        section(
            "D Iteration table",
            table(
                "table",
                {
                    "k": lambda i: indices(ROWS)[i],
                    "x": x,
                    "f": lambda i: rows[i, 1],
                    "grad": lambda i: rows[i, 2],
                },
                """
                0   0        ?)      -4
                1   0.4      3.56    -3.2
                2   0.72     2.6384  -2.56
                3   0.976    2.048   -2.048
                4   1.1808   1.638   -1.638
                ?)  1.34464  1.3535  -1.3107
                6   1.4753   1.161   -1.0494
                7   1.5802   1.043   -0.8396
                8   1.6642   0.948   -0.6716
                9   1.7313   0.872   -0.5374
                10  1.7849   0.811   -0.4301
                11  1.8279   0.762   -0.3442
                12  1.8623   0.723   -0.2754
                13  1.8898   0.692   -0.2204
                14  1.9118   0.667   -0.1764
                15  1.9278   0.648   -0.1444
                16  1.9422   0.632   -0.1156
                17  1.9538   0.619   -0.0924
                18  1.9629   0.608   -0.0742
                19  1.9704   0.600   -0.0592
                """,
                {
                    "4.f": "This is |f′(x₄)|, copied into the column of f.",
                    **{f"{k}.f": F_SLIPS for k in (5, 6, 7)},
                    "f": BELOW_MINIMUM,
                    "6.x": "1.34464 + 0.13107 is 1.47571: added up wrongly.",
                    "6.grad": "2·1.4753 − 4: follows from the mistake in x₆.",
                    "15.x": ROW_15,
                    "15.grad": ROW_15,
                    **{f"{k}.{c}": AFTER_15 for k in range(16, ROWS) for c in ("x", "grad")},
                    "x": CARRIED,
                    "grad": CARRIED,
                },
            ),
        ),
        section(
            "E Program",
            numbers("program.f", "coefficients of f", "-4 5", of_f),
            numbers("program.grad_f", "coefficients of f′", "2 -4", of_grad_f),
            number("program.x", "x at the start", "0.0", x0),
            number("program.eta", "eta", "0.1", eta),
            number("program.tolerance", "tolerance", "1e-4", tolerance),
            constants("program.iteration", "the counter's start and step", "0 1"),
            constants("program.decimals", "decimals printed", "6 6 6"),
        ),
        section(
            "G Program with plot",
            numbers("plot.f", "coefficients of f", "-4 5", of_f),
            numbers("plot.grad_f", "coefficients of f′", "2 -4", of_grad_f),
            number("plot.x", "x at the start", "0.0", x0),
            number("plot.eta", "eta", "0.1", eta),
            number("plot.tolerance", "tolerance", "1e-4", tolerance),
            number(
                "plot.max_iterations",
                "max_iterations",
                "20",
                max_iterations,
                remark="It ends this descent: the tolerance is met only after 48 steps.",
            ),
            constants("plot.curve", "range and points of the curve", "-0.5 3 400"),
            constants("plot.figure", "size of the figure", "8 5"),
            constants("plot.style", "widths, base, opacity, offset of labels", "2 0 0.1 0.1 1.5"),
            constants("plot.last", "the last point has no arrow", "1"),
            numbers("plot.label", "coefficients of f in the label", "-4 5", of_f),
            numbers("plot.title", "coefficients of f in the title", "-4 5", of_f),
        ),
    ),
)
