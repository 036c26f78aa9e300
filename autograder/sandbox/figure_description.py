"""A Matplotlib figure described as plain data: what was drawn, in data coordinates.

Nothing is imported here: a value can only be an artist if Matplotlib is loaded already. Where
Matplotlib has no public name for what was drawn (`axline`, points and faces in 3D), its own
attributes are read: seen with Matplotlib 3.8 and 3.11; `tests/sandbox/test_quick_figures.py` and
`tests/versions/` draw such things.
"""

import sys
from itertools import pairwise
from types import ModuleType
from typing import Any

import numpy as np

Description = dict[str, Any]
_LONGEST_LIST = 64
MOST_CORNERS = 400


def drawn_in(value: object) -> Any | None:
    """The axes that `value` is, holds or belongs to; None if it is no figure.

    A figure stands for its first axes, pyplot for its current figure, an artist (a line, a scatter)
    for the axes it is in, and a list, tuple or array of artists, axes and figures for the first
    axes among them.
    """
    artist = sys.modules.get("matplotlib.artist")
    if artist is None:
        return None
    if isinstance(value, ModuleType) and value is sys.modules.get("matplotlib.pyplot"):
        return _axes_of(value.gcf()) if value.get_fignums() else None
    if isinstance(value, artist.Artist):
        return _axes_of(value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "O":
        value = value.ravel().tolist()
    if isinstance(value, list | tuple) and 0 < len(value) <= _LONGEST_LIST:
        # plt.hist returns arrays and a list of bars: one bar is enough to find the axes.
        found = [_axes_of(item) for item in value if isinstance(item, artist.Artist)]
        if len(found) == len(value):
            return next((axes for axes in found if axes is not None), None)
    return None


def _axes_of(artist: Any) -> Any | None:
    if hasattr(artist, "get_xlim"):
        return artist
    if hasattr(artist, "add_subplot"):
        return artist.axes[0] if artist.axes else None
    return getattr(artist, "axes", None)


def description(axes: Any) -> Description:
    """What stands on `axes`, and in `panels` on each of its figure's, where there are several."""
    described = _described(axes)
    panels = [one for one in axes.figure.axes if one.get_visible()]
    if len(panels) > 1:
        described["panels"] = [_described(one) for one in panels]
    return described


def _described(axes: Any) -> Description:
    """Lines (k, 2|3), points (k, 2|3) of each scatter, texts.

    `bars` are rows of left, bottom, width and height, `images` the numbers of each image or colour
    mesh, `contours` rows of x, y and the levels between which they lie (twice the same for a line).
    `meshes` holds corners (k, 3) of each surface, at most `MOST_CORNERS`. `marked` has the points
    (k, 2|3) of each line that have markers, `named` what a legend says of each line, or "". What is
    invisible or wholly transparent is left out; what hides it otherwise (its colour, the axes'
    limits, something in front of it) is not looked at. What is written on the whole figure (title,
    labels, legends) counts for each of its axes.
    """
    deep = hasattr(axes, "get_zlim")
    figures = dict.fromkeys((axes.figure, axes.figure.figure))  # a part of a figure, and it
    legends = [axes.get_legend(), *axes.artists, *(one for f in figures for one in f.legends)]
    legends = [one for one in legends if hasattr(one, "get_texts") and _seen(one)]
    lines = [line for line in axes.get_lines() if _seen(line) and _drawn(line)]
    described: Description = {
        "kind": "axes3d" if deep else "axes",
        "lines": [_line(line, axes, deep) for line in lines],
        "marked": [_line(line, axes, deep)[_every(line)] for line in filter(_has_markers, lines)],
        "named": _named(lines, legends),
        "points": [],
        "title": _first(*map(axes.get_title, _SIDES), *(f.get_suptitle() for f in figures)),
        "xlabel": _first(_label(axes, "x"), *(f.get_supxlabel() for f in figures)),
        "ylabel": _first(_label(axes, "y"), *(f.get_supylabel() for f in figures)),
        "zlabel": _label(axes, "z") if deep else "",
        "legend": [text.get_text() for one in legends for text in one.get_texts()],
        "texts": [text.get_text() for text in axes.texts if text.get_text()],
        "meshes": [],
        "bars": _bars(axes),
        "images": [_floats(image.get_array()) for image in filter(_seen, axes.images)],
        "contours": [],
    }
    for collection in filter(_seen, axes.collections):
        _collect(collection, deep, described)
    described["contours"] = np.array(described["contours"], dtype=float).reshape(-1, 4)
    return described


_SIDES = ("center", "left", "right")


def _first(*texts: str) -> str:
    """The first that says something, or ""."""
    return next((text for text in texts if text.strip()), "")


def _label(axes: Any, name: str) -> str:
    """The label of one axis, or "": `axis("off")` hides it with the axis."""
    axis = getattr(axes, f"{name}axis")
    on = getattr(axes, "_axis3don", axes.axison)  # axes in space keep it elsewhere
    return str(axis.label.get_text()) if on and _seen(axis) and _seen(axis.label) else ""


def _seen(artist: Any) -> bool:
    return bool(artist.get_visible()) and artist.get_alpha() != 0


_NOTHING = ("None", "none", " ", "", None)


def _has_markers(line: Any) -> bool:
    return line.get_marker() not in _NOTHING and bool(line.get_markersize() > 0)


def _every(line: Any) -> Any:
    """Which points of a line have markers; all of them where Matplotlib goes by their distance."""
    match line.get_markevery():
        case int() | np.integer() as step:
            return slice(None, None, step)
        case tuple((int() | np.integer() as first, step)):
            return slice(first, None, step)
        case None | float() | tuple():
            return slice(None)
        case chosen:
            return chosen


def _drawn(line: Any) -> bool:
    """Whether a line has strokes or markers."""
    strokes = line.get_linestyle() not in _NOTHING and line.get_linewidth() > 0
    inks = [line.get_color()] * strokes
    if _has_markers(line):
        inks += [line.get_markerfacecolor(), line.get_markeredgecolor()]
    return any(not isinstance(ink, str) or ink.lower() != "none" for ink in inks)


def _looks(line: Any) -> tuple[Any, ...]:
    return str(line.get_color()), line.get_linestyle(), str(line.get_marker())


def _named(lines: list[Any], legends: list[Any]) -> list[str]:
    """The legends' words for each line, found by how its entry looks."""
    entries: dict[tuple[Any, ...], str] = {}
    for legend in legends:
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=False):
            if hasattr(handle, "get_linestyle") and hasattr(handle, "get_marker"):
                entries[_looks(handle)] = text.get_text()
    looks = [_looks(line) for line in lines]
    return [entries.get(look, "") if looks.count(look) == 1 else "" for look in looks]


