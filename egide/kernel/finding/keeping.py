"""Keeps the words of titles and names as they are saved: whoever saves a dossier or a party need not know.

Replaced whole at each save: a renamed party is no longer found by its former name.
"""

import re
from typing import Any

from django.db.models.signals import post_delete, post_save

from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.models import Source, Word
from egide.kernel.parties.models import Party

SHORTEST, LONGEST = 2, 60
MOST = 40  # words of one title or name: nobody searches beyond
_CUTS = re.compile(r"[^0-9a-z\u0080-\U0010ffff]+")


def words_of(text: str) -> tuple[str, ...]:
    """Will return the folded words of a text, each once, in order: « D’Amours-Roy » gives three."""
    found = (word[:LONGEST] for word in _CUTS.split(fold(text)) if len(word) >= SHORTEST)
    return tuple(dict.fromkeys(found))[:MOST]


def follow() -> None:
    """Will listen to what is saved, from the start of the house on."""
    post_save.connect(_title_saved, sender=Dossier, dispatch_uid="finding.title")
    post_save.connect(_party_saved, sender=Party, dispatch_uid="finding.party")
    post_delete.connect(_party_gone, sender=Party, dispatch_uid="finding.gone")


def keep(dossier: Dossier, source: Source, party: int, text: str) -> None:
    """Will make these words the ones under which the title, or the party of this rank, is found."""
    known = Word.objects.filter(dossier_id=dossier.pk, source=source, party=party)
    wanted = words_of(text)
    if set(known.values_list("word", flat=True)) == set(wanted):
        return
    known.delete()
    Word.objects.bulk_create(
        Word(**placed(dossier), source=source, party=party, word=word) for word in wanted
    )


def _title_saved(instance: Dossier, update_fields: Any = None, **_: Any) -> None:
    if update_fields is None or "title" in update_fields:
        keep(instance, Source.TITLE, 0, instance.title)


def _party_saved(instance: Party, update_fields: Any = None, **_: Any) -> None:
    if update_fields is None or "name" in update_fields:
        keep(instance.dossier, Source.NAME, instance.rank, instance.name)


def _party_gone(instance: Party, **_: Any) -> None:
    Word.objects.filter(dossier_id=instance.dossier_id, source=Source.NAME, party=instance.rank).delete()
