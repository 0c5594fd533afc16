"""Finding a letter of a dossier by its rank, its row locked when it is about to change.

The dossier has already passed the gate.
"""

from functools import cache

from django.db.models import BigIntegerField
from django.db.models.functions import Cast

from egide.kernel import registry
from egide.kernel.dossiers.content import LARGEST_RANK
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.platform.database.together import ANY, Prepared, prepare
from egide.platform.errors.failures import NotVisible


def letter_of(dossier: Dossier, rank: int) -> Letter:
    """Will return the letter.

    :raises NotVisible: the dossier has no letter of this rank.
    """
    (found,) = _written().read({ANY: dossier.pk, ANY - 1: min(rank, LARGEST_RANK)})
    if not found:
        raise NotVisible
    letter: Letter = found[0]
    return letter


@cache
def _written() -> Prepared:
    # A rank as wide as what stands for one while the statement is written.
    wide = Letter.objects.alias(wide=Cast("rank", BigIntegerField()))
    return prepare(
        wide.filter(dossier_id=ANY, wide=ANY - 1).select_related(
            "recipient", "approved_by", "returned_by", "version__stored", "version__document", "message"
        )
    )


def is_feedback(dossier: Dossier, letter: Letter) -> bool:
    """Will tell whether this letter says what could be done better, so that a measure may follow from it."""
    return registry.module_of_kind(dossier.kind).letter(letter.template).feedback
