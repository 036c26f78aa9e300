"""Every error this project raises on purpose.

AutograderError
├── UsageError                 the call was wrong: exit status 2
│   ├── CourseError            the course folder lacks something or contradicts itself
│   ├── UnknownAssignmentError
│   └── ClusterError           the scheduler or one of its workers cannot be used
├── SubmissionError            one submission cannot be graded: exit status 3, the others go on
│   └── UnreadableNotebookError
├── SandboxError               student code cannot be kept apart, or the forking process died
│   ├── SandboxRefusedError    a layer that matters is missing and the risk was not accepted
│   └── CodecError             bytes that are no plain data
├── ProcessError               a student's process is of no use any more; another is started
│   ├── LateError
│   ├── GoneError
│   └── ScratchFullError
├── GradebookError             the gradebook is held by another or cannot be written
├── DeclarationError           code of an assignment's declaration stopped during a comparison
├── NoEndError                 a law goes on for ever for arguments that nobody declared
├── NotRecordedError           what students got with an assignment does not say what is right
├── UnsoundError               an assignment does not fit together: check-assignment says why
├── NotKeptError               a result could not be written to the course's folder
├── WitnessesDisagreeError     the grader's own answers contradict each other
├── UnusableError              a value cannot be sent as plain data
├── MalformedError             a message of the other process's is none
└── RefusedError               one process asks of the other what it does not do
OutOfTimeError                 code of an instructor's or of an open notebook's, whose time is up

The last three of the tree are raised in locked processes too. Nothing here knows an answer. An
error that never leaves its module is private there.

Messages are for people: what is wrong, where, and what to do.
"""


class AutograderError(Exception):
    """Anything this project raises on purpose."""


class UsageError(AutograderError):
    """The call was wrong; nothing was graded."""


class CourseError(UsageError):
    """The course folder lacks something or contradicts itself."""


class UnknownAssignmentError(UsageError):
    """No assignment bears that name."""


class ClusterError(UsageError):
    """The scheduler or one of its workers cannot be used."""


class SubmissionError(AutograderError):
    """One submission cannot be graded; the others go on."""


class UnreadableNotebookError(SubmissionError):
    """The file is no notebook that can be read."""


class SandboxError(AutograderError):
    """Student code cannot be kept apart, or the forking process died."""


class SandboxRefusedError(SandboxError):
    """A layer that matters is missing and the caller has not accepted the risk."""


class CodecError(SandboxError):
    """Bytes that are no plain data, or data too large to send."""


class ProcessError(AutograderError):
    """A student's process is of no use any more."""


class LateError(ProcessError):
    """Nothing complete came in time."""


class GoneError(ProcessError):
    """The process at the other end is no more."""


class ScratchFullError(ProcessError):
    """The process wrote more to disk than it may."""


class GradebookError(AutograderError):
    """The gradebook is held by another or cannot be written; what is graded stays graded."""


class DeclarationError(AutograderError):
    """Code of an assignment's declaration stopped while an answer was judged."""


class NoEndError(AutograderError, RuntimeError):
    """A law does not come to an end for arguments that its author did not declare."""


class NotRecordedError(AutograderError, ValueError):
    """What students got with an assignment does not say what is right here; the grade will."""


class UnsoundError(AutograderError):
    """An assignment does not fit together: `autograder check-assignment` says why."""


class NotKeptError(AutograderError):
    """A result could not be written to the course's folder."""


class WitnessesDisagreeError(AutograderError):
    """Reference, SymPy and handout differ: the grader's trouble, so no student gets a zero."""


class UnusableError(AutograderError, TypeError):
    """A value that has no plain form; its text names the type."""


class MalformedError(AutograderError):
    """A message of the other side's that is none."""


class RefusedError(AutograderError, TypeError):
    """Something that this side does not do for the other."""


class OutOfTimeError(BaseException):
    """Raised in code whose time is up; no `except Exception` of its own catches it."""
