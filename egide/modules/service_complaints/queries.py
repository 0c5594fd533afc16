"""Reads of the module: the facts that guards look at, the fields of its letters, whom a dossier concerns.

No write here; the gate has already decided that the dossier may be seen.
"""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.models import Conflict
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.kernel.parties.actions import party_of_role
from egide.kernel.parties.models import PartyRole
from egide.law.dates_fr import plain_date
from egide.modules.service_complaints.law import GROUNDS
from egide.modules.service_complaints.lifecycle import Facts
from egide.modules.service_complaints.models import ConcernedStaff, Nature, ServiceComplaint

OMBUDSMAN = (
    "Vous pouvez aussi vous adresser au Protecteur du citoyen, qui est indépendant de l’Office et dont les "
    "services sont gratuits\u00a0: 1 800 463-5070, protecteurducitoyen.qc.ca."
)


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    return Facts(
        assigned=kernel.assigned,
        is_complaint=details(dossier).nature == Nature.COMPLAINT,
        reachable=is_reachable(dossier),
        acknowledged="acknowledgment" in kernel.letters_sent,
        reply_leaving="reply" in kernel.letters_leaving,
        reply_sent="reply" in kernel.letters_sent,
        refusal_sent="not_admissible" in kernel.letters_sent,
        withdrawn="withdrawn" in kernel.recorded,
        motive=kernel.answer("motive"),
    )


def details(dossier: Dossier) -> ServiceComplaint:
    """Will return what the dossier adds to the kernel's."""
    return ServiceComplaint.objects.get(pk=dossier.pk)


def concerned(dossier: Dossier) -> QuerySet[ConcernedStaff]:
    """Will return the people and units whom the dossier concerns."""
    return (
        ConcernedStaff.objects.filter(dossier_id=dossier.pk).select_related("user", "unit").order_by("rank")
    )


def is_closed_to(dossier: Dossier, user_id: int | None) -> bool:
    """Will tell whether this person is kept away from the dossier, from the next transaction on."""
    return Conflict.objects.filter(dossier_id=dossier.pk, user_id=user_id or 0).exists()


def is_reachable(dossier: Dossier) -> bool:
    """Will tell whether the person left somewhere to write to."""
    person = party_of_role(dossier, PartyRole.REQUESTER)
    return person is not None and bool(person.email or person.address)


def letter_fields(dossier: Dossier, answers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Will return the merge fields that the module's wordings use, from the file and from what was just typed."""
    own = details(dossier)
    due = DueDate.objects.filter(dossier_id=dossier.pk, rule="service_complaints.reply")
    day = due.values_list("raw_date", flat=True).first()
    complaint = own.nature == Nature.COMPLAINT
    return {
        "appel": "Madame, Monsieur,",
        "civilite": "Madame, Monsieur",
        "nature": "votre plainte" if complaint else "votre commentaire",
        "sujet": own.about or "les services de l’Office",
        "responsable": dossier.assignee.full_name if dossier.assignee else "le Bureau de la présidence",
        "date_reponse": plain_date(day) if day else "",
        "protecteur": OMBUDSMAN,
        "texte": " ".join(own.text.split()),
        "mesures": answers.get("mesures", ""),
        **_conclusion(answers, complaint=complaint),
    }


def _conclusion(answers: Mapping[str, str], *, complaint: bool) -> dict[str, str]:
    ground = next((g for g in GROUNDS if g.code == answers.get("outcome")), None)
    told = ground.wording if ground else ""
    return {
        "motif": " ".join(part for part in (told, answers.get("motive", "")) if part),
        "conclusion": f"{ground.label}. {told}" if ground and complaint else "",
        "explication": answers.get("motive", ""),
        "demarche": answers.get("destination", ""),
    }
