"""nbgrader's lists of steps, with ours among them, and a guard for what it reads itself."""

from typing import Any


def configure(c: Any) -> None:
    """In any course's `nbgrader_config.py`: have `nbgrader autograde` use this autograder, let
    nothing that a student wrote be active in feedback and formgrader, and let nbgrader read only
    regular files from hand-ins.
    """
    # Only here, since a machine without nbgrader reads this module and no settings.
    from autograder.gradebook.guarding import guard

    guard()
    # Both lists are nbgrader's own but for our three steps.
    c.Autograde.sanitize_preprocessors = [
        "nbgrader.preprocessors.ClearOutput",
        "autograder.nbgrader_plugin.RestoreCells",
        "nbgrader.preprocessors.DeduplicateIds",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    # `GradeApart` in place of nbgrader's Execute: student code runs apart, without a kernel, and
    # scores do not come from what a cell prints.
    c.Autograde.autograde_preprocessors = [
        "autograder.nbgrader_plugin.GradeApart",
        "nbgrader.preprocessors.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        "autograder.nbgrader_plugin.SaveScorecard",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    # Students read the points of each question below its text, from its metadata, and a check of
    # theirs that fails again gives a hint, in two steps.
    c.GenerateAssignment.preprocessors.prepend(["autograder.for_students.ForStudents"])
    # What a student writes in Markdown does nothing: no scripts, forms, frames or foreign images.
    # nbconvert's own filter would take headings and paragraphs away as well; and nbgrader's
    # templates use none for Markdown, which passes `strip_files_prefix` last.
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = {
        "clean_html": "autograder.sandbox.harmless.boxed",
        "strip_files_prefix": "autograder.sandbox.harmless.boxed",
    }
    # `nbgrader release_feedback` goes on where some submissions did not come through the exchange.
    if "release_feedback" not in c.ExchangeFactory:  # another exchange has its own
        c.ExchangeFactory.release_feedback = "autograder.nbgrader_plugin.ReleaseFeedback"
