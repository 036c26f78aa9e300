"""nbgrader's configuration of this course; nbgrader reads it from the folder it runs in."""

from textwrap import dedent

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

# Students read the points of each question below its text, from its metadata, and a check of
# theirs that fails again gives a hint, in two steps. `c.ForStudents.hints = False` switches hints
# off in what is released from then on.
c.GenerateAssignment.preprocessors.prepend(["autograder.for_students.ForStudents"])

# The engine in place of nbgrader's Execute: student code runs apart, without a kernel, and scores
# do not come from what a cell prints. Both lists are nbgrader's own but for our three steps.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "autograder.nbgrader_plugin.RestoreCells",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_plugin.GradeApart",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.nbgrader_plugin.SaveScorecard",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# What a student writes in Markdown does nothing in feedback and formgrader: no scripts, forms,
# frames or foreign images. nbconvert's own filter would take headings and paragraphs away as well;
# and nbgrader's templates use none for Markdown, which passes `strip_files_prefix` last.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "clean_html": "autograder.sandbox.harmless.html",
    "strip_files_prefix": "autograder.sandbox.harmless.html",
}

# `nbgrader release_feedback` goes on where some submissions did not come through the exchange.
c.ExchangeFactory.release_feedback = "autograder.nbgrader_plugin.ReleaseFeedback"

# `nbgrader zip_collect` on what Moodle's "Download all submissions" gives: a folder, or a file
# name, `<full name>_<participant's number>_assignsubmission_file_`. The number is the student's id.
c.FileNameCollectorPlugin.named_regexp = (
    r".*_(?P<student_id>\d+)_assignsubmission_file_[/_]?(?P<file_id>[^/]+\.ipynb)$"
)
