"""Finding a letter of a dossier by its rank, its row locked when it is about to change.

The dossier has already passed the gate.
"""

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.platform.errors.failures import NotVisible


def letter_of(dossier: Dossier, rank: int) -> Letter:
    """Will return the letter.

    :raises NotVisible: the dossier has no letter of this rank.
    """
    found = (
        Letter.objects.filter(dossier_id=dossier.pk, rank=rank)
        .select_related(
            "recipient", "approved_by", "returned_by", "version__stored", "version__document", "message"
        )
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def is_feedback(dossier: Dossier, letter: Letter) -> bool:
    """Will tell whether this letter says what could be done better, so that a measure may follow from it."""
    return registry.module_of_kind(dossier.kind).letter(letter.template).feedback
