"""The letters that wait to be posted, of several dossiers, as one PDF in the order of the dossiers.

The stored bytes that were approved, page for page; nothing is set again.
"""

import io
from collections.abc import Sequence

import pikepdf
from django.http import HttpResponse

from egide.interfaces.staff.bulk_actions import printable
from egide.kernel.dossiers.models import Dossier
from egide.platform.storage import store


def printed(dossiers: Sequence[Dossier]) -> HttpResponse:
    """Will put the letters one after the other; each begins on its own page."""
    whole = io.BytesIO()
    with pikepdf.new() as merged:
        for dossier in dossiers:
            for letter in printable(dossier):
                assert letter.version is not None  # an approved letter has its bytes: constraint of the table
                with pikepdf.open(io.BytesIO(store.read_all(stored=letter.version.stored))) as source:
                    merged.pages.extend(source.pages)
        merged.save(whole)
    headers = {
        "Content-Disposition": 'inline; filename="lettres-a-poster.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(whole.getvalue(), content_type="application/pdf", headers=headers)
