"""What the person who asked is told of her file: one plain sentence per state, what comes next, by when.

Never a word on the order's answer or on what the staff thinks; the raw date is the Office's own commitment.
"""

from datetime import date

from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.dossiers.models import Dossier
from egide.law.following import FollowUp
from egide.modules.interventions.queries import details, reachable

# State: where the file stands, what comes next (domain.md H.1, Intervention).
SENTENCES: dict[str, tuple[str, str]] = {
    "received": (
        "Nous avons reçu votre demande.",
        "Nous vous confirmons sa réception, avec le nom de la personne à joindre.",
    ),
    "triage": (
        "Une personne de l’Office lit votre demande.",
        "Nous vérifions si nous pouvons vous aider, et nous vous écrivons.",
    ),
    "awaiting_particulars": (
        "Il nous manque des précisions pour aller plus loin.",
        "Répondez à notre lettre, ici même ou par la poste. Aucun délai n’est suspendu.",
    ),
    "admissible": (
        "Nous nous occupons de votre demande.",
        "Nous regardons comment l’ordre a suivi la démarche et respecté les délais.",
    ),
    "not_admissible": (
        "Nous ne pouvons pas nous occuper de cette demande.",
        "La lettre qui vous est adressée dit pourquoi et où vous adresser.",
    ),
    "redirected": (
        "Une autre instance peut mieux vous aider.",
        "La lettre qui vous est adressée donne ses coordonnées et ses délais.",
    ),
    "transferred": (
        "Votre demande a été confiée à l’instance qui peut s’en occuper.",
        "C’est elle qui vous écrira.",
    ),
    "in_progress": (
        "Une personne de l’Office travaille à votre demande.",
        "Nous vous écrivons quand notre réponse est prête.",
    ),
    "order_contacted": (
        "Nous avons communiqué avec l’ordre.",
        "Nous attendons sa réponse, puis nous vous écrivons.",
    ),
    "awaiting_order": (
        "Nous attendons la réponse de l’ordre.",
        "Dès qu’elle arrive, nous l’étudions et nous vous écrivons.",
    ),
    "citizen_follow_up": (
        "Nous sommes intervenus auprès de l’ordre.",
        "Dites-nous si la difficulté est réglée ou si elle continue.",
    ),
    "reply_review": (
        "Notre réponse est rédigée; une autre personne la relit.",
        "Vous la recevrez dès qu’elle sera signée.",
    ),
    "replied": (
        "Nous vous avons répondu.",
        "Si quelque chose n’est pas clair, écrivez-nous.",
    ),
    "withdrawn": (
        "Vous avez retiré votre demande.",
        "Nous fermons le dossier. Vous pourrez présenter une nouvelle demande.",
    ),
    "joined": (
        "Votre demande a été réunie à une autre qui porte sur la même situation.",
        "Nous vous répondons dans le dossier qui les réunit.",
    ),
    "closed": (
        "Votre dossier est fermé.",
        "Si la situation change, écrivez-nous en mentionnant le numéro du dossier.",
    ),
    "reopened": (
        "Votre dossier a été rouvert.",
        "Une personne de l’Office reprend le travail et vous écrira.",
    ),
}
# Nobody to write to: the answer is read on the page, and nothing was promised by a date.
ON_THE_PAGE = "Revenez ici voir notre réponse\u00a0: sans vos coordonnées, nous ne pouvons pas vous écrire."
UNKNOWN = ("Votre dossier est ouvert.", "Nous vous écrirons.")
# While one of these stands, the Office still owes something by a date.
BEFORE_ACKNOWLEDGMENT = ("received", "triage", "awaiting_particulars")
ENDED = ("replied", "not_admissible", "redirected", "transferred", "withdrawn", "joined", "closed")


def follow_up(dossier: Dossier) -> FollowUp:
    """Will say where the dossier stands, for the person who made the request."""
    state, following = SENTENCES.get(dossier.state, UNKNOWN)
    ended = dossier.state in ENDED
    if not ended and not reachable(details(dossier)):
        following = ON_THE_PAGE
    return FollowUp(
        state_sentence=state,
        next_step=following,
        next_date=None if ended else _next_date(dossier),
        can_withdraw=not ended,
        can_correct=dossier.closed_on is None,
    )


def _next_date(dossier: Dossier) -> date | None:
    owed = ["interventions.reply"]
    if dossier.state in BEFORE_ACKNOWLEDGMENT:
        owed.insert(0, "interventions.acknowledgment")
    open_ones = dict(
        DueDate.objects.filter(
            dossier_id=dossier.pk, rule__in=owed, status=Status.OPEN, settled_on=None
        ).values_list("rule", "raw_date")
    )
    return next((open_ones[rule] for rule in owed if rule in open_ones), None)
