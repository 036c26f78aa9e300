"""autograder handout"""

import json

import click


@click.command()
@click.option("--errata", is_flag=True, help="Only the numbers that are wrong.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, one object per number.")
def handout(errata: bool, as_json: bool) -> None:
    """List every number that the handout prints, and the right number beside it.

    \b
    autograder handout --errata
    """
    from autograder.handout import ledger
    from autograder.reports.handout import render, rows

    entries = ledger()
    if as_json:
        shown = [entry for entry in entries if not errata or entry.status == "erratum"]
        click.echo(json.dumps(rows(shown), ensure_ascii=False, indent=1))
    else:
        click.echo(render(entries, errata_only=errata), nl=False)
