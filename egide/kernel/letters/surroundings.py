"""What an approval reads besides the letter, in one kept statement: who signs, what was printed before, the letterhead.

Of now, under the lock of the dossier; nothing is kept between two approvals but the statement's text.
"""

from dataclasses import dataclass
from functools import cache

from egide.kernel.documents.models import Document, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.letterheads import Head
from egide.kernel.letters.models import Letter, Letterhead
from egide.platform.accounts.models import Unit, User
from egide.platform.database.together import ANY, Prepared, prepare
from egide.platform.errors.failures import Refused

A_TITLE = "…le titre d’un document…"  # stands for it while a statement is written


@dataclass(frozen=True, kw_only=True)
class Around:
    """What an approval reads besides the letter: who signs, the document of a former approval, the letterhead."""

    signatory: User
    printed: Document | None
    head: Head


def surroundings(user_id: int, dossier: Dossier, letter: Letter) -> Around:
    """Will read it in one statement; the dossier's unit and site come with it."""
    told = {
        ANY: user_id,
        ANY - 1: dossier.unit_id,
        ANY - 2: dossier.pk,
        ANY - 3: dossier.compartment_id,
        A_TITLE: title_of(letter),
    }
    people, units, printed, own = _written().read(told)
    if not people:
        raise Refused("Une lettre est approuvée par une personne, qui la signe.")
    dossier.unit = units[0]
    if dossier.compartment_id == units[0].compartment_id:
        dossier.compartment = units[0].compartment
    return Around(
        signatory=people[0],
        printed=printed[0] if printed else None,
        head=Head(own=own[0] if own else None),
    )


@cache
def _written() -> Prepared:
    return prepare(
        User.objects.filter(pk=ANY),
        Unit.objects.filter(pk=ANY - 1).select_related("site", "compartment"),
        Document.objects.filter(dossier_id=ANY - 2, origin=Origin.LETTER, title=A_TITLE).order_by("pk")[:1],
        Letterhead.objects.select_related("compartment").filter(compartment_id=ANY - 3),
    )


def title_of(letter: Letter) -> str:
    """Will return the title of the document that the approved letter becomes."""
    return f"{letter.title} ({letter.reference})"[:200]
