"""What a command needs around it: a database within reach, then Django.

DATABASE_URL names a real server; without it, the embedded one is started or joined (EGIDE_HOME).
"""

import contextlib
import os
from collections.abc import Iterator

import click

from egide.platform.database.cluster import Cluster


def is_embedded() -> bool:
    """Will say whether no server is named: the embedded one is then the database."""
    return not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


@contextlib.contextmanager
def database(*, role: str = "app") -> Iterator[None]:
    """Will keep a database within reach inside the block, and point the settings at it.

    `role`: "app", or "owner" for what only the schema's owner may do (migrations, verification).

    :raises click.ClickException: a server is named, but not for this role.
    """
    os.environ["EGIDE_ROLE"] = role
    with contextlib.ExitStack() as stack:
        if is_embedded():
            cluster = stack.enter_context(Cluster.named("demo").running())
            os.environ.update(cluster.environment())
            os.environ.setdefault("EGIDE_MODE", "demo")
        else:
            _require_addresses(role)
        yield


def _require_addresses(role: str) -> None:
    names = ("DATABASE_OWNER_URL", "KEYS_DATABASE_OWNER_URL") if role == "owner" else ("KEYS_DATABASE_URL",)
    for name in names:
        if not (os.environ.get(name) or os.environ.get(f"{name}_FILE")):
            raise click.ClickException(f"DATABASE_URL désigne un serveur, mais {name} manque.")


def django() -> None:
    """Will load the settings and the applications; without a named server, in demonstration mode."""
    if is_embedded():
        os.environ.setdefault("EGIDE_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egide.config.settings")
    import django

    django.setup()


def refuse_unsafe_database() -> None:
    """Will stop a start whose database role could step over the walls.

    :raises click.ClickException: with the reason, for the main or for the key database.
    """
    from django.db import connections

    from egide.platform.database.refusal import refusal

    for alias in connections:
        connections[alias].ensure_connection()
        reason = refusal(connections[alias].connection)
        connections[alias].close()
        if reason:
            raise click.ClickException(f"Démarrage refusé. {reason}")
