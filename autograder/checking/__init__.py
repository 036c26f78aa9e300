"""One question against one subject: no notebooks, no processes, no files.

`answers` finds what is right, `ruling` asks the subject and decides, `carried` looks for errors
carried forward, `credit` adds up the points, and `examination` makes the result. A subject
(`subject`) is a submission in the sandbox, an open notebook, or a module in a test.
"""

from autograder.checking.answers import Answers
from autograder.checking.examination import Examination
from autograder.checking.subject import Subject

__all__ = ["Answers", "Examination", "Subject"]
