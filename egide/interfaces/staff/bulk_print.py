"""What a batch prints: the letters that wait to be posted as one PDF, or a sheet of their address labels.

In the order of the dossiers; the stored bytes that were approved, nothing is set again.
"""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse

from egide.interfaces.staff.bulk_actions import printable
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.labels import labels_pdf
from egide.kernel.letters.posting import joined_pdf


def printed(dossiers: Sequence[Dossier]) -> HttpResponse:
    """Will put the letters one after the other; each begins on its own page."""
    return pdf_answer(
        joined_pdf([x for dossier in dossiers for x in printable(dossier)]), "lettres-a-poster.pdf"
    )


def labelled(dossiers: Sequence[Dossier], *, now: datetime) -> HttpResponse:
    """Will set one label for each of these letters."""
    letters = [letter for dossier in dossiers for letter in printable(dossier)]
    return pdf_answer(labels_pdf(letters=letters, now=now), "etiquettes.pdf")


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """Will answer with a PDF to keep."""
    # The answer to a POST: a viewer that showed it in the page would ask again by GET to save it, and find nothing.
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
