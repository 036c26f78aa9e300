"""Two locked processes that talk: values that cross as plain data, and the rest that stays.

One process holds a student's code, the other an instructor's tests. `values.py` says what crosses
and how; what does not is *held* where it is, under a number, and stands on the other side as a
`Remote` (`remote.py`). `peer.py` is one end of the conversation, `testing.py` runs test cells at
the tests' end. The grader passes messages on (`autograder.testcells.relay`) and reads none but
the verdict.
"""
