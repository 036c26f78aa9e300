"""What a notebook's cell shows, as nbformat-4 outputs, made in the student's process.

Much as a kernel with the inline backend does. What arrives of it is checked by `harmless.py`.
"""

import base64
import io
import json
import sys
import traceback
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from autograder.sandbox.plain import in_utf8
from autograder.sandbox.terms import MAX_OUTPUTS, REQUEST, Output

DOTS_PER_INCH = 72


@dataclass(frozen=True)
class DrawRequest:
    """Something to show that this process cannot draw: it does not know the handout.

    `given` holds numbers, text, arrays and containers of them.
    """

    draw: str
    given: dict[str, Any]

    def __repr__(self) -> str:
        return ""

    @property
    def json(self) -> str:
        return json.dumps({"draw": self.draw, "given": self.given}, default=lambda a: a.tolist())


def _pyplot() -> Any | None:
    return sys.modules.get("matplotlib.pyplot")


def close_figures() -> None:
    """Forget all figures, so that one cell's drawing is not shown under the next."""
    pyplot = _pyplot()
    if pyplot is not None:
        pyplot.close("all")


class Renderer:
    """Collects one cell's outputs, within `room` bytes."""

    def __init__(self, count: int, room: int) -> None:
        self.count = count
        self.room = room
        self.outputs: list[Output] = []

    def _add(self, output: Output, size: int) -> None:
        self.room -= size
        if self.room >= 0 and len(self.outputs) < MAX_OUTPUTS:
            self.outputs.append(output)

    def stream(self, name: str) -> Callable[[str], None]:
        def write(text: str) -> None:
            last = self.outputs[-1] if self.outputs else {}
            text = in_utf8(text)
            if last.get("output_type") == "stream" and last["name"] == name:
                last["text"] += text
                self.room -= len(text)
            else:
                self._add({"output_type": "stream", "name": name, "text": text}, len(text))

        return write

    def display(self, value: Any) -> None:
        data = self._bundle(value)
        self._add({"output_type": "display_data", "data": data, "metadata": {}}, _size(data))

    def result(self, value: Any) -> None:
        if value is None:
            return
        data = self._bundle(value)
        result = {"output_type": "execute_result", "execution_count": self.count}
        self._add({**result, "data": data, "metadata": {}}, _size(data))

    def error(self, problem: BaseException) -> None:
        name = type(problem).__name__
        step = problem.__traceback__
        while step is not None and not step.tb_frame.f_code.co_filename.startswith("<cell "):
            step = step.tb_next
        try:
            lines = traceback.format_exception(type(problem), problem, step, limit=20)
            message = str(problem)
        except Exception:  # noqa: BLE001  an exception that cannot be shown
            lines, message = [name], ""
        lines = [line.rstrip("\n")[:4000] for line in lines]
        error = {"output_type": "error", "ename": name, "evalue": message[:4000]}
        self._add({**error, "traceback": lines}, sum(map(len, lines)))

    def figures(self) -> None:
        """Show the figures that are still open."""
        pyplot = _pyplot()
        if pyplot is not None:
            for number in pyplot.get_fignums()[:20]:
                self.display(pyplot.figure(number))

    def _bundle(self, value: Any) -> dict[str, str]:
        if isinstance(value, DrawRequest):
            return {REQUEST: value.json}
        bundle = {"text/plain": in_utf8(repr(value)[: 2**16])}
        if hasattr(value, "savefig") and hasattr(value, "add_subplot"):
            bundle["image/png"] = base64.b64encode(as_png(value)).decode()
            return bundle
        for mime, method in (("text/html", "_repr_html_"), ("text/latex", "_repr_latex_")):
            shown = getattr(value, method, None)
            text = shown() if callable(shown) and not isinstance(value, type) else None
            if isinstance(text, str):
                bundle[mime] = text[: 2**18]
        return bundle


def as_png(figure: Any) -> bytes:
    """A figure as the inline backend shows it: cut to what is on it, with a small margin.

    `savefig` draws it twice for that, once to find out how far it reaches. Here it is drawn once
    and then cut, or once more on a larger canvas where something reaches beyond its own. The
    margin may: a constrained layout fills the canvas.
    """
    from matplotlib import rcParams
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    png = io.BytesIO()
    dpi, figure.dpi = figure.dpi, DOTS_PER_INCH
    try:
        with _looking_once():
            canvas: Any = FigureCanvasAgg(figure)
            canvas.draw()
            reach = figure.get_tightbbox(canvas.get_renderer())
            cut = reach.padded(rcParams["savefig.pad_inches"])
            width, height = canvas.get_width_height()
            left, low, right, high = (round(DOTS_PER_INCH * edge) for edge in reach.extents)
            if 0 <= left < right <= width and 0 <= low < high <= height:
                left, low, right, high = (round(DOTS_PER_INCH * edge) for edge in cut.extents)
                pixels = canvas.buffer_rgba()
                whole = Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", 0, 1)
                ground = tuple(round(255 * part) for part in figure.get_facecolor())
                picture = Image.new("RGBA", (right - left, high - low), ground)
                picture.paste(whole, (-left, high - height))
                # As small as with the usual 6, and written in two thirds of the time, or half.
                picture.save(png, format="png", compress_level=3)
            else:
                figure.savefig(png, format="png", dpi=DOTS_PER_INCH, bbox_inches=cut)
    finally:
        figure.dpi = dpi
    return png.getvalue()


@contextmanager
def _looking_once() -> Iterator[None]:
    """Matplotlib measures titles, labels and legends many times for one drawing, and each time
    looks anew for ticks, for the boxes of their labels, and for where a legend hides least, which
    looks at all that is drawn. In here it looks once for each place of the axes on the canvas.

    These methods are its own matter: seen with Matplotlib 3.8 and 3.11.
    """
    from matplotlib.axis import Axis
    from matplotlib.legend import Legend

    places = {
        (Legend, "_find_best_position"): _place_of_legend,
        (Axis, "_update_ticks"): _place_of_axis,
        (Axis, "_get_ticklabel_bboxes"): _place_of_axis,
    }
    plain = [(owner, name, getattr(owner, name)) for owner, name in places]
    for owner, name, method in plain:
        setattr(owner, name, _once(method, places[owner, name]))
    try:
        yield
    finally:
        for owner, name, method in plain:
            setattr(owner, name, method)


def _place_of_legend(legend: Any, *size: Any) -> Hashable:
    return legend, size, legend.get_bbox_to_anchor().bounds


def _place_of_axis(axis: Any, *ticks: Any) -> Hashable:
    """None in space, where drawing moves the ticks."""
    axes = axis.axes
    return None if axes.name == "3d" else (axis, axes.viewLim.bounds, axes.bbox.bounds)


def _once(method: Callable[..., Any], place: Callable[..., Hashable]) -> Callable[..., Any]:
    found: dict[Hashable, Any] = {}

    def once(artist: Any, *args: Any) -> Any:
        at = place(artist, *args)
        if at is None:
            return method(artist, *args)
        if at not in found:
            found[at] = method(artist, *args)
        return found[at]

    return once


def _size(data: dict[str, str]) -> int:
    return sum(map(len, data.values()))
