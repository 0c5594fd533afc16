"""The words of letters that never left, taken out of a dossier that is handed over.

What left stays as it left: it is what the Office did. Serves decision 0018.
"""

from datetime import datetime

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter, LetterState, Typing
from egide.platform.storage.destruction import destroy


def erase_unsent(*, dossier: Dossier, said: str, decision: str, now: datetime) -> None:
    """Will take the words out of the letters that were set aside, their bytes, and what people were typing.

    For a dossier that is handed over: `said` stands instead, `decision` is the receipt's number.
    """
    unsent = Letter.objects.filter(dossier_id=dossier.pk, state=LetterState.CANCELLED)
    for letter in unsent.exclude(version=None).select_related("version"):
        if letter.version is not None:
            destroy(object_id=letter.version.stored_id, decision=decision, now=now)
    unsent.update(subject=said[:200], salutation="", body=said, closing="", enclosures="", comment="")
    Typing.objects.filter(dossier_id=dossier.pk).delete()
