"""Put an object under a cell: as HTML in a notebook, as text anywhere else."""

import sys
from typing import Any


def show(thing: object) -> None:
    """Display `thing` through IPython where there is one; print its text otherwise."""
    if "IPython" in sys.modules:
        from IPython.core.getipython import get_ipython
        from IPython.display import display

        if get_ipython() is not None:
            display(thing)  # type: ignore[no-untyped-call]
            return
    print(thing)


def as_output(thing: Any) -> dict[str, Any]:
    """What a notebook's file has where `thing` was displayed."""
    data = {"text/html": thing._repr_html_(), "text/plain": repr(thing)}
    return {"output_type": "display_data", "data": data, "metadata": {}}
