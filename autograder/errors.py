"""Every error this project raises on purpose.

`CodecError`, `UnusableError`, `MalformedError` and `RefusedError` are raised in locked processes
too. Nothing here knows an answer. An error that never leaves its module is private there.

Messages are for people: what is wrong, where, and what to do.
"""


class AutograderError(Exception):
    """Anything this project raises on purpose."""


class UsageError(AutograderError):
    """The call was wrong; nothing was graded: exit status 2."""


class CourseError(UsageError):
    """The course folder lacks something or contradicts itself."""


class UnknownAssignmentError(UsageError):
    """No assignment bears that name."""


class SubmissionError(AutograderError):
    """One submission cannot be graded; the others go on: exit status 3."""


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
