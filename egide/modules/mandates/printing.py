"""The note of a mandate on the page (L501): the house’s letter, for the colleague who answers for it.

It stays inside: printed when someone asks, from what the mandate says that day; it is not sent anywhere.
"""

from datetime import date
from pathlib import Path

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.internal import internal_note
from egide.law.dates_fr import plain_date
from egide.modules.mandates.pages import requester_words
from egide.modules.mandates.queries import approvers_of, contributors_of, mandate_of
from egide.platform.accounts.models import User
from egide.platform.typesetting.wording import Wording

FOLDER = Path(__file__).parent / "letters"
NOBODY = "la personne responsable, à nommer"


def note_pdf(*, dossier: Dossier, signatory: User, day: date) -> bytes:
    """Will print the note addressed to whoever answers for the mandate.

    :raises RenderingFailed: the text cannot be set.
    """
    own, lead = mandate_of(dossier), dossier.assignee
    wording = Wording.read(FOLDER / "wording" / "mandate_note.txt").filled(
        {
            "numero": dossier.number,
            "titre": dossier.title,
            "appel": f"{lead.full_name}," if lead else "Madame, Monsieur,",
            "demandeur": requester_words(own).lower() if not own.requesting_unit else requester_words(own),
            "objet": own.purpose,
            "livrable": own.deliverable,
            "date_echeance": plain_date(own.due_on),
            "priorite": str(own.get_priority_display()).lower(),
            "personnes": _people(dossier),
        }
    )
    return internal_note(
        dossier=dossier,
        template=FOLDER / "mandate_note.typ",
        wording=wording,
        reference=f"{dossier.number}/L501",
        recipient=(lead.full_name if lead else NOBODY, (lead.job_title if lead else "", dossier.unit.name)),
        signatory=signatory,
        day=day,
    )


def _people(dossier: Dossier) -> str:
    helping = ", ".join(one.user.full_name for one in contributors_of(dossier)) or "personne d’autre"
    approving = ", puis ".join(one.user.full_name for one in approvers_of(dossier)) or "à nommer"
    return f"Collaborent au mandat\u00a0: {helping}. Approuvent le livrable, dans l’ordre\u00a0: {approving}."
