"""The journal entries of passes: rank, purpose and reference; never the secret nor its hash.

A pass that still follows a request is told of in the chain of its compartment's day.
"""

from datetime import datetime

from egide.kernel.passes.models import Pass
from egide.platform.journal.append import access_chain, append, dossier_chain


def journal(row: Pass, code: str, now: datetime, **more: str) -> None:
    """Will journal what happened to the pass, as the current actor."""
    chain = dossier_chain(row.dossier_id) if row.dossier_id else access_chain(row.compartment.code, now)
    append(
        chain=chain,
        compartment_id=row.compartment_id,
        dossier_id=row.dossier_id,
        code=code,
        data={"rank": row.rank, "purpose": str(row.purpose), "reference": row.reference, **more},
        at=now,
    )
