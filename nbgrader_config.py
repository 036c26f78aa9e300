"""nbgrader's configuration of this course; nbgrader reads it from the folder it runs in."""

from textwrap import dedent

from autograder.steps import configure

c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = "regression-by-descent"

# Solutions stand between ### BEGIN SOLUTION and ### END SOLUTION. What takes their place must go
# on raising NotImplementedError: checks and previews know an unwritten function by it.
c.ClearSolutions.code_stub = {
    "python": dedent(
        """\
        # Write your code here, in place of the next line.
        raise NotImplementedError("not written yet")"""
    )
}
c.ClearSolutions.text_stub = "*Your answer here: double-click, and write over this line.*"

# The autograder in place of nbgrader's Execute, harmless pages, and points and hints for students.
# `c.ForStudents.hints = False` switches hints off in what is released from then on.
configure(c)

# `nbgrader zip_collect` on what Moodle's "Download all submissions" gives: a folder, or a file
# name, `<full name>_<participant's number>_assignsubmission_file_`. The number is the student's id;
# the first one is Moodle's (`(?>` never looks for another), what follows is the student's own name.
# Other files of these kinds belong to the hand-in, or tell why there is no notebook; but a
# timestamp.txt of the student's own would say when it was handed in.
c.FileNameCollectorPlugin.named_regexp = (
    r"(?>.*?_(?P<student_id>\d+)_assignsubmission_file_[/_]?)"
    r"(?!timestamp\.txt$)(?P<file_id>[^/].*)$"
)
c.FileNameCollectorPlugin.valid_ext = [
    *(".ipynb", ".py", ".csv", ".tsv", ".txt", ".dat", ".json", ".npy", ".npz", ".xlsx"),
    *(".png", ".jpg", ".pdf", ".html", ".docx", ".zip", ".rar", ".7z"),
]
