"""autograder doctor"""

from dataclasses import asdict

import click

from autograder.cli import end


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the layers as JSON.")
def doctor(as_json: bool) -> None:
    """Test what protects this machine from student code: each protection is really tried.

    Exit status 3 if a layer is missing.
    """
    from autograder.reports.doctor import print_layers
    from autograder.sandbox.forkserver import probe

    layers = probe()
    if as_json:
        import json

        click.echo(json.dumps([asdict(layer) for layer in layers], ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        print_layers(Console(), layers)
    end((), incomplete=not all(layer.held for layer in layers))
