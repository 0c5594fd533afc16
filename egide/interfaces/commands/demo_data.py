"""`egide demo-data` (hidden): collects the static files and makes the demonstration's small Office.

A step of `egide demo`, in its own process because it acts as egide_app, under the walls, as staff do.
"""

import importlib.util
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.demo_home import DemoHome
from egide.interfaces.commands.french import FrenchCommand

_LOADER = "egide.interfaces.demo"


@click.command(cls=FrenchCommand, name="demo-data", hidden=True)
def command() -> None:
    """Will do what is missing, and nothing twice."""
    home = DemoHome(Path(os.environ["EGIDE_HOME"]))
    with surroundings.database():
        surroundings.django()
        if not home.has_static_files():
            from django.core.management import call_command

            click.echo("Préparation des fichiers statiques…")
            call_command("collectstatic", interactive=False, verbosity=0)
            home.mark_static_files()
        _make_master_key()
        if not home.is_loaded():
            _load(home)


def _make_master_key() -> None:
    from django.conf import settings

    from egide.platform.storage.master import make_master_key

    path = Path(settings.MASTER_KEY_FILE)
    if not (settings.MASTER_KEY or path.exists()):
        make_master_key(path)


def _load(home: DemoHome) -> None:
    if importlib.util.find_spec(_LOADER) is None:
        return
    loader: Any = importlib.import_module(_LOADER)
    # The bar has no length until the loader says how many steps it has.
    with home.loading(), click.progressbar(length=1, label="Chargement du petit Office") as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        loader.load(now=datetime.now(UTC), progress=progress)
        home.accounts.write_text(_table(loader.ACCOUNTS), encoding="utf-8")


def _table(accounts: Any) -> str:
    rows = [("Personne", "Rôle", "Courriel", "Mot de passe")]
    rows += [(account.name, account.role, account.email, account.password) for account in accounts]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )
