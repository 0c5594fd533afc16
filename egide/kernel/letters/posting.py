"""What waits for the post: approved letters to print, in one file and in order, the bounced ones among them.

The stored bytes that were approved, page for page; nothing is set again.
"""

import io
from collections.abc import Sequence

import pikepdf
from django.db.models import Q, QuerySet

from egide.kernel.gate.visibility import visible
from egide.kernel.letters.models import Delivery, Letter, LetterState
from egide.platform.accounts.actors import Actor
from egide.platform.storage import store


def to_post(actor: Actor) -> QuerySet[Letter]:
    """Will return the letters that this person may send and that leave by the post, the oldest first."""
    approved = Q(state=LetterState.APPROVED, delivery=Delivery.POST)
    waiting = Letter.objects.filter(approved | Q(state=LetterState.BOUNCED))
    return waiting.filter(dossier__in=visible(actor, action="send_letter")).order_by("approved_at", "pk")


def joined_pdf(letters: Sequence[Letter]) -> bytes:
    """Will put the letters one after the other, each from its own page on; they carry their stored version."""
    whole = io.BytesIO()
    with pikepdf.new() as merged:
        for letter in letters:
            assert letter.version is not None  # an approved letter has its bytes: constraint of the table
            with pikepdf.open(io.BytesIO(store.read_all(stored=letter.version.stored))) as source:
                merged.pages.extend(source.pages)
        merged.save(whole)
    return whole.getvalue()
