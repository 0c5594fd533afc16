"""The searches that a person keeps: named, opened, paused, removed; a bounded number, each person's own.

What is kept is what was typed and the filters chosen; what it finds is asked again each time, as the person is then.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from egide.kernel.search.asking import understand
from egide.kernel.search.models import SavedSearch
from egide.kernel.search.windows import Narrowing
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import BadInput, NotVisible

MOST_SAVED = 20
LONGEST_NAME = 80


def saved_of(actor: Actor) -> "QuerySet[SavedSearch]":
    """Will return the actor's own kept searches, in the order of their names."""
    return SavedSearch.objects.filter(user_id=actor.user_id or 0).order_by("name")


def save_search(
    *, actor: Actor, name: str, typed: str, narrowing: Narrowing, address: str, now: datetime
) -> SavedSearch:
    """Will keep a search; from now on, what enters the index and answers is told.

    :raises BadInput: no name or no word, a name already used, or too many searches kept.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise BadInput("Donnez un nom à cette recherche, pour la reconnaître dans la liste.")
    if not understand(typed).wanted:
        raise BadInput("Une recherche gardée contient au moins un mot à trouver.")
    assert actor.user_id is not None  # only people search
    mine = saved_of(actor)
    with connection.cursor() as cursor:  # a button pressed twice: the second press meets a sentence
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('saved', %s))", [actor.user_id])
    if mine.count() >= MOST_SAVED:
        raise BadInput(f"Vous gardez déjà {MOST_SAVED} recherches\u00a0: supprimez-en une d’abord.")
    if mine.filter(name=name).exists():
        raise BadInput(
            f"Une de vos recherches s’appelle déjà «\u00a0{name}\u00a0»\u00a0: choisissez un autre nom."
        )
    return SavedSearch.objects.create(
        user_id=actor.user_id,
        name=name,
        asked=typed,
        narrowing=narrowing.told(),
        address=address,
        created_at=now,
        opened_at=now,
        looked_to=last_entry(),
    )


def one_saved(actor: Actor, key: UUID) -> SavedSearch:
    """Will return one of the actor's own searches.

    :raises NotVisible: it does not exist, or it is someone else's.
    """
    found = saved_of(actor).filter(key=key).first()
    if found is None:
        raise NotVisible
    return found


def open_saved(*, actor: Actor, key: UUID, now: datetime) -> str:
    """Will note that the person looks at what it finds, and return the address of the search.

    :raises NotVisible: it is not one of the actor's.
    """
    found = one_saved(actor, key)
    found.opened_at, found.new = now, 0
    found.save(update_fields=["opened_at", "new"])
    return found.address


def pause_saved(*, actor: Actor, key: UUID, paused: bool) -> SavedSearch:
    """Will stop telling what is new, or tell again from now on: what entered meanwhile is not told.

    :raises NotVisible: it is not one of the actor's.
    """
    found = one_saved(actor, key)
    found.paused, found.looked_to = paused, last_entry()
    found.save(update_fields=["paused", "looked_to"])
    return found


def remove_saved(*, actor: Actor, key: UUID) -> str:
    """Will remove a search and return its name.

    :raises NotVisible: it is not one of the actor's.
    """
    found = one_saved(actor, key)
    found.delete()
    return found.name


def last_entry() -> int:
    """Will return the last number given to a row of the index; it tells of no row."""
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(pg_sequence_last_value('search_entry_id_seq'), 0)")
        return int(cursor.fetchone()[0])
