"""What students are told of each finding: a sentence that says what is wrong and what to do."""

from collections.abc import Collection, Iterable, Sequence

from autograder.diagnosis.evidence import CaseResult
from autograder.diagnosis.finding import Finding
from autograder.model import Code, Raised
from autograder.wording import counted, listed

SENTENCES: dict[Code, str] = {
    "not-implemented": "It still raises NotImplementedError: replace that line by your solution.",
    "missing-function": "No function of this name was found: keep the name that the notebook gives, and run its cell without an error.",
    "wrong-arguments": "It does not take the arguments that the notebook names, in that order.",
    "raises": "It stopped with an error.",
    "returns-nothing": "It returned None: end it with `return`; to print or draw something does not return it.",
    "timeout": "It did not finish in time: look for a loop whose condition never becomes false.",
    "memory": "It asked for more memory than there is: look for an array that keeps growing.",
    "not-finite": "It returned nan or inf: look for a division by zero, a root of a negative number, or a step that diverges.",
    "wrong-shape": "The shape of the answer is not the one that was asked for.",
    "mutates-input": "It changes what it is given: work on a copy (`a = a.copy()`), or make something new (`a = a - 1`, not `a -= 1`).",
    "nondeterministic": "Called twice with the same arguments, it gave two answers: it must depend only on its arguments.",
    "hard-coded": "It is right on the printed numbers, which alone earn no points, and wrong on all others: compute from the arguments, not from known values, and try it on your own data.",
    "integer-truncation": "Decimals are cut off: use float arrays (`dtype=float`) and `/`, not `//`.",
    "rounded": "The values are rounded: return them as computed, and round only what you print.",
    "sign-flipped": "The sign is wrong: look for a minus that is missing, or for one too many, and check which term is subtracted from which.",
    "missing-mean": "A sum over the samples is used instead of their mean: look for 1/N in the formula.",
    "extra-mean": "A mean over the samples is used instead of the plain sum: there is no 1/N in this formula.",
    "factor-two": "It is off by a factor of two: look for a 2 or a ½ that is missing, or that does not belong there.",
    "missing-input-factor": "The errors are summed alone: first multiply each error by its input x.",
    "bias-ignored": "The bias b is not used: it is part of the prediction, and so of every error.",
    "bias-penalised": "The penalty acts on the bias too; R(w) contains only the weights.",
    "penalty-missing": "The penalty is not used: λ has no effect on the answer.",
    "penalty-sign": "The penalty has the wrong sign: it is added to the loss, and its derivative to the gradient.",
    "l1-for-l2": "The L1 penalty was used where L2 was asked for.",
    "l2-for-l1": "The L2 penalty was used where L1 was asked for.",
    "ascent": "The update goes up the slope: to go down, the gradient is subtracted.",
    "learning-rate-ignored": "The learning rate η is not used: it scales the gradient in each update.",
    "sequential-update": "b is updated with the new w: compute both gradients first, then update both.",
    "off-by-one": "It is one step, or one entry, too many or too few: check where the sequence starts and ends.",
    "stops-early": "It stops on the wrong condition: compare |f′| (its absolute value) with the tolerance.",
    "never-stops": "The loop does not stop at the tolerance: it goes on to the largest number of steps.",
    "axes-swapped": "The right numbers are in the wrong places: check the order that the notebook asks for.",
    "carried-forward": "Right with the values of your own earlier function: correct that one.",
}  # fmt: skip

VALUES = "The values are not right."
ALWAYS_THE_SAME = "It always returns the same numbers: compute them from the arguments."
OF_ANOTHER_CALL = (
    "In one call it gives the answer that is right for another call: compute it each time from "
    "all arguments, and keep nothing from call to call."
)
ALWAYS_ZERO = (
    "It returns 0 in every unseen case: look for a factor that is 0, as `1//2` is in Python, for "
    "zeros that are never replaced (a `return` above the loop?), for an `except` that returns 0, or "
    "for `exp` of a number far below 0."
)
SOMETIMES_NOTHING = "It returned None in some calls: every branch has to end with `return`."
ONE_ROW = (
    "The stored entries are all the same. If the same object is stored each time and changed "
    "afterwards, store a copy, or make a new one in each round."
)
FIRST_IS_LAST = (
    "The first entry is the same as the last: the start was stored and changed afterwards. Store a "
    "copy of it."
)
SLOW_IN_PRINT = "It did not finish in time there: look for work that is repeated in each round, or is not needed."
OTHER_START = "The first point is wrong already: it should be the start that is passed in."
TWO_UNNAMED = "Two mistakes at once would give these numbers."
CLOSE = (
    "The values are off by a little: look for rounding, for small differences, or for a small "
    "number that the formula does not have."
)
OTHER_ORDER = "The values are right but stand in another order."
GIVEN_EARLIER = "It agrees on all of them if your earlier function is taken as it is."
SIGNS = "Every number has the right size, but some have the wrong sign."
NO_TIME_LEFT = (
    "It was not called: other functions and cells took all the time that a notebook has, or had to "
    "be stopped too often. Correct those first."
)
CRASHES = (
    "The process that ran it died: look for endless recursion, or for a call that leaves "
    "Python (exit)."
)

