"""Every error this project raises on purpose.

AutograderError
├── UsageError            the call was wrong: exit status 2
│   ├── CourseError       the course folder lacks something or contradicts itself
│   ├── UnknownAssignment
│   └── ClusterError      the scheduler or one of its workers cannot be used
├── SubmissionError       one submission cannot be graded: exit status 3, the others go on
│   └── UnreadableNotebook
├── SandboxError          student code cannot be kept apart, or the forking process died
│   └── SandboxRefused    a layer that matters is missing and the risk was not accepted
├── GradebookError        the gradebook is held by another or cannot be written
├── DeclarationFails      code of an assignment's declaration stopped while an answer was judged
├── NotRecorded           what students got with an assignment does not say what is right here
├── Unsound               an assignment does not fit together: check-assignment says why
├── NotKept               a result could not be written to the course's folder
└── WitnessesDisagree     the grader's own answers contradict each other

Messages are for people: what is wrong, where, and what to do.
"""


class AutograderError(Exception):
    """Anything this project raises on purpose."""


class UsageError(AutograderError):
    """The call was wrong; nothing was graded."""


class CourseError(UsageError):
    """The course folder lacks something or contradicts itself."""


class UnknownAssignment(UsageError):
    """No assignment bears that name."""


class ClusterError(UsageError):
    """The scheduler or one of its workers cannot be used."""


class SubmissionError(AutograderError):
    """One submission cannot be graded; the others go on."""


class UnreadableNotebook(SubmissionError):
    """The file is no notebook that can be read."""


class SandboxError(AutograderError):
    """Student code cannot be kept apart, or the forking process died."""


class SandboxRefused(SandboxError):
    """A layer that matters is missing and the caller has not accepted the risk."""


class GradebookError(AutograderError):
    """The gradebook is held by another or cannot be written; what is graded stays graded."""


class DeclarationFails(AutograderError):
    """Code of an assignment's declaration stopped while an answer was judged."""


class NotRecorded(AutograderError, ValueError):
    """What students got with an assignment does not say what is right here; the grade will."""


class Unsound(AutograderError):
    """An assignment does not fit together: `autograder check-assignment` says why."""


class NotKept(AutograderError):
    """A result could not be written to the course's folder."""


class WitnessesDisagree(AutograderError):
    """Reference, SymPy and handout give different answers: the grader's trouble, nobody's zero."""
