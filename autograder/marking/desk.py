"""The desk of a person who marks: the questions, the answers and the marks.

Marks and comments are read from nbgrader's tables and written there at once, each in a transaction,
so that formgrader beside it sees and does the same. The gradebook is open only while something is
read or written: an open one would keep others waiting.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Assignment, Grade, Gradebook, SubmittedAssignment, TaskCell

from autograder.course import Course
from autograder.errors import UnreadableNotebookError, UsageError
from autograder.files import printable
from autograder.gradebook.folder import page_path, read_notebook
from autograder.gradebook.reading import open_sheet
from autograder.gradebook.restoring import MISSING
from autograder.gradebook.settings import CourseSettings, course_settings
from autograder.gradebook.transaction import make_tables, open_gradebook, transaction
from autograder.marking import answer_html, as_json, rubric
from autograder.marking.questions import (
    WrittenQuestion,
    answer_cells,
    answers_of_cells,
    asked_in,
    comment_of,
    commonest_comments,
    grades_of,
)
from autograder.marking.rubric import RubricMark
from autograder.marking.scheme import Scheme, read_scheme
from autograder.notebook.instructors import read_instructors
from autograder.points import total


class Desk:
    """The marking of one course, of what lies in its `submitted/` when it begins.

    Raises `GradebookError` where the gradebook cannot be written.
    """

    def __init__(self, root: Path, assignments: Sequence[str], *, anonymous: bool) -> None:
        self._course = Course(root)
        self._settings: CourseSettings = course_settings(root)
        self._assignments = tuple(assignments)
        self._anonymous = anonymous
        sheet = open_sheet(root)
        dropped = set(sheet.dropped) if sheet else set()
        with open_gradebook(self._settings) as gradebook:
            make_tables(gradebook, rubric.TABLES)
            known = [a.name for a in gradebook.db.query(Assignment)]
            given = gradebook.db.query(SubmittedAssignment)
            self._gone = frozenset(s.id for s in given if (s.student_id, s.name) in dropped)
        for name in assignments:
            if name not in known:
                raise UsageError(f"{name} is not released; there are {', '.join(known) or 'none'}")

    def questions(self) -> list[dict[str, Any]]:
        """Every question with answers, in the notebooks' order, and how far its marking is."""
        with open_gradebook(self._settings) as gradebook:
            counted = answers_of_cells(gradebook, self._gone)
            return [
                as_json.question(question) | {"answers": answers, "marked": answers - waiting}
                for question in self._listed(gradebook)
                for answers, waiting in [counted.get(question.cell_id, (0, 0))]
                if answers
            ]

    def question(self, id: str) -> dict[str, Any]:
        """A question with its scheme, its rubric, its commonest comments and all its answers."""
        with self._writing() as gradebook:
            question = self._known(gradebook, id)
            scheme = self._scheme(question)
            items = rubric.rubric(gradebook, id)
            if not items and scheme.items:
                rubric.add_items(gradebook, id, scheme.items)
                items = rubric.rubric(gradebook, id)
            given = grades_of(gradebook, question)
            grades = self._ordered([g for g in given if g.notebook.assignment_id not in self._gone])
            return as_json.question(question) | {
                "asked": answer_html.text(scheme.asked),
                "model": answer_html.text(scheme.model),
                "remarks": answer_html.text(scheme.remarks),
                "rubric": [as_json.item(item) for item in items],
                "comments": commonest_comments(gradebook, question),
                "answers": [
                    {"id": grade.id, "name": self._name(grade, n), **as_json.state(grade)}
                    for n, grade in enumerate(grades, start=1)
                ],
            }

    def answer(self, grade_id: str) -> dict[str, Any]:
        """One answer as it is, its mark, and what changed since it was last marked."""
        with open_gradebook(self._settings) as gradebook:
            grade = self._grade(gradebook, grade_id)
            mark = rubric.marks(gradebook, [grade_id]).get(grade_id)
            cells, trouble = self._cells(grade)
            return {
                "id": grade_id,
                "html": trouble or answer_html.answer(cells),
                **as_json.marked(grade, mark),
                **as_json.comment(comment_of(grade)),
                "changed": as_json.changed(grade, mark, answer_html.typed(cells)),
            }

    def mark(self, grade_id: str, items: frozenset[int], adjustment: float) -> dict[str, Any]:
        """Tick items, and add or take off points beside them."""
        with self._writing() as gradebook:
            grade = self._grade(gradebook, grade_id)
            known = {i.id for i in rubric.rubric(gradebook, asked_in(grade.cell).id)}
            mark = RubricMark(
                items & known, adjustment, 0.0, answer_html.typed(self._cells(grade)[0])
            )
            return self._write(gradebook, grade, mark)

    def unmark(self, grade_id: str) -> dict[str, Any]:
        """Take a mark back: the answer waits for one again."""
        with self._writing() as gradebook:
            grade = self._grade(gradebook, grade_id)
            rubric.keep_mark(gradebook, grade_id, RubricMark())
            grade.manual_score, grade.needs_manual_grade = None, grade.auto_score is None
            return as_json.marked(grade, None)

    def keep(self, grade_id: str) -> dict[str, Any]:
        """Let the mark stand for an answer that changed since."""
        with self._writing() as gradebook:
            grade = self._grade(gradebook, grade_id)
            mark = rubric.marks(gradebook, [grade_id]).get(grade_id, RubricMark())
            answer = answer_html.typed(self._cells(grade)[0])
            rubric.keep_mark(
                gradebook, grade_id, replace(mark, answer=answer, score=grade.manual_score)
            )
            grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
            return as_json.marked(grade, mark)

    def comment(self, grade_id: str, text: str) -> dict[str, Any]:
        """Write a comment, or take it back with an empty one."""
        with self._writing() as gradebook:
            grade = self._grade(gradebook, grade_id)
            comment = comment_of(grade)
            if comment is None:
                raise UsageError("nbgrader has no place for a comment at this question")
            comment.manual_comment = text.strip() or None
            return {"comments": commonest_comments(gradebook, asked_in(grade.cell))}

    def change_rubric(self, id: str, change: Callable[[Gradebook], None]) -> dict[str, Any]:
        """Change a question's rubric; all marks that were made with it follow.

        A mark that somebody gave otherwise since, in formgrader say, is left as it is.
        """
        with self._writing() as gradebook:
            question = self._known(gradebook, id)
            change(gradebook)
            items = rubric.rubric(gradebook, id)
            known = {item.id for item in items}
            grades = {grade.id: grade for grade in grades_of(gradebook, question)}
            followed = 0
            for grade_id, mark in rubric.marks(gradebook, list(grades)).items():
                grade = grades[grade_id]
                if mark.score is None or grade.manual_score != mark.score:
                    continue
                waits = grade.needs_manual_grade
                self._write(gradebook, grade, replace(mark, items=mark.items & known))
                grade.needs_manual_grade = waits
                followed += grade.manual_score != mark.score
            return {"rubric": [as_json.item(item) for item in items], "followed": followed}

    def _write(self, gradebook: Gradebook, grade: Grade, mark: RubricMark) -> dict[str, Any]:
        """A mark into nbgrader's table, within 0 and the points of the question."""
        points = {i.id: i.points for i in rubric.rubric(gradebook, asked_in(grade.cell).id)}
        earned = total([mark.adjustment, *(points[item] for item in mark.items)])
        mark = replace(mark, score=min(max(earned, 0.0), float(grade.cell.max_score)))
        rubric.keep_mark(gradebook, grade.id, mark)
        grade.manual_score, grade.needs_manual_grade = mark.score, False
        return as_json.marked(grade, mark)

    @contextmanager
    def _writing(self) -> Iterator[Gradebook]:
        with open_gradebook(self._settings) as gradebook, transaction(gradebook):
            yield gradebook

    def _listed(self, gradebook: Gradebook) -> Iterator[WrittenQuestion]:
        """The questions that a person marks, and those where the grader leaves it to one."""
        counted = answers_of_cells(gradebook, self._gone)
        order = {name: n for n, name in enumerate(self._course.names)}
        assignments = gradebook.db.query(Assignment).all()
        for assignment in sorted(assignments, key=lambda a: (order.get(a.name, 99), a.name)):
            if self._assignments and assignment.name not in self._assignments:
                continue
            for notebook in sorted(assignment.notebooks, key=lambda n: n.name):
                places = {cell.name: n for n, cell in enumerate(notebook.source_cells)}
                written = {cell.name for cell in notebook.solution_cells}
                cells = [*notebook.grade_cells, *notebook.task_cells]
                for cell in sorted(cells, key=lambda cell: places.get(cell.name, 0)):
                    by_hand = cell.name in written or isinstance(cell, TaskCell)
                    if by_hand or counted.get(cell.id, (0, 0))[1]:
                        yield asked_in(cell)

    def _known(self, gradebook: Gradebook, id: str) -> WrittenQuestion:
        for question in self._listed(gradebook):
            if question.id == id:
                return question
        raise UsageError(f"there is no question {printable(id)}")

    def _grade(self, gradebook: Gradebook, grade_id: str) -> Grade:
        grade = gradebook.db.get(Grade, grade_id)
        if grade is None or (self._assignments and grade.assignment.name not in self._assignments):
            raise UsageError("there is no such answer: load the page again")
        return grade

    def _ordered(self, grades: Sequence[Grade]) -> list[Grade]:
        """By name; without names by what says nothing about who somebody is."""
        if self._anonymous:
            return sorted(grades, key=lambda grade: sha256(grade.id.encode()).hexdigest())
        return sorted(grades, key=lambda grade: str(grade.student.id))

    def _name(self, grade: Grade, number: int) -> str:
        if self._anonymous:
            return f"answer {number}"
        student = grade.student
        named = " ".join(filter(None, (student.first_name, student.last_name)))
        return f"{named} ({student.id})" if named else str(student.id)

    def _scheme(self, question: WrittenQuestion) -> Scheme:
        folder = self._course.source_folder(question.assignment)
        cells = read_instructors(folder / f"{question.notebook}.ipynb").cells
        return read_scheme(cells, question.cell)

    def _cells(self, grade: Grade) -> tuple[list[NotebookNode], str]:
        """The cells that are an answer, and in words why there are none."""
        question = asked_in(grade.cell)
        name = question.notebook
        path = page_path(self._settings, grade.student.id, question.assignment, name)
        try:
            cells = read_notebook(path.read_bytes()).cells
        except (OSError, UnreadableNotebookError):
            return [], "The graded notebook is not there or cannot be read: grade it again."
        found = answer_cells(cells, grade)
        if any(MISSING in cell.source for cell in found):
            found += self._nameless(question, found[0].cell_type, cells)
        return found, ""

    def _nameless(
        self, question: WrittenQuestion, kind: str, cells: Sequence[NotebookNode]
    ) -> list[NotebookNode]:
        """What a student wrote in cells of that kind without a name: in a new notebook, or as some
        editors save it, one of these is the answer.
        """
        path = self._course.release_folder(question.assignment) / f"{question.notebook}.ipynb"
        released = read_instructors(path).cells if path.is_file() else ()
        given = {cell.text.strip() for cell in released}
        own = [c for c in cells if c.cell_type == kind and "nbgrader" not in c.metadata]
        return [cell for cell in own if cell.source.strip() not in given]
