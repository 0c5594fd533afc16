"""What the kernel asks of a complaint about the Commissioner's staff: facts for the guards, fields for the letters.

The dossier has already passed the gate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.letterheads import contacts_of
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.kernel.parties.actions import party_of_role
from egide.kernel.parties.models import PartyRole
from egide.modules.admission_staff.law import GROUNDS
from egide.modules.admission_staff.lifecycle import Facts
from egide.modules.admission_staff.models import StaffComplaint
from egide.ui.pages import Fact

RESERVED = (
    "Réservée au Commissaire\u00a0: ni son secrétariat ni ses analystes ne voient cette plainte. Ses délais sont des "
    "cibles internes."
)


@dataclass(frozen=True, kw_only=True)
class Card:
    """One box of the dossier's summary."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    return Facts(
        reachable=is_reachable(dossier),
        reply_leaving="reply" in kernel.letters_leaving,
        reply_sent="reply" in kernel.letters_sent,
        motive=kernel.answer("motive"),
    )


def is_reachable(dossier: Dossier) -> bool:
    """Will tell whether the person left somewhere to write to."""
    person = party_of_role(dossier, PartyRole.REQUESTER)
    return person is not None and bool(person.email or person.address)


def letter_fields(dossier: Dossier, answers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Will return the merge fields that the module's wordings use."""
    ground = next((g for g in GROUNDS if g.code == answers.get("outcome")), None)
    return {
        **contacts_of(dossier),
        "appel": "Madame, Monsieur,",
        "civilite": "Madame, Monsieur",
        "conclusion": ground.wording if ground else "",
        "explication": answers.get("motive", ""),
    }


def summary(dossier: Dossier, *, today: date) -> tuple[Card, ...]:
    """Will return the module's part of the dossier's summary."""
    text = StaffComplaint.objects.values_list("text", flat=True).get(pk=dossier.pk)
    lines = tuple(part.strip() for part in text.splitlines() if part.strip())
    return (
        Card(title="Ce que la personne a écrit", paragraphs=lines),
        Card(title="Qui voit cette plainte", paragraphs=(RESERVED,)),
    )
