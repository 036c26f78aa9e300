"""A course: the folder an instructor keeps, as nbgrader lays it out.

source/<assignment>/<assignment>.ipynb    the instructor's notebooks: questions and points
source/<assignment>/*.ipynb               an ordinary assignment's, which nothing declares
solutions/<assignment>.py                 the reference solutions
nbgrader_config.py                        nbgrader's settings
.autograder/                              this autograder's own: the secret seed, results kept
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.assignments import NAMES, assignment, declaration_path, recorded_path
from autograder.errors import CourseError, UnknownAssignmentError
from autograder.files import digest_of_files, write_whole
from autograder.libraries import to_preload
from autograder.loading import load
from autograder.notebook.instructors import SourceNotebook, read_source
from autograder.points import total

if TYPE_CHECKING:
    from autograder.assignments.declaration import Assignment, Question
    from autograder.checking.answers import Reference

SEED_VARIABLE = "AUTOGRADER_SEED"
NOTEBOOKS = "[!.]*.ipynb"  # what nbgrader takes: a hidden one is a copy that a program keeps


def no_course(folder: Path, lacking: str = "source/ with notebooks") -> CourseError:
    """What is raised where `folder` is not a course's, since it has nothing of that name."""
    remedy = "run this in the course's folder, or name that folder with --course"
    if (folder / "nbgrader_config.py").is_file():
        remedy = "if its folders have other names, make links here called source and submitted"
    return CourseError(f"{folder.resolve()} is no course: it has no {lacking}; {remedy}")


@dataclass(frozen=True)
class CourseAssignment:
    """An assignment as one course gives it.

    `reference` is None in a course that has no `solutions/` folder at all: such a one may lie in
    students' hands, and is judged by SymPy and the handout alone.
    """

    declaration: Assignment
    source: SourceNotebook
    reference: Reference | None

    @property
    def questions(self) -> tuple[Question, ...]:
        """The declared questions that the source notebook asks, in the declared order."""
        return tuple(q for q in self.declaration.questions if q.name in self.source.points)

    @cached_property
    def max_score(self) -> float:
        """The points that can be earned without a person's marks."""
        return total(self.source.points[q.name] for q in self.questions)


