"""What protects this machine from student code, as a table."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.sandbox.terms import Layer


def print_layers(console: Console, layers: Sequence[Layer]) -> None:
    """A row per layer: held or missing, what the attempt showed, and what to do about it."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("layer", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("tried for real on this machine", overflow="fold")
    for layer in layers:
        sign = "[green]✓ held[/]" if layer.held else "[red]✗ missing[/]"
        remedy = f"\n[bold]what to do:[/] {escape(layer.remedy)}" if layer.remedy else ""
        table.add_row(escape(layer.name), sign, escape(layer.why) + remedy)
    console.print(table)
    console.print(verdict(layers), style="bold", highlight=False)


def verdict(layers: Sequence[Layer]) -> str:
    """One sentence on whether student code may run here."""
    missing = [layer.name for layer in layers if not layer.held]
    if not missing:
        return "Every layer holds: students' code can be run on this machine."
    return (
        f"Missing: {', '.join(missing)}. `autograder grade` refuses here unless you take the risk "
        "with --accept-risk; the scorecards then say so."
    )
