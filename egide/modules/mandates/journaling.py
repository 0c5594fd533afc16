"""One line of the journal for each act on a mandate: codes, ranks and days; words stay in their tables.

Not the sentences, which are in sentences.py.
"""

from datetime import datetime

from egide.kernel.dossiers.models import Dossier
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.canonical import JsonValue


def journal(dossier: Dossier, code: str, now: datetime, **data: JsonValue) -> None:
    """Will add the entry to the dossier’s chain."""
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=f"office_mandate.{code}",
        data=data,
        at=now,
    )
