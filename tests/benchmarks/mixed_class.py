"""A class of mixed quality, the same for the same seed: right, wrong, slow, broken, looping.

Everybody is invented. A notebook is the released one with the instructor's solutions filled in,
changed after its kind. No two notebooks are equal, so that nothing is graded once for two. Only
the loopers loop: a wrong answer that happens to is drawn again.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.assignments import NAMES, assignment
from autograder.checking.answers import PUBLIC_SEED
from autograder.model import Raised
from autograder.samples import fill
from tests.assignments.program import Program
from tests.hand_ins import released, solved

KINDS: Mapping[str, float] = {"right": 45, "wrong": 35, "slow": 5, "broken": 15}
"""How many in a hundred are what. Loopers come on top, where they are asked for."""

SLOW = "sum(math.sin(k) for k in range(4_000))  # a needless loop\n"
LOOP = "while True:\n    pass\n"
SEEDS = (PUBLIC_SEED, *range(1, 9))
PATIENCE = 0.1
"""Processor seconds after which a wrong answer is taken for one that never stops."""


@dataclass(frozen=True)
class HandIn:
    """One student's notebook for one assignment."""

    student: str
    assignment: str
    kind: str
    content: bytes

    def write(self, submitted: Path) -> Path:
        """Put the notebook where nbgrader expects it, below `submitted`."""
        folder = submitted / self.student / self.assignment
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.assignment}.ipynb"
        path.write_bytes(self.content)
        return path


def make_class(
    course: Path,
    size: int,
    *,
    seed: int = 1,
    loopers: int = 0,
    assignments: Sequence[str] = NAMES,
) -> Iterator[HandIn]:
    """`size` hand-ins, shared out over `assignments`, of which the last `loopers` never stop."""
    chance = random.Random(seed)
    right = {name: solved(name, course) for name in assignments}
    for number in range(size):
        name = assignments[number % len(assignments)]
        kind = "looping" if number >= size - loopers else _pick(chance)
        answers = _CHANGES[kind](right[name], chance)
        while kind == "wrong" and not _ends(name, answers):
            answers = _slip(right[name], chance)
        first = next(iter(answers))
        answers[first] += f"\n# hand-in {number}\n"
        student = f"student-{number // len(assignments) + 1:05}"
        yield HandIn(student, name, kind, fill(released(name, course), answers))


def _pick(chance: random.Random) -> str:
    return chance.choices(list(KINDS), list(KINDS.values()))[0]


Answers = dict[str, str]


def _leave(right: Answers, chance: random.Random) -> Answers:
    return dict(right)


def _slip(right: Answers, chance: random.Random) -> Answers:
    """One or two functions with a sign, an operator or a factor that is wrong."""
    slipped = chance.sample(list(right), chance.choice([1, 1, 2]))
    return right | {name: mutated(right[name], chance) for name in slipped}


def _slow(right: Answers, chance: random.Random) -> Answers:
    name = chance.choice([name for name in right if not name.startswith("plot")])
    return right | {name: "import math\n\n" + _with_first_statement(right[name], SLOW)}


def _loop(right: Answers, chance: random.Random) -> Answers:
    name = chance.choice([name for name in right if not name.startswith("plot")])
    return right | {name: _with_first_statement(right[name], LOOP)}


def _break(right: Answers, chance: random.Random) -> Answers:
    """What does not run: a missing colon, an undefined name, a print for a return, nothing yet."""
    answers = dict(right)
    name = chance.choice(list(answers))
    way = chance.randrange(4)
    if way == 0:
        answers[name] = answers[name].replace(":\n", "\n", 1)
    elif way == 1:
        answers[name] = _with_first_statement(answers[name], "undefined_name + 1\n")
    elif way == 2:
        answers[name] = answers[name].replace("return ", "print", 1)
    else:
        for unwritten in list(answers)[list(answers).index(name) :]:
            del answers[unwritten]
        answers.setdefault(name, _with_first_statement("def f():\n    pass\n", "pass\n"))
    return answers


_CHANGES = {"right": _leave, "wrong": _slip, "slow": _slow, "broken": _break, "looping": _loop}


def _ends(name: str, answers: Answers) -> bool:
    """Whether every loop in `answers` comes to an end: a slip elsewhere can make one endless."""
    declared = assignment(name)
    loops = [q for q in declared.questions if "while " in answers[q.name]]
    if not loops:
        return True
    program = Program("\n".join(["import numpy as np", *answers.values()]), seconds=PATIENCE)
    with np.errstate(all="ignore"):
        return not any(
            isinstance(reply, Raised) and reply.reason == "timeout"
            for question in loops
            for seed in SEEDS
            for reply in program.call(
                question.name, [case.args for case in declared.cases(question, seed)]
            )
        )


def _with_first_statement(source: str, statement: str) -> str:
    tree = ast.parse(source)
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef))
    function.body[:0] = ast.parse(statement).body
    return ast.unparse(tree) + "\n"


def mutated(source: str, chance: random.Random) -> str:
    """The function with one thing changed that changes what it returns, mostly."""
    tree = ast.parse(source)
    slips = [node for node in ast.walk(tree) if isinstance(node, ast.BinOp | ast.Return)]
    node = chance.choice(slips)
    if isinstance(node, ast.BinOp):
        others = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
        node.op = others.get(type(node.op), ast.Sub)()
    elif node.value is not None:
        node.value = ast.UnaryOp(ast.USub(), node.value)
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"