@dataclass(frozen=True)
class Course:
    """The course in the folder `root`."""

    root: Path

    @property
    def names(self) -> tuple[str, ...]:
        """The assignments with a source notebook here: those declared, then ordinary ones."""
        declared = self.declared_names
        there = {path.parent.name for path in self.root.glob(f"source/*/{NOTEBOOKS}")}
        return (*declared, *sorted(there.difference(declared)))

    def is_ordinary(self, name: str) -> bool:
        """Whether `name` is an assignment without a declaration, graded by its own test cells. A
        path (`name/`) is not a name.
        """
        there = Path(name).name == name and any(self.source_folder(name).glob(NOTEBOOKS))
        return there and not self.is_declared(name)

    def is_declared(self, name: str) -> bool:
        """Whether `name` is one of `declared_names`."""
        known = name in NAMES or any(path.is_file() for path in self.declaration_paths(name))
        return known and self.source_path(name).is_file()

    def libraries(self, names: Collection[str] | None = None) -> tuple[str, ...]:
        """What the forking process loads for the assignments in `names`, or for all."""
        asked = (name for name in self.names if names is None or name in names)
        return to_preload(path for name in asked for path in self.notebook_paths(name))

    def notebook_paths(self, name: str) -> tuple[Path, ...]:
        """The source notebooks of `name`, in nbgrader's order; an ordinary one may have several."""
        if not self.is_ordinary(name):
            return (self.source_path(name),)
        return tuple(sorted(self.source_folder(name).glob(NOTEBOOKS)))

    def notebook_names(self, name: str) -> tuple[str, ...]:
        """The names of these, as nbgrader has them: without their suffix."""
        return tuple(path.stem for path in self.notebook_paths(name))

    def given_paths(self, name: str) -> tuple[Path, ...]:
        """Everything in the source folder of assignment `name` that its grades depend on."""
        folder = self.source_folder(name)
        found = (path for path in folder.rglob("*") if path.is_file())
        return tuple(
            sorted(p for p in found if not p.relative_to(folder).parts[0].startswith((".", "__")))
        )

    @property
    def declared_names(self) -> tuple[str, ...]:
        """The declared ones: the handout's in its order, then the course's own."""
        own = sorted({path.parent.name for path in self.root.glob("source/*/*.ipynb")})
        return tuple(name for name in dict.fromkeys((*NAMES, *own)) if self.is_declared(name))

    def source_folder(self, name: str) -> Path:
        """Where what the instructor has of assignment `name` is, or would be."""
        return self.root / "source" / name

    def release_folder(self, name: str) -> Path:
        """Where what students get of assignment `name` is, or would be."""
        return self.root / "release" / name

    def source_path(self, name: str) -> Path:
        """Where the source notebook of assignment `name` is, or would be."""
        return self.source_folder(name) / f"{name}.ipynb"

    def release_path(self, name: str) -> Path:
        """Where the notebook of assignment `name` is that students get, or would be."""
        return self.release_folder(name) / f"{name}.ipynb"

    @property
    def submitted(self) -> Path:
        """Where nbgrader keeps what students hand in: `<student>/<assignment>/`."""
        return self.root / "submitted"

    def solution_path(self, name: str) -> Path:
        """Where the reference solution of assignment `name` is, or would be."""
        return self.root / "solutions" / f"{name}.py"

    def declaration_path(self, name: str) -> Path:
        """Where an assignment of the course's own is declared, or would be."""
        return declaration_path(name, self.source_folder(name))

    def declaration_paths(self, name: str) -> tuple[Path, Path]:
        """The same, and where students have what they get in its place."""
        return self.declaration_path(name), recorded_path(name, self.source_folder(name))

    def declaration_digest(self, name: str) -> str:
        """A digest of the course's own declaration and what lies beside it; empty without one."""
        if name in NAMES or not any(path.is_file() for path in self.declaration_paths(name)):
            return ""
        own = (path for path in self.given_paths(name) if path.suffix != ".ipynb")
        return digest_of_files(own, self.source_folder(name))

    def declaration(self, name: str) -> Assignment:
        """What assignment `name` is. Raises as `autograder.assignments.assignment` does."""
        return assignment(name, self.source_folder(name))

    def assignment(self, name: str) -> CourseAssignment:
        """The declared assignment of that name.

        Raises `UnknownAssignmentError` where the course has none of it, `CourseError` where it is
        incomplete.
        """
        if self.is_ordinary(name):
            raise UnknownAssignmentError(
                f"{name} is graded by its own test cells, without a declaration: this works for "
                "declared assignments only"
            )
        if not self.is_declared(name):
            known = ", ".join(self.names) or f"none: {self.root / 'source'} holds no notebook"
            raise UnknownAssignmentError(
                f"no assignment {name!r} in this course; there are {known}"
            )
        declaration = self.declaration(name)
        source = read_source(self.source_path(name))
        undeclared = set(source.points) - {q.name for q in declaration.questions}
        if undeclared:
            raise CourseError(
                f"{source.path}: there are check cells for {', '.join(sorted(undeclared))}, which "
                f"the assignment {name} does not declare"
            )
        return CourseAssignment(declaration, source, self.reference(name, declaration))

    def reference(self, name: str, declaration: Assignment) -> Reference | None:
        """The functions of the reference solution; None in a course that has no solutions at all.

        Raises `CourseError` where it cannot be loaded or lacks one.
        """
        path = self.solution_path(name)
        if not path.parent.is_dir():
            return None
        if not path.is_file():
            raise CourseError(f"{path}: the reference solution is missing, and grading needs it")
        module = load(path)
        missing = [q.name for q in declaration.questions if not hasattr(module, q.name)]
        if missing:
            raise CourseError(f"{path}: the reference solution lacks {', '.join(missing)}")
        return {q.name: q.called(getattr(module, q.name)) for q in declaration.questions}

    def playground(self, name: str) -> frozenset[str]:
        """The texts of the cells to try things; none in an ordinary assignment."""
        declared = self.is_declared(name)
        return read_source(self.source_path(name)).playground if declared else frozenset()

    def seed(self, given: int | None = None) -> int:
        """The secret seed of the grades: given, from the environment, or this course's own.

        A course's own seed is drawn at its first grade and kept in `.autograder/seed`.
        """
        if given is not None:
            return given
        named = os.environ.get(SEED_VARIABLE)
        path = self.root / ".autograder" / "seed"
        try:
            if not named and not path.is_file():
                write_whole(path, [f"{secrets.randbits(48)}\n".encode()], mode=0o600)
            seed = int(named or path.read_text())
        except ValueError:
            seed = -1
        except OSError as error:
            raise CourseError(
                f"{path}: the course's seed cannot be read or kept ({error.strerror}); give one "
                f"with --seed or in {SEED_VARIABLE}"
            ) from error
        if seed < 0:
            raise CourseError(
                f"{SEED_VARIABLE if named else path}: a seed is a whole number, 0 or more: put "
                "the one there that gave the earlier grades (without any, a new one is made)"
            )
        return seed
