"""Appendix A: the line of least squares.

The appendix prints formulas and no data; what it claims is tried on the handout's two data sets.
"""

import numpy as np

from autograder.handout import matrix_regression, simple_regression
from autograder.handout.arithmetic import all_within, below, count, mean, smallest_eigenvalue, total
from autograder.handout.page import Chapter, claim, constants, number, numbers, section
from autograder.handout.recipe import Given, function

x = Given("x", matrix_regression.x.value)
y = Given("y", matrix_regression.Y.value[:, 0])
exact_x = Given("exact_x", simple_regression.X.value[:, 0])
exact_y = Given("exact_y", simple_regression.y.value)
equal_x = Given("equal_x", np.full(3, 2.0))

derivatives, hessian, residuals = (
    function("derivatives"),
    function("hessian"),
    function("residuals"),
)
estimates, centered_estimates = function("estimates"), function("centered_estimates")

n = count(x)
line = estimates(x, y)
at_minimum = derivatives(x, y, line[0], line[1])
left_over = residuals(x, y, line[0], line[1])
value_at_mean = mean(y) - line[1] * mean(x)
through_the_mean = all_within(value_at_mean, line[0], 1e-9)
by_beta0 = derivatives(x, y, 0.0, 0.0)[0] / total(y)
by_beta1 = derivatives(x, y, 0.0, 0.0)[1] / total(x * y)

CHAPTER = Chapter(
    assignment="least_squares",
    title="Appendix A: least squares",
    data=(x, y, exact_x, exact_y),
    sections=(
        section(
            "6 Conclusion",
            number("exact_line.slope", "slope of y = 2x", "2", estimates(exact_x, exact_y)[1]),
        ),
        section("A.1 Model", constants("model.i", "first indices of the points", "1 2")),
        section(
            "A.2 First-order conditions",
            number("eq3.inner", "factor before each term of ∂S/∂β₀", "?20", 0.0 - by_beta0),
            number("eq3.sign", "inner derivative by β₀", "?<", by_beta0 / 2.0),
            number("eq3", "factor of Σe in ∂S/∂β₀", "-2", by_beta0),
            number("eq4", "∂S/∂β₀ at the minimum", "0", at_minimum[0]),
            number("eq5.inner", "factor before each term of ∂S/∂β₁", "?22", 0.0 - by_beta1),
            number("eq5", "factor of Σxe in ∂S/∂β₁", "-2", by_beta1),
            number("eq6", "∂S/∂β₁ at the minimum", "0", at_minimum[1]),
        ),
        section(
            "A.3 Solution",
            number("eq8", "n × factor of Σy", "1", n * mean(y) / total(y)),
            numbers(
                "eq9",
                "n × factor of the sum in x̄ and ȳ",
                "1 1",
                [n * mean(v) / total(v) for v in (x, y)],
            ),
            claim(
                "eq14",
                "the centred form (14) equals the sums (13)",
                all_within(line, centered_estimates(x, y), 1e-9),
            ),
        ),
        section(
            "A.5 Verification",
            number("eq16", "factor of the Hessian's matrix", "2", hessian(x)[0, 0] / n),
            claim(
                "eq16.definite",
                "H is positive definite where Σ(x − x̄)² > 0",
                below(1e-9, smallest_eigenvalue(hessian(x))),
            ),
            number(
                "eq16.bound",
                "Σ(x − x̄)² above which H is definite",
                "0",
                smallest_eigenvalue(hessian(equal_x)),
            ),
        ),
        section(
            "A.7 Interpretation",
            constants("interpretation.x", "the x where ŷ is β₀", "0"),
            claim("interpretation.mean", "the line passes through (x̄, ȳ)", through_the_mean),
        ),
        section(
            "A Summary",
            claim("summary.mean", "the line passes through (x̄, ȳ)", through_the_mean),
            number("summary.residuals", "Σε", "0", total(left_over)),
            number("summary.orthogonal", "Σxε", "0", total(x * left_over)),
        ),
    ),
)
