"""What a notebook's cell shows, as nbformat-4 outputs.

`Renderer` makes them in the student's process, much as a kernel with the inline backend does.
`checked` takes what arrived from there: whatever it is, only well-formed outputs of harmless
kinds come out. HTML and LaTeX are made harmless (`harmless.py`), since an instructor's browser
will show them. A `REQUEST` is passed on as text, for `gradebook/drawn.py` to read with the
same distrust.
"""

from __future__ import annotations

import base64
import io
import json
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Output = dict[str, Any]
REQUEST = "application/vnd.autograder.request+json"
"""The kind of output that says what the grader's side is to draw: JSON `{"draw", "given"}`."""
DOTS_PER_INCH = 72
_MAX_OUTPUTS = 200


@dataclass(frozen=True)
class Request:
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
        if self.room >= 0 and len(self.outputs) < _MAX_OUTPUTS:
            self.outputs.append(output)

    def stream(self, name: str) -> Callable[[str], None]:
        def write(text: str) -> None:
            last = self.outputs[-1] if self.outputs else {}
            text = text.encode("utf-8", "replace").decode("utf-8")
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
        if isinstance(value, Request):
            return {REQUEST: value.json}
        bundle = {"text/plain": repr(value)[: 2**16].encode("utf-8", "replace").decode("utf-8")}
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
    and then cut, or once more on a larger canvas where something reaches beyond its own.
    """
    from matplotlib import rcParams
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    png = io.BytesIO()
    dpi, figure.dpi = figure.dpi, DOTS_PER_INCH
    try:
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
        reach = figure.get_tightbbox(canvas.get_renderer()).padded(rcParams["savefig.pad_inches"])
        width, height = canvas.get_width_height()
        left, low, right, high = (round(DOTS_PER_INCH * edge) for edge in reach.extents)
        if 0 <= left < right <= width and 0 <= low < high <= height:
            pixels = canvas.buffer_rgba()
            whole = Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", 0, 1)
            whole.crop((left, height - high, right, height - low)).save(png, format="png")
        else:
            figure.savefig(png, format="png", dpi=DOTS_PER_INCH, bbox_inches=reach)
    finally:
        figure.dpi = dpi
    return png.getvalue()


def _size(data: dict[str, str]) -> int:
    return sum(map(len, data.values()))


def checked(outputs: Any) -> tuple[Output, ...]:
    """The well-formed outputs among `outputs`, which may be anything."""
    if not isinstance(outputs, list | tuple):
        return ()
    kept = (_checked(output) for output in outputs[:_MAX_OUTPUTS] if isinstance(output, dict))
    return tuple(output for output in kept if output is not None)


def _checked(output: Output) -> Output | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        trace = output.get("traceback")
        return {
            "output_type": "error",
            "ename": _text(output.get("ename")),
            "evalue": _text(output.get("evalue")),
            "traceback": [_text(line) for line in trace] if isinstance(trace, list) else [],
        }
    if kind not in ("display_data", "execute_result"):
        return None
    given = output.get("data")
    data = {
        mime: clean
        for mime, value in (given.items() if isinstance(given, dict) else ())
        if isinstance(value, str) and mime in _CLEANERS and (clean := _CLEANERS[mime](value))
    }
    shown: Output = {"output_type": kind, "data": data, "metadata": {}}
    if kind == "execute_result":
        count = output.get("execution_count")
        shown["execution_count"] = count if type(count) is int and 0 < count < 10**6 else None
    return shown


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _png(value: str) -> str:
    """The base64 text if it decodes to a PNG, else nothing."""
    try:
        raw = base64.b64decode(value, validate=True)
    except ValueError:
        return ""
    return base64.b64encode(raw).decode() if raw.startswith(b"\x89PNG\r\n\x1a\n") else ""


def _html(value: str) -> str:
    # Not loaded where it is not needed: the process of a submission renders too.
    from autograder.sandbox.harmless import html

    return html(value)


def _latex(value: str) -> str:
    from autograder.sandbox.harmless import latex

    return latex(value)


_CLEANERS: dict[str, Callable[[str], str]] = {
    "text/plain": _text,
    "text/latex": _latex,
    "image/png": _png,
    "text/html": _html,
    REQUEST: _text,
}
