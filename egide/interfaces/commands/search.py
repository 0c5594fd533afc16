"""`egide search rebuild`: the index of texts made again from the texts, set by set, when verify says that it is stale.

Runs as the owner, in one transaction: until its end, searches wait and writings too.
"""

import time

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchGroup


@click.group(cls=FrenchGroup, name="search", help="Tient l’index de la recherche dans les textes.")
def command() -> None:
    """Will hold the subcommands."""


@command.command(help="Refait l’index à partir des textes; à lancer hors des heures de travail.")
def rebuild() -> None:
    """Will make the whole index and the vocabulary again."""
    began = time.monotonic()
    with surroundings.database(role="owner"):
        surroundings.django()
        from django.db import connection, transaction

        from egide.kernel.search.models import Entry
        from egide.kernel.search.rebuilding import fill
        from egide.kernel.search.vocabulary import count_again

        with transaction.atomic():
            fill(connection)
            count_again()
        with connection.cursor() as cursor:
            cursor.execute("vacuum (analyze) search_entry, search_vocable, search_lexeme")
        texts = Entry.objects.count()
    click.echo(f"{texts} textes dans l’index, en {time.monotonic() - began:.0f} s.")
