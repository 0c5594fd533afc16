"""What `egide verify` asks of the index: every text is there, once, in its place, on its day, with its words.

Rows are compared whole, words on a sample: computing them all again is what a rebuilding does.
"""

from django.db import connection

from egide.kernel.dossiers.models import Dossier
from egide.kernel.search.rebuilding import stale


def problems(number: str | None) -> list[str]:
    """Will return a French sentence for each thing that no longer agrees, of one dossier or of all."""
    dossier = None
    if number is not None:
        dossier = Dossier.objects.filter(number=number.upper()).values_list("pk", flat=True).first()
    return list(stale(connection, dossier=dossier))
