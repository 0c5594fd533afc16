"""Reads of the module: the facts that guards look at, the work's own words, the fields of its letter.

No write here; the gate has already decided that the dossier may be seen.
"""

from collections.abc import Mapping, Sequence

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.letterheads import contacts_of
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.kernel.recommendations.reading import everyone_was_sent, is_open, recommendations
from egide.modules.admission_work.lifecycle import Facts
from egide.modules.admission_work.models import AdmissionWork, Nature

INDEPENDENCE = (
    "Le Commissaire à l’admission aux professions exerce ses fonctions de manière indépendante de l’Office des "
    "professions du Québec, qui n’a pas accès au dossier."
)


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's; only a delivered work has letters to look for."""
    rows = recommendations(dossier) if dossier.state == "delivered" else []
    return Facts(
        assigned=kernel.assigned,
        letters_left=not rows or everyone_was_sent(dossier, rows),
        recommendations_open=sum(is_open(row) for row in rows),
        motive=kernel.answer("motive"),
    )


def details(dossier: Dossier) -> AdmissionWork:
    """Will return what the dossier adds to the kernel's."""
    return AdmissionWork.objects.get(pk=dossier.pk)


def letter_fields(dossier: Dossier, answers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Will return the merge fields that the module's wording uses."""
    nature = str(Nature(details(dossier).nature).label)
    return {
        **contacts_of(dossier),
        "appel": "Madame, Monsieur,",
        "civilite": "Madame, Monsieur",
        "responsable": dossier.assignee.full_name if dossier.assignee else "le bureau du Commissaire",
        "travail": f"{nature[:1].lower()}{nature[1:]}",
        "objet_du_travail": dossier.title,
        "independance_partie": INDEPENDENCE,
    }
