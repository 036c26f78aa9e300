"""`python -m autograder.handout [COURSE]`: compute `values.json` anew with a course's solutions."""

import sys
from pathlib import Path

from autograder.handout.recompute import recomputed, reference_functions
from autograder.handout.snapshot import FILE, write


def main(course: Path) -> None:
    snapshot = recomputed(lambda assignment: reference_functions(course, assignment))
    FILE.write_text(write(snapshot), encoding="utf-8")
    print(f"{len(snapshot.values)} values written to {FILE}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
