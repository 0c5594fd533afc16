"""The `egide` command: its list of subcommands, and the only place where errors become exit codes.

0: done; 1: refused or failed, with its reason; 2: command line not understood; 130: interrupted.
"""

import importlib
import os
import sys

import click

from egide.interfaces.commands import french

_COMMANDS = (
    "archives",
    "calendar",
    "check",
    "database",
    "deadline",
    "demo",
    "demo-data",
    "demo-mail",
    "destructions",
    "export",
    "import",
    "master-key",
    "office",
    "orders",
    "practice",
    "search",
    "serve",
    "sheets",
    "tallies",
    "user",
    "verify",
    "verify-certificate",
    "worker",
)


class _Lazy(french.FrenchGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"egide.interfaces.commands.{_module(cmd_name)}")
        command: click.Command = module.command
        return command


def _module(name: str) -> str:
    return "import_" if name == "import" else name.replace("-", "_")


@click.group(cls=_Lazy, help="Égide\u00a0: gestion des dossiers de l’Office des professions du Québec.")
def egide() -> None:
    """Will hold the subcommands."""


def main() -> None:
    """Will run the command line and leave with the right code."""
    try:
        result = egide.main(prog_name="egide", standalone_mode=False)
    except click.ClickException as error:
        _fail(french.sentence(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("Interrompu.", 130)
    except BrokenPipeError:
        # The reader went away (`egide … | head`): not an error worth a trace.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if (known := _known(error)) is None:
            raise
        _fail(known, 1)
    sys.exit(result if isinstance(result, int) else 0)


def _known(error: Exception) -> str | None:
    # Imported only when something failed: `egide --help` must not pay for Django.
    import psycopg
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    from egide.platform.database.faults import ClusterError

    if isinstance(error, ClusterError):
        return str(error)
    if isinstance(error, psycopg.OperationalError | OperationalError):
        return f"La base de données ne répond pas\u00a0: {str(error).strip()}"
    if isinstance(error, ImproperlyConfigured):
        return f"Configuration refusée\u00a0: {error}"
    return None


def _fail(message: str, code: int) -> None:
    click.echo(message, err=True)
    sys.exit(code)
