"""The request for comments on the page (L1401): the house's letter, for a colleague who answers for a unit.

It stays inside: kept in the file, told by a notice; it is not sent anywhere.
"""

from datetime import date
from pathlib import Path

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.internal import internal_note
from egide.law.dates_fr import plain_date
from egide.modules.planning.models import CommentRequest
from egide.modules.planning.queries import period_of, report_of
from egide.platform.accounts.models import User
from egide.platform.typesetting.wording import Wording

FOLDER = Path(__file__).parent / "letters"


def request_pdf(*, dossier: Dossier, request: CommentRequest, signatory: User, day: date) -> bytes:
    """Will print the request addressed to the person who answers for the unit.

    :raises RenderingFailed: the text cannot be set.
    """
    wording = Wording.read(FOLDER / "wording" / "comment_request.txt").filled(
        {
            "numero": dossier.number,
            "titre": dossier.title,
            "appel": "Madame, Monsieur,",
            "periode": period_of(report_of(dossier)).days,
            "unite_consultee": request.unit.name,
            "date_commentaires": plain_date(request.due_on),
        }
    )
    return internal_note(
        dossier=dossier,
        template=FOLDER / "comment_request.typ",
        wording=wording,
        reference=f"{dossier.number}/L1401-{request.rank}",
        recipient=(request.asked_of.full_name, (request.asked_of.job_title, request.unit.name)),
        signatory=signatory,
        day=day,
    )
