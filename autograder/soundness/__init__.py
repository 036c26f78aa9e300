"""Checking that a declaration, its reference solution and its notebook fit together.

Everything is checked before anybody is graded: what is declared (`declared`), the answers on
several seeds (`agreement`), how answers are judged (`judged`), the mistakes (`mistaken`), and what
the notebook asks and gives away (`source_notebook`). A problem is a `Flaw`: where, what, and what
to do. The notebook's own solutions are graded afterwards (`grading/rehearsal.py`).
"""

from autograder.soundness.examining import flaws, harmful
from autograder.soundness.flaw import Flaw

__all__ = ["Flaw", "flaws", "harmful"]