# With a place for each part that differs from answer to answer:

AN_ERROR = "an error ({name})"  # in place of the value that a small call gives, or should give
VISIBLE_ONLY = (
    "It is right on what is printed, such as {first}, which alone earns no points, and wrong on "
    "other numbers: try it on some of your own, with other signs and sizes."
)
ONE_END = "Only the {which} {what} is wrong: in a loop, check where it starts and ends."
UNUSABLE = "It returned {kind}: return the values."
OF_SHAPE = SENTENCES["wrong-shape"] + " (In one call: {difference}.)"
OF_KIND = "It is not of the kind that was asked for: {difference}."
TIMES = "Every value is {factor:.4g} times the right one: look for a constant factor."
FIXED = "{symbol} is always {number:g}: use the argument `{parameter}`."
OF_DATA = (
    "It gives the answer for the notebook's own {names}, whatever is passed: use the arguments."
)
EXCHANGED = (
    "It is right if {first} and {second} change places: check the order in which it takes its "
    "arguments and uses them."
)
ONE_OR_TWO = "One mistake, or two, give these numbers. Either: {one} Or both: {two}"
INHERITED = "It looks like this mistake in the part that does what `{function}` does: {sentence}"
FIRST_WRONG = (
    "The first entry of `{name}` is wrong already: check the values at the start, and how an entry "
    "is computed."
)
WRONG_FROM = (
    "`{name}` is right up to entry {right}, counted from 1, and the next one is wrong: look at what "
    "round {right} changes."
)
AS_GIVEN = "It returns {names} unchanged: compute the result, and return that."
RIGHT_IN_PART = "Right on ordinary numbers: {right}. Wrong: {wrong}."
WRONG_ON = "Wrong on {wrong} of {cases} unseen cases."
NOT_RIGHT_FOR = "Not right for: {special}."
PRINTED_IS = "Printed is {printed} ({what}); yours: {yours}."
ERRATUM = "{printed} for {what} is a mistake in the handout."
ACCEPTED = "Accepted: {note}."
NOT_RAISED = "It is wrong only in calls that should raise {names}."
LOOK = "See the section of `{function}` in the notebook ({section})."

# Why a later function keeps its points, or may not: each is said `of_these` earlier functions.

GIVEN_RIGHT = (
    "Right, except for the values from your own {these}: it keeps its points. "
    "Correct {these}, and it is right without a change."
)
GIVEN_AS_ASKED = (
    "Right, if what comes from {these} is exactly what was asked for: it keeps its points. "
    "What your {these} returned is right, but in another form."
)
GIVEN_BEYOND = (
    "Right, except for values from your own {these}: it keeps its points. They are wrong in "
    "calls that their own checks do not make: look there for a limit, a rounding, or a value that "
    "is kept between calls."
)
GIVEN_OWN = (
    "Right by the formula of your own {these}: it keeps its points. The mistake costs "
    "points there. Correct {these}, and look for the same mistake here."
)
NOT_CARRIED = (
    "This does not come from your own {these} alone: with the right {these}, this function is "
    "still wrong."
)
IN_OWN_FORM = (
    "With the right {these} it stops ({exception}): it may count on other arguments, or on "
    "another form of the answer, than the notebook asks for. Correct {these} first."
)
REPEATS_PERHAPS = (
    "This may come from your own {these}. If this function only repeats a mistake there, the "
    "grade takes it into account, but this check cannot tell. Correct {these} first."
)


def of_these(sentence: str, names: Sequence[str], **parts: str) -> str:
    """One of the sentences above, of the earlier functions `names`."""
    return sentence.format(these=listed(names), **parts)


def found(code: Code) -> Finding:
    """The finding that has nothing to add to the sentence of its code."""
    return Finding(code, SENTENCES[code])


def stopped(raised: Raised) -> Finding:
    """The finding that goes with a call that did not come back."""
    if raised.reason == "crashed":
        return Finding("raises", f"{CRASHES} ({raised.message})" if raised.message else CRASHES)
    if raised.reason == "skipped":  # all calls: with one that ran, that one tells why
        return Finding("timeout", NO_TIME_LEFT)
    if raised.reason == "raises":
        return Finding("raises", ended_with(raised, message=False))
    if raised.reason == "wrong-arguments":
        told = f" ({raised.message}.)" if raised.message else ""
        return Finding("wrong-arguments", f"{SENTENCES['wrong-arguments']}{told}")
    if raised.reason == "missing-function" and raised.message:
        return Finding("missing-function", f"{SENTENCES['missing-function']} ({raised.message}.)")
    return found(raised.reason)


