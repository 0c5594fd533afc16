"""`egide verify-certificate FILE`: what a certificate of destruction proves, without any database.

Reads the JSON, or the PDF that carries it; with --seal, an exported seal kept elsewhere.
"""

from pathlib import Path

import click

from egide.interfaces.commands.french import FrenchCommand


@click.command(
    cls=FrenchCommand, help="Vérifie un certificat de destruction (JSON ou PDF), sans base de données."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--seal",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Sceau exporté (sceau-00000001.txt) à comparer.",
)
@click.pass_context
def command(ctx: click.Context, /, file: Path, seal: Path | None) -> None:
    """Will say what holds, one sentence a line, and leave with 1 when something does not."""
    from egide.kernel.disposal.offline import NotACertificate, read_file, verify

    try:
        told = read_file(file)
    except NotACertificate as problem:
        raise click.ClickException(str(problem)) from problem
    verdict = verify(told, seal_file=seal.read_text(encoding="utf-8") if seal else None)
    certificate = told["certificate"]
    click.echo(
        f"Certificat {certificate.get('number')}, liste {(certificate.get('list') or {}).get('number')}."
    )
    for sentence in verdict.holds:
        click.echo(sentence)
    for fault in verdict.faults:
        click.echo(f"ANOMALIE\u00a0: {fault}")
    if verdict.faults:
        ctx.exit(1)
    click.echo("Tout ce que ce fichier permet de vérifier concorde.")
