"""Communication between two locked processes: plain values cross, everything else stays.

One process holds a student's code, the other an instructor's tests. `values.py` says what crosses
and how; it asks `simple.py`, `data_frames.py` and `expressions.py` about some kinds. What does not
cross is *held* where it is, under a number, and a `Remote` stands for it on the other side
(`remote.py`). `peer.py` is one end of the conversation, `student.py` the student's. `testing.py`
runs test cells at the tests' end: there `guard.py` sees to it that no text of the student's is run,
and `looks.py` that a stand-in looks like what it stands for. The grader passes messages on
(`autograder.testcells.relay`) and reads none but the verdict.
"""