def ended_with(raised: Raised, *, message: bool = True) -> str:
    """A student's own exception with its line, and its message unless that could tell a case."""
    text = f"It stopped with {raised.exception or 'an error'}"
    power = " In Python a power is written `**`, not `^`."
    power = power if raised.exception == "TypeError" and "^" in raised.line else ""
    if message and raised.message:
        text += f": {short(raised.message)}"
    if raised.line:
        text += f" ({short(raised.line)})"
    return text + "." + power


def off_by(gap: float) -> str:
    """Values that are all off by one amount."""
    off = f"{abs(gap):.4g} too {'large' if gap > 0 else 'small'}"
    return f"Every value is {off}: look for a term that is missing, wrong or not needed."


def one_of(either: Iterable[str]) -> str:
    """Several mistakes, each of which alone explains the numbers."""
    return "More than one mistake would give this. Either: " + " Or: ".join(either)


def two(mistakes: Iterable[str]) -> str:
    """Two mistakes that explain the numbers together; those of them that are sure."""
    told = list(mistakes)
    begin = "Two mistakes at once would give this. " + ("One of them: " if len(told) == 1 else "")
    return begin + " ".join(told)


def lacking(missing: Iterable[str]) -> str:
    """What a figure does not show."""
    told = "; ".join(sorted(set(missing)))
    return f"Missing on the axes that it returns: {told}." if told else "The figure is not right."


def of_one_size(parameter: str, columns: int) -> str:
    """An answer that is right for one number of columns of one argument alone."""
    return (
        f"It is right where {parameter} has {counted(columns, 'column')} and wrong where it has "
        "another number: make it work for any number of them."
    )


def of_one_choice(parameter: str, right: Sequence[str], wrong: Sequence[str]) -> str:
    """An answer that is right for some values of a text and wrong for the others."""
    rights, wrongs = (" or ".join(map(repr, values)) for values in (right, wrong))
    return f"It is right where {parameter} is {rights}, and wrong where it is {wrongs}."


def of_length(got: int, right: int, what: str, part: str = "") -> str:
    """An answer, or one of its values, with too many or too few rows or entries."""
    has = f"`{part}` has" if part else "it returns"
    return f"In one call {has} {counted(got, what)} where {right} would be right."


def of_one_length(got: int, what: str, part: str = "", *, of_loop: bool = True) -> str:
    """An answer, or one of its values, that has the same length whatever it is given. It is
    `of_loop` if it should have an entry for each of so many rounds."""
    has = f"`{part}` always has" if part else "It always returns"
    one = got == 1 and of_loop
    inside = " Look at what stands inside a loop and what after it." if one else ""
    return f"{has} {counted(got, what)}, whatever is asked for.{inside}"


def values_missing(
    counts: Collection[int], names: Sequence[str], *, flat: bool, all_there: bool
) -> str:
    """Tuples with too many or too few values, or a single value in their place. They may be `flat`,
    in which case they hold numbers alone, and all numbers may be there.
    """
    these, asked = ", ".join(names), len(names)
    if flat and all_there:
        return (
            f"All numbers are in one array or list, where {asked} values are asked for: ({these})."
        )
    if len(counts) > 1:
        return (
            f"It returns lists of different lengths where {asked} values are asked for: ({these})."
        )
    (got,) = counts
    values = counted(got, "value")
    those = f"All numbers are in {values}," if all_there else f"It returns {values}"
    return f"{those} where {asked} are asked for: ({these})."


def special(wrong: CaseResult, found: Finding | None) -> Finding:
    """What goes wrong in one special case, where all ordinary ones are right."""
    case = wrong.expected.case
    before = f"It is right on ordinary numbers, but not in this special case: {case.about}."
    if case.raises:
        found = Finding(None, f"It should raise {case.raises}.")
    return _there(before, case.about, found)


def in_print(numbers: Iterable[tuple[str, float]], found: Finding | None) -> Finding:
    """What goes wrong in a call whose result is printed, where everything else is right."""
    given = ", ".join(f"{name} = {number:g}" for name, number in numbers)
    call = f"the call whose result is printed ({given})" if given else "the printed numbers"
    before = f"It is right on numbers that it has not seen before, but not on {call}."
    return _there(before, call, found)


def _there(before: str, where: str, found: Finding | None) -> Finding:
    """What was found, if anything, where alone an answer is wrong."""
    said = f"{before} {found.sentence}" if found else before
    one_call = found.one_call if found else ""
    return Finding(found.code if found else None, said, special=where, one_call=one_call)


def short(text: str, length: int = 160) -> str:
    """`text` on one line, cut to `length` characters."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"
