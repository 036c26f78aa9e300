"""Recognizing, by the messages of exceptions, what this NumPy refuses and other versions accept."""

from collections.abc import Iterable

import numpy as np

from autograder.model import Raised, Reply

_OF_ONE_ELEMENT = (
    "only 0-dimensional arrays can be converted",  # float(a); NumPy 2.4
    "setting an array element with a sequence",  # m[0] = a; 2.4
    "format: a real number is required, not numpy.ndarray",  # "%d" % a; 2.4
    "requires a real number, not numpy.ndarray",  # the same from Python 3.15 on
)
_REFUSALS = (
    *_OF_ONE_ELEMENT,
    "Calling np.sum(generator)",  # 2.4
    "Unable to avoid copy while creating an array",  # np.array(a, copy=False); 2.0
    "has no attribute 'ptp'",  # 2.0
    "has no attribute 'itemset'",  # 2.0
    "has no attribute 'mT'",  # new in 2.0
    "got an unexpected keyword argument 'newshape'",  # np.reshape; 2.4
    "got an unexpected keyword argument 'interpolation'",  # np.percentile, np.quantile; 2.4
)
ADVICE = " - turn an array with one element into a number with a.item()"


def refusals(replies: Iterable[Reply]) -> tuple[str, ...]:
    """The messages, of exceptions among these, of code that may have run in another NumPy."""
    raised = (reply.message for reply in replies if isinstance(reply, Raised))
    return tuple(message for message in raised if is_refusal(message))


def note(messages: Iterable[str]) -> str:
    """What to tell who wrote what was refused with these messages and counts all the same."""
    told = f"NumPy {np.__version__} stops here and other versions do not, so that costs no points"
    if not any(_advice(message) for message in messages):
        return told
    return f"{told}{ADVICE}, before it is stored or printed"


def advice(error: BaseException) -> str:
    """What to add to the message of a refusal."""
    return _advice(str(error)) if isinstance(error, TypeError | ValueError) else ""


def _advice(message: str) -> str:
    of_one_element = any(refusal in message for refusal in _OF_ONE_ELEMENT)
    return ADVICE if of_one_element and is_refusal(message) else ""


def is_refusal(message: str) -> bool:
    """Whether it is one of these messages."""
    ragged = "inhomogeneous" in message  # refused by every NumPy that is allowed
    return not ragged and any(refusal in message for refusal in _REFUSALS)
