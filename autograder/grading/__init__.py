"""Grading: from submissions to scorecards.

Nothing is imported here. A forking process is started before the modules that grading needs are
imported, so that both happen at the same time.
"""
