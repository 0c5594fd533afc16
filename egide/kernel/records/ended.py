"""A destroyed dossier is over: what is left of it is read, and nothing enters it any more.

What entered after the destruction would follow no rule and be on no list: it would stay for ever.
"""

from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models import Disposed, DisposedAs


def why_ended(dossier: Dossier) -> str:
    """Will say that the dossier was destroyed, and by which certificate; nothing while it stands."""
    rows = Disposed.objects.filter(dossier_id=dossier.pk, fate=DisposedAs.DESTROYED)
    certificate = rows.values_list("certificate", flat=True).first()
    return "" if certificate is None else ended_by(certificate)


def ended_by(certificate: str) -> str:
    """Will say it of a dossier whose certificate is known."""
    return (
        f"Ce dossier est détruit (certificat {certificate})\u00a0: on n’y fait plus rien. Ouvrez-en un autre."
    )