def _floats(values: Any) -> np.ndarray[Any, Any]:
    return np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)


def _line(line: Any, axes: Any, deep: bool) -> np.ndarray[Any, Any]:
    if type(line).__name__ == "AxLine":
        return _across(line, axes)
    in_space = deep and hasattr(line, "get_data_3d")
    data = line.get_data_3d() if in_space else line.get_data(orig=False)  # names and dates as drawn
    return np.column_stack([_floats(axis) for axis in data])


def _across(line: Any, axes: Any) -> np.ndarray[Any, Any]:
    """The two ends (2, 2) of a line without end that `axline` drew, at the sides of the axes."""
    x, y = line._xy1
    x2, y2 = line._xy2 if line._xy2 is not None else (x + 1, y + line._slope)
    if x2 == x:
        return np.array([[x, end] for end in axes.get_ylim()], dtype=float)
    return np.array(
        [[end, y + (y2 - y) / (x2 - x) * (end - x)] for end in axes.get_xlim()], dtype=float
    )


def _collect(collection: Any, deep: bool, described: Description) -> None:
    """Sort one collection by its class's name: scatter, line segments, surface and the like."""
    kind = type(collection).__name__.replace("3D", "")
    if "PathCollection" in kind:
        if deep and hasattr(collection, "_offsets3d"):
            points = np.column_stack([_floats(axis) for axis in collection._offsets3d])
        else:
            points = _floats(collection.get_offsets())
        described["points"].append(points)
    elif "ContourSet" in kind and not deep:
        described["contours"] += _levels(collection)
    elif kind == "QuadMesh":
        described["images"].append(_floats(collection.get_array()))
    elif "LineCollection" in kind:
        segments = getattr(collection, "_segments3d", None) if deep else None
        segments = collection.get_segments() if segments is None else segments
        described["lines"].extend(_floats(segment) for segment in segments)
    elif "Poly" in kind and deep:
        corners = _corners(collection)
        described["meshes"].append(corners[:: len(corners) // MOST_CORNERS + 1])


def _bars(axes: Any) -> np.ndarray[Any, Any]:
    """The rectangles of a bar chart or histogram: rows of left, bottom, width, height."""
    found = (patch for patch in filter(_seen, axes.patches) if type(patch).__name__ == "Rectangle")
    rows = [[*bar.get_xy(), bar.get_width(), bar.get_height()] for bar in found]
    return np.array(rows, dtype=float).reshape(-1, 4)


def _levels(contours: Any) -> list[list[float]]:
    """Some corners of each level line, or of each filled layer."""
    levels = [float(level) for level in contours.levels]
    between = list(pairwise(levels)) if contours.filled else []
    rows: list[list[float]] = []
    for path, (low, high) in zip(
        contours.get_paths(), between or zip(levels, levels, strict=True), strict=False
    ):
        corners = _floats(path.vertices)
        if path.codes is not None:
            # The entry that closes a line has coordinates that mean nothing.
            corners = corners[path.codes != path.CLOSEPOLY]
        for x, y in corners[:: len(corners) // MOST_CORNERS + 1]:
            rows.append([float(x), float(y), low, high])
    return rows


def _corners(surface: Any) -> np.ndarray[Any, Any]:
    """The corners (k, 3) of a surface, from where this release of Matplotlib keeps them."""
    if hasattr(surface, "_faces"):
        unused = getattr(surface, "_invalid_vertices", False)
        faces = surface._faces[~unused] if np.ndim(unused) == 2 else surface._faces
    else:
        faces = surface._vec[:3].T  # Matplotlib before 3.10
    return _floats(faces).reshape(-1, 3)
