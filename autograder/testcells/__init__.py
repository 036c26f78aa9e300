"""Ordinary nbgrader assignments: an instructor's own test cells, run where the student is not."""
