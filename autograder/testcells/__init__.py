"""Ordinary nbgrader assignments: an instructor's own test cells, run in a process of their own."""
