"""What `autograder doctor` shows."""

from __future__ import annotations

import io
import json
import subprocess
import sys

from rich.console import Console

from autograder.reports.doctor import print_layers, verdict
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Layer


def test_each_layer_is_shown_with_what_to_do_where_it_is_missing() -> None:
    out = io.StringIO()
    layers = [Layer("files", False, "reading succeeded", "get Linux"), Layer("user", True, "ok")]
    print_layers(Console(file=out, width=80), layers)
    text = out.getvalue()
    assert "✗ missing" in text
    assert "what to do: get Linux" in text
    assert "Missing: files" in text
    assert "Every layer holds" in verdict(layers[1:])


def test_the_command_tries_them_for_real() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "doctor", "--json"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert all(layer["held"] and layer["why"] for layer in json.loads(done.stdout))


def test_a_layer_left_out_is_shown_as_missing() -> None:
    without = frozenset({"syscalls"})
    with ForkServer(preload=(), accept_risk=True, without=without) as server:
        missing = {layer.name for layer in server.missing}
    assert {"network", "system calls"} <= missing
