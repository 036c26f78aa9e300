"""Running student code apart: a process per submission that can only answer.

`forkserver.ForkServer` keeps a fresh Python process that has the libraries loaded and has never
seen a solution. Its `open(cells)` forks it for one submission, locks the fork down, loads the
cells there and returns a `session.Session`, whose `call` sends arguments and receives plain data.

Nothing is imported here: a student's own notebook needs how a function is found (`functions`) and
called (`invocation`, `borrowed`), and no process.
"""
