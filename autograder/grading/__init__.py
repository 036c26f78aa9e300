"""Submissions in, scorecards out.

Nothing is imported here: a forking process is started before what grading itself needs is
imported, so that both happen at once.
"""
