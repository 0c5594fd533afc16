"""`egide practice`: the « espace d'exercice », a house of its own with invented people, to try every act.

Apart from the real one to the last byte: another database, other keys, another mail folder. Nothing leaves.
"""

import os

import click

from egide.interfaces.commands import demo
from egide.interfaces.commands.french import FrenchCommand


@click.command(
    cls=FrenchCommand, help="Démarre l’espace d’exercice, avec des données inventées; Ctrl-C l’arrête."
)
@click.option(
    "--port", default=8100, envvar="PORT", show_default=True, type=click.IntRange(1, 65535), help="Port web."
)
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True, help="Adresse d’écoute.")
def command(port: int, host: str) -> None:
    """Will serve until Ctrl-C; each page says that it is an exercise."""
    # What points to the real house (mail, storage, keys, seals) must never be reached from here.
    for name in [name for name in os.environ if name.startswith("EGIDE_") and name != "EGIDE_PRACTICE_HOME"]:
        del os.environ[name]
    os.environ["EGIDE_PRACTICE"] = "1"
    demo.start("practice", port=port, host=host)
