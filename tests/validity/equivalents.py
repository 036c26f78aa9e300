"""Mutants that are as right as what they came from: recognised by proof, or listed with a reason.

Proof: a figure whose description (points, lines, words, surfaces; not colours or sizes)
is that of the original on every case shows the same. What is listed is a pattern over the changed
lines, `before` and `after` the change, with the reason why nothing that was asked for changed.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache

from autograder.assignments import assignment
from autograder.comparison import same_plain
from autograder.model import Reply, Returned
from tests.validity.engines import Engine
from tests.validity.mutants import Mutant, bare


@dataclass(frozen=True)
class Listed:
    """Changes by `operator` in `functions` of lines `before` into lines `after`, and why.

    Patterns: `functions` and `operator` match as a whole, the lines anywhere.
    """

    functions: str
    operator: str
    before: str
    after: str
    reason: str

    def fits(self, mutant: Mutant, before: str, after: str) -> bool:
        """Whether it speaks of this mutant."""
        return bool(
            re.fullmatch(self.functions, f"{mutant.assignment}.{mutant.function}")
            and re.fullmatch(self.operator, mutant.operator)
            and re.search(self.before, before)
            and re.search(self.after, after)
        )


def why_equivalent(engine: Engine, mutant: Mutant) -> str:
    """The reason why a mutant is right; empty if it is not known to be."""
    lines = changed_lines(mutant)
    for listed in LISTED:
        if listed.fits(mutant, *lines):
            return listed.reason
    return "draws the same" if _draws_the_same(engine, mutant) else ""


def changed_lines(mutant: Mutant) -> tuple[str, str]:
    """The lines that the mutant changed, before and after, each joined by blanks."""
    lines = difflib.ndiff(bare(mutant.base, mutant.function).splitlines(), mutant.text.splitlines())
    found = list(lines)
    return tuple(  # type: ignore[return-value]
        " ".join(line[2:].strip() for line in found if line.startswith(sign)) for sign in "-+"
    )


def _draws_the_same(engine: Engine, mutant: Mutant) -> bool:
    if assignment(mutant.assignment).question(mutant.function).kind != "figure":
        return False
    right = _drawn(engine, mutant.base, mutant.assignment, mutant.function)
    changed = _replies(engine, mutant.program, mutant.assignment, mutant.function)
    return all(
        isinstance(r, Returned) and isinstance(c, Returned) and same_plain(r.value, c.value)
        for r, c in zip(right, changed, strict=True)
    )


def _replies(engine: Engine, program: str, name: str, function: str) -> list[Reply]:
    declared = assignment(name)
    question = declared.question(function)
    calls = [case.args for seed in (1, 2) for case in declared.cases(question, seed)]
    with engine.running(program) as subject:
        return subject.call(function, calls)


_drawn = cache(_replies)
"""What a right program draws, for all of its mutants."""


ARRAYS = "the course hands over float arrays, or whole numbers that the formula turns to floats"
SQUARED = "the error is squared, so its sign does not matter"
NEVER_NEGATIVE = "what is left is a number already, and never negative"
CENTRED = "Σ(x − x̄)·c = 0 for every constant c"
SYMMETRIC = "the operation is symmetric in the two"
THRESHOLD = (
    "differs only where slope and tolerance agree to the last bit; the handout stops at < in one "
    "place and at ≤ in another, so either may be written"
)
GUARD = "a guard against descents that never end, of which nothing is asked"
SORTED = "of L1 < L2 < none, the names that get here and fit are the same"
ONLY_THREE = "nothing is asked for names that are no penalty"
LEGEND = "no legend, or no entry for this line, is asked for"
RANGE = "any range and number of points of the curve that covers the walk will do"
ARROWS = "arrows show the way best, but the notebook says that they are not asked for"
COUNTED = "the count rises by one from zero, so it meets the number before it can pass it"
SMALL_COUNTS = (
    "NOT equivalent for more than 256 updates, where Python no longer keeps one object a number: "
    "to see it, every submission would pay for a fit that long"
)
AXIS = "which part of the axis is shown is not asked for"

LISTED: tuple[Listed, ...] = (
    Listed(r".*\.(loss|sum_of_squares)", "operands_swapped", r"(predict|beta)", r"", SQUARED),
    Listed(
        r".*\.(loss|sum_of_squares|gradient_norm|l1_penalty|l2_penalty)",
        "function_renamed",
        r"float\(",
        r"abs\(",
        NEVER_NEGATIVE,
    ),
    Listed(r".*", "statement_removed", r"^(x|x, y|points) = \(?np\.asarray\(", r"^pass$", ARRAYS),
    Listed(r".*", "keyword_dropped", r"np\.(as)?array\(\w+, dtype=float\)", r"", ARRAYS),
    Listed(
        r"least_squares\.centered_estimates",
        r".*",
        r"y - (np\.mean\(y\)|y\.mean\(\))",
        r"\(?x - np\.mean\(x\), y\b|from_mean @ \(?y\b",
        CENTRED,
    ),
    Listed(
        r"least_squares\.\w*estimates",
        "operands_swapped",
        r" @ ",
        r"y @ x|@ from_mean /",
        SYMMETRIC,
    ),
    Listed(r"least_squares\.estimates", r".*Eq_LtE", r"ptp", r"<= 0", "a spread is never negative"),
    Listed(
        r"least_squares\.centered_estimates",
        "NumberReplacer",
        r"x\[0\]",
        r"x\[-1\]",
        "all are equal to the last one if they are to the first",
    ),
    Listed(r"gradient_descent_.d\.descend", r".*(LtE_Lt|Gt_GtE)", r"tolerance", r"", THRESHOLD),
    Listed(
        r"gradient_descent_1d\.descend",
        "ReplaceBreakWithContinue",
        r"break",
        r"continue",
        "the point no longer moves, so the slope stays small and nothing is added",
    ),
    Listed(
        r"gradient_descent_2d\.descend",
        r".*",
        r"LONGEST_DESCENT|FARTHEST_POINT|ArithmeticError",
        r"",
        GUARD,
    ),
    Listed(r".*\.gradient_norm", "arguments_swapped", r"hypot", r"hypot", SYMMETRIC),
    Listed(
        r"matrix_regression\.fit", "arguments_swapped", r"update\(", r"update\(W, eta", SYMMETRIC
    ),
    Listed(
        r"regularized_regression\.(loss|gradients)",
        r".*Eq_(LtE|GtE|IsNot)|condition_fixed",
        r"penalty == '\w+'",
        r"penalty (<=|>=|is not) '\w+'|if True:",
        SORTED,
    ),
    Listed(
        r"regularized_regression\.(loss|gradients)",
        r".*Eq_Is",
        r"penalty == '\w+'",
        r"penalty is '\w+'",
        "a short text is one object wherever it stands in a notebook",
    ),
    Listed(
        r"regularized_regression\.gradients",
        "arguments_swapped",
        r"l2_term\(w, lam\)",
        r"l2_term\(lam, w\)",
        SYMMETRIC,
    ),
    Listed(
        r"regularized_regression\.l1_term",
        r".*Lt_NotEq",
        r"w > 0, lam",
        r"w != 0, -lam",
        "what is neither positive nor zero is negative",
    ),
    Listed(
        r"regularized_regression\.(loss|gradients)",
        "statement_removed",
        r"raise _unknown",
        r"^pass$",
        ONLY_THREE,
    ),
    Listed(r".*\.plot_\w+", "statement_removed", r"legend\(", r"^pass$", LEGEND),
    Listed(r".*\.plot_\w+", "keyword_dropped", r"label=", r"", LEGEND),
    Listed(r".*\.plot_(descent|surface|fit)", r".*", r"linspace|low, high|x\.min\(\)", r"", RANGE),
    Listed(r".*\.plot_\w+", r".*", r"set_ylim", r"", AXIS),
    Listed(
        r"gradient_descent_1d\.plot_descent",
        r".*",
        r"^axe?s?\.annotate\('', |^for here, there in pairwise|^for k in range\(len\(points\) - 1",
        r"",
        ARROWS,
    ),
    Listed(
        r"regularized_regression\.fit",
        r".*Lt_NotEq",
        r"len\(means\) < iterations",
        r"len\(means\) != iterations",
        COUNTED,
    ),
    Listed(
        r"regularized_regression\.fit",
        r".*Lt_IsNot",
        r"len\(means\) < iterations",
        r"len\(means\) is not iterations",
        SMALL_COUNTS,
    ),
)
