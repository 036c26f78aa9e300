# %% declaration
from autograder.assignments.declaration import Assignment, Case, Mistake, Question

WORDS = ("mean", "slope", "error", "loss", "step", "rate", "sum")


def counted(own, text):
    words = text.lower().split()
    return {word: words.count(word) for word in words}


def common(own, first, second):
    return set(first.split()) & set(second.split())


def longest(own, text):
    return max(text.split(), key=len)


class UnknownWordError(Exception):
    pass


def place(own, text, word):
    if word not in text.split():
        raise UnknownWordError(word)
    return text.split().index(word)


def texts(rng):
    return [Case((" ".join(rng.choice(WORDS, n)).capitalize(),)) for n in (5, 8, 12)]


def pairs(rng):
    return [Case(tuple(" ".join(rng.choice(WORDS, 6)) for _ in "ab")) for _ in range(4)]


def places(rng):
    found = [rng.choice(WORDS, 6, replace=False) for _ in range(4)]
    return [
        *(Case((" ".join(words), words[k])) for k, words in enumerate(found, start=1)),
        Case(("a rate", "the"), raises="UnknownWordError", about="another word", edge=True),
    ]


union = Mistake(None, lambda own, a, b: set(a.split()) | set(b.split()), "Words of either text.")
ASSIGNMENT = Assignment(
    "words",
    "Words",
    (
        Question("counted", "counted(text)", "1", counted, texts),
        Question("common", "common(first, second)", "2", common, pairs, (union,)),
        Question("longest", "longest(text)", "3", longest, texts),
        Question("place", "place(text, word)", "4", place, places),
    ),
)
# %% solution
from collections import Counter


def counted(text):
    """How often each word stands in the text, in small letters."""
    return dict(Counter(text.lower().split()))


def common(first, second):
    """The words of both texts."""
    return {word for word in first.split() if word in second.split()}


def longest(text):
    """The longest word, the first of several."""
    return sorted(text.split(), key=len, reverse=True)[0]
class UnknownWordError(Exception):
    """Of a word that is not in the text."""


def place(text, word):
    """Which word of the text it is, from 0; an UnknownWordError where it is none."""
    if word not in text.split():
        raise UnknownWordError(f"no {word}")
    return text.split().index(word)
# %% right counted
def counted(text):
    found = {}
    for word in text.lower().split():
        found[word] = found.get(word, 0) + 1
    return found
# %% right common
def common(first, second):
    return frozenset(first.split()).intersection(second.split())
# %% wrong counted wrong-shape keys
def counted(text):
    return {word: text.split().count(word) for word in text.split()}
# %% wrong common - either
def common(first, second):
    return set(first.split()) | set(second.split())
# %% wrong longest wrong-shape text
def longest(text):
    return len(max(text.split(), key=len))
# %% right place
class UnknownWordError(LookupError):
    pass

class RareWordError(UnknownWordError):
    pass

def place(text, word):
    for k, other in enumerate(text.split()):
        if other == word:
            return k
    raise RareWordError(word)
# %% wrong place -
def place(text, word):
    if word not in text.split():
        raise UnknownWordError
    return text.split().index(word) + 1
# %% wrong place - special
def place(text, word):
    return text.split().index(word)
