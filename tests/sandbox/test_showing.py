"""What notebooks contain runs, and what it shows comes back."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.sandbox.forkserver import ForkServer
from tests.sandbox.talking import opened, run, value


def test_printed_text_is_kept_up_to_its_limit(server: ForkServer) -> None:
    (few,) = run(server, "print('ŷ = Xw', 1)", render=True).outputs
    assert few["text"] == "ŷ = Xw 1\n"
    many = run(server, "for i in range(200_000): print('line', i)", render=True)
    assert many.error is None
    assert "cut off" in many.outputs[-1]["text"]
    assert sum(len(output["text"]) for output in many.outputs) < 70_000


@pytest.mark.parametrize(
    "source",
    [
        "%%time\ndef f(): return 1",
        "%%capture out\ndef f(): return 1",
        "%matplotlib inline\ndef f(): return 1",
        "%matplotlib notebook\nimport matplotlib\nmatplotlib.use('TkAgg')\ndef f(): return 1",
        "%load_ext autoreload\n%autoreload 2\n%config InlineBackend.figure_format = 'retina'\n"
        "def f(): return 1",
        "!pip install numpy\ndef f(): return 1",
        "files = !ls\ndef f(): return 1 + len(files)",
        "%time y = 1\ndef f(): return y",
        "np?\ndef f(): return 1",
        "get_ipython().run_line_magic('matplotlib', 'inline')\ndef f(): return 1",
        "from IPython.display import display\ndisplay(1)\ndef f(): return 1",
        "display('x')\ndef f(): return 1",
        "def f():\r\n    return 1\r\n",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\ndef f(): return 1",
        "import warnings\nwarnings.warn('old')\ndef f():\n    warnings.warn('x')\n    return 1",
        "if __name__ == '__main__':\n    def f(): return 1",
        "from typing import List\ndef f() -> List[int]: return 1",
        "from __future__ import annotations\ndef f() -> nothing: return 1",
        "%%writefile helper.py\none = 1\n%% ignored",
        "from autograder import check, preview\nimport autograder.handout\n"
        "with preview('a', 'b'):\n    not_written\ncheck('a', 'b', globals())\ndef f(): return 1",
    ],
)
def test_what_notebooks_contain_runs(server: ForkServer, source: str) -> None:
    with opened(server, source, "try: f\nexcept NameError:\n  def f(): return 1") as session:
        if "helper" not in source:
            assert session.cells[0].error is None
        assert value(session, "f") == 1


def test_rendering_collects_what_a_kernel_would_show(server: ForkServer) -> None:
    shown = run(
        server,
        "import matplotlib.pyplot as plt\nprint('a')\nplt.plot([1, 2])\n1 + 1",
        render=True,
    )
    assert [o["output_type"] for o in shown.outputs] == ["stream", "execute_result", "display_data"]
    assert shown.outputs[1]["data"] == {"text/plain": "2"}
    assert set(shown.outputs[2]["data"]) == {"text/plain", "image/png"}
    failed = run(server, "1 / 0", render=True)
    assert failed.outputs[0]["ename"] == "ZeroDivisionError"


def test_rendered_html_keeps_tables_and_loses_scripts(server: ForkServer) -> None:
    source = """
class Table:
    def _repr_html_(self):
        return '<table onload="x()"><tr><td>1 &lt; 2</td></tr></table><script>alert(1)</script>'
Table()
"""
    html = run(server, source, render=True).outputs[0]["data"]["text/html"]
    assert html == "<table><tbody><tr><td>1 &lt; 2</td></tr></tbody></table>"


def test_a_drawing_comes_back_as_its_description(server: ForkServer) -> None:
    source = """
import matplotlib.pyplot as plt
def f(x):
    fig, ax = plt.subplots()
    ax.plot(x, x ** 2, label='curve')
    ax.scatter(x, x)
    ax.set(title='T', xlabel='a', ylabel='b')
    ax.legend()
    return ax
def g(x): return f(x).figure
def h(x): return f(x).plot(x, x)
def deep(x):
    ax = plt.figure().add_subplot(projection='3d')
    ax.plot(x, x, x)
    return ax
"""
    x = np.array([1.0, 2.0])
    with opened(server, source) as session:
        for name in "fgh":
            drawing = value(session, name, x)
            assert isinstance(drawing, dict)
            assert (drawing["kind"], drawing["title"]) == ("axes", "T")
            assert drawing["legend"] == ["curve"]
            assert np.array_equal(drawing["lines"][0], [[1, 1], [2, 4]])
            assert np.array_equal(drawing["points"][0], [[1, 1], [2, 2]])
        solid = value(session, "deep", x)
    assert isinstance(solid, dict)
    assert solid["kind"] == "axes3d"
    assert solid["lines"][0].shape == (2, 3)
