"""The libraries that the forking process has loaded, so that no fork has to."""

import importlib
import sys
from typing import Any

from autograder.sandbox import renamed
from autograder.sandbox.rendering import as_png


def preload(names: list[str]) -> None:
    """Import libraries once for all forks. One that is not installed fails where it is imported."""
    for name in names:
        if name.startswith("matplotlib"):
            _without_pages_about_itself()
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:
            continue
    if "matplotlib" in sys.modules:
        _without_a_screen()
    renamed.give_names()


def _without_pages_about_itself() -> None:
    """Matplotlib looks through each of its classes as it is imported, to write a docstring that
    lists what can be set: a third of the time that its import takes. Seen with 3.8 to 3.10; where
    it changes, the docstrings are written again, and `tests/versions` sees whether plots are drawn.
    """
    try:
        artist = importlib.import_module("matplotlib.artist")
    except ModuleNotFoundError:
        return
    vars(artist)["kwdoc"] = lambda artist: ""
    artist.Artist._update_set_signature_and_docstring = classmethod(lambda cls: None)


def warm_up() -> None:
    """Use the libraries once, so that what they make at their first use is there in every fork."""
    if "numpy" in sys.modules:
        importlib.import_module("numpy.random")  # NumPy imports it when it is first asked for
    if "matplotlib" in sys.modules:
        from matplotlib import pyplot

        figure, axes = pyplot.subplots()
        axes.plot([0, 1], label="a")
        axes.set_title("$x_1^2$")  # building the grammar of formulas takes longer than a drawing
        axes.legend()
        as_png(figure)
        pyplot.close(figure)
    if "sympy" in sys.modules:
        x = sys.modules["sympy"].Symbol("x")
        str((x**2).diff(x))


def _without_a_screen() -> None:
    """Make the calls harmless that need one."""
    import matplotlib
    from matplotlib import pyplot

    pyplot.switch_backend("agg")

    def nothing(*args: Any, **options: Any) -> None:
        return None

    for module, name in ((pyplot, "show"), (pyplot, "switch_backend"), (matplotlib, "use")):
        setattr(module, name, nothing)
