"""Figures drawn quickly where nobody looks at them: a notebook is run for its answers alone.

What is on the axes is the same. What only a printed picture needs is left out, or made when
somebody asks for it. Both halve the time of a drawing, or better.

Two methods of Matplotlib's axis are replaced, and these know about ticks that are not made yet.
They are private: seen with Matplotlib 3.8 and 3.11. `tests/sandbox/test_quick_figures.py` compares
what is on the axes with and without this.
"""

import functools
import sys
from collections.abc import Callable
from typing import Any

FACETS = 12
"""Rows and columns of a surface's facets. Matplotlib's own 50 take ten times as long."""

_CHOICES = {"rstride", "cstride", "rcount", "ccount"}
_TICKS = ("majorTicks", "minorTicks")


def draw_quickly() -> None:
    """Draw in this quick way from now on, in this process."""
    axis, axes3d = map(sys.modules.get, ("matplotlib.axis", "mpl_toolkits.mplot3d.axes3d"))
    if axis is not None:
        for name in ("set_tick_params", "set_clip_path"):
            setattr(axis.Axis, name, _without_making_ticks(getattr(axis.Axis, name)))
    if axes3d is not None:
        axes3d.Axes3D.plot_surface = _with_few_facets(axes3d.Axes3D.plot_surface)


def _without_making_ticks(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of an axis that changes its ticks, on those that have been made.

    Matplotlib makes ticks when they are first looked at, from parameters it has noted; looking
    at them only to change them defeats that.
    """

    @functools.wraps(method)
    def patched(axis: Any, *args: Any, **options: Any) -> Any:
        unmade = [name for name in _TICKS if name not in vars(axis)]
        for name in unmade:
            setattr(axis, name, [])
        try:
            return method(axis, *args, **options)
        finally:
            for name in unmade:
                if vars(axis).get(name) == []:
                    delattr(axis, name)

    return patched


def _with_few_facets(plot_surface: Callable[..., Any]) -> Callable[..., Any]:
    """Few facets where the caller does not choose how many. Their corners lie on the surface and
    reach its rim as those of many do."""

    @functools.wraps(plot_surface)
    def patched(*args: Any, **options: Any) -> Any:
        if not _CHOICES & options.keys():
            options |= {"rcount": FACETS, "ccount": FACETS}
        return plot_surface(*args, **options)

    return patched
