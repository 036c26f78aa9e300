"""What the notebooks give their students is what the handout gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.handout import data

COURSE = Path(__file__).parents[2]
NOTEBOOKS = sorted((COURSE / "source").glob("*/*.ipynb"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_setup_cells_hold_the_handouts_data(notebook: Path) -> None:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    setup = next(
        "".join(cell["source"])
        for cell in cells
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "setup"
    )
    names: dict[str, Any] = {}
    exec(setup, names)
    shared = [name for name in data(notebook.stem) if name in names]
    assert shared
    for name in shared:
        np.testing.assert_array_equal(names[name], data(notebook.stem)[name])
