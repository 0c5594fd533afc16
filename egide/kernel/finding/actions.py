"""Keeping the number that someone else gives the matter, and taking it off.

The number is content: the journal says that one was added, not which.
"""

from datetime import datetime

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.models import DossierReference, reference_key
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

SHORTEST = 3


def add_reference(*, dossier: Dossier, number: str, label: str = "", now: datetime) -> DossierReference:
    """Will keep the number as it was typed; the same one again changes nothing.

    :raises Refused: it has fewer than three letters or digits, or more than sixty characters.
    """
    typed, key = " ".join(number.split()), reference_key(number)
    if len(key) < SHORTEST or len(typed) > 60:
        raise Refused("Un numéro donné ailleurs compte de trois à soixante caractères.")
    known = DossierReference.objects.filter(dossier_id=dossier.pk, key=key).first()
    if known is not None:
        return known
    reference = DossierReference(
        **ranked(DossierReference, dossier), number=typed, label=" ".join(label.split())[:120]
    )
    reference.save()
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="reference.added",
        data={"rank": reference.rank},
        at=now,
    )
    return reference
