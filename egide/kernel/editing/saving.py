"""A save from a word processor: a new version of the document, as any other, or nothing when nothing changed.

The gate is asked each time; the earlier versions stay as they were.
"""

from datetime import datetime

from egide.kernel.documents.actions import Bytes, add_version
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.actions import touch
from egide.kernel.editing.accesses import A_LETTER, newest_of
from egide.kernel.editing.failures import TooOften
from egide.kernel.editing.models import Access
from egide.kernel.gate.opening import open_dossier
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused

MOST_SAVES = 300  # by one address, in its hours


def save(
    *, actor: Actor, access: Access, pieces: Bytes, sha256: str, size: int, now: datetime
) -> DocumentVersion | None:
    """Will add the bytes as the newest version; nothing when they are those of the newest, or none.

    Some programs write an empty file first: it is never a version.

    :raises NotVisible: the dossier or the document is no longer there for them. :raises Refused: they may no
    longer add to it. :raises TooOften: too many saves. :raises StorageProblem: the store refuses the bytes.
    """
    dossier = open_dossier(actor=actor, number=access.dossier.number, action="add_document", lock=True)
    newest = newest_of(dossier, access.rank)
    if newest is None:
        raise NotVisible
    if newest.document.origin == Origin.LETTER:
        raise Refused(A_LETTER)
    if size == 0 or newest.sha256 == sha256:
        return None
    if access.saves >= MOST_SAVES:
        raise TooOften(
            "Cette adresse a déjà servi à beaucoup d’enregistrements\u00a0: ouvrez le document de nouveau depuis Égide."
        )
    version = add_version(
        document=newest.document,
        dossier=dossier,
        stream=pieces,
        file_name=newest.file_name,
        actor_code=actor.code,
        now=now,
    )
    touch(dossier)
    access.saves += 1
    access.save(update_fields=["saves"])
    return version
