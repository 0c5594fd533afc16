"""What a delegate reads behind a secret link: where the exchange stands, and the date by which it is answered.

Never a word on who works on it nor on what the Office thinks; letters and released documents come beside it.
"""

import json

from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.dossiers.models import Dossier
from egide.law.following import FollowUp

SENTENCES: dict[str, tuple[str, str]] = {
    "received": (
        "L’équipe des plaintes a reçu votre demande.",
        "Elle la confie à la personne répondante du sujet.",
    ),
    "assigned": (
        "La personne répondante recueille l’information.",
        "Écrivez-lui ici si votre demande se précise.",
    ),
    "gathered": ("L’information est recueillie.", "L’équipe des plaintes relit la réponse."),
    "validated": ("La réponse est validée.", "Elle vous est transmise dès qu’elle est signée."),
    "answered": ("Nous vous avons répondu.", "Écrivez ici si quelque chose manque."),
    "recommendation": ("Votre recommandation est à l’étude.", "Nous vous disons ce que l’Office en retient."),
    "follow_up": ("L’Office donne suite à votre recommandation.", "Nous vous en rendons compte par lettre."),
    "closed": ("L’échange est clos.", "Écrivez à l’équipe des plaintes pour le rouvrir."),
}
# What the delegate asked for or agreed to; without it, the date is the team’s own target.
DATES = {
    "ombudsman.answer": "À la date que vous avez demandée",
    "ombudsman.follow_up": "À la date convenue avec vous",
}
UNKNOWN = ("L’échange est ouvert.", "L’équipe des plaintes vous écrira.")


def follow_up(dossier: Dossier) -> FollowUp:
    """Will say where the exchange stands, for the delegate."""
    state, following = SENTENCES.get(dossier.state, UNKNOWN)
    open_ones = DueDate.objects.filter(
        dossier_id=dossier.pk, rule__in=("ombudsman.answer", "ombudsman.follow_up"), status=Status.OPEN
    )
    due = open_ones.order_by("raw_date", "rank").first()
    given = due is not None and bool(json.loads(due.proof).get("given"))
    return FollowUp(
        state_sentence=state,
        next_step=following,
        next_date=due.raw_date if due else None,
        date_words=DATES.get(due.rule, "") if due and given else "",
    )
