"""What the person who complained is told by her secret link: one plain sentence per state, what comes next, by when.

Never a word of what the Commissioner thinks or of what a party answered before his conclusions leave.
"""

from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.dossiers.models import Dossier
from egide.law.following import FollowUp

NEXT_NOTICE = "Nous vous écrivons pour vous dire où en est l’examen, au plus tard à la date indiquée."
SENTENCES: dict[str, tuple[str, str]] = {
    "received": (
        "Le Commissaire a reçu votre plainte.",
        "Nous vous confirmons sa réception, avec le nom de la personne à joindre.",
    ),
    "preliminary_review": (
        "Votre plainte est à l’examen sommaire.",
        "Nous regardons si le Commissaire peut s’en occuper, et nous vous écrivons.",
    ),
    "out_of_scope": (
        "Le Commissaire ne peut pas s’occuper de cette plainte.",
        "La lettre qui vous est adressée dit pourquoi et où vous adresser.",
    ),
    "dismissed": (
        "Le Commissaire a rejeté la plainte.",
        "Les motifs vous sont donnés par écrit.",
    ),
    "declined": (
        "Le Commissaire n’examine pas la plainte, ou a cessé de l’examiner.",
        "Les motifs vous sont donnés par écrit.",
    ),
    "inquiry": ("Le Commissaire examine votre plainte.", NEXT_NOTICE),
    "facilitation": (
        "Le Commissaire aide à trouver une solution avec la partie visée.",
        NEXT_NOTICE,
    ),
    "drafting_conclusions": ("Le Commissaire rédige ses conclusions.", NEXT_NOTICE),
    "concluded": (
        "Le Commissaire vous a transmis ses conclusions.",
        "Si quelque chose n’est pas clair, écrivez-nous.",
    ),
    "recommendation_follow_up": (
        "Le Commissaire suit ce que la partie visée fait de ses recommandations.",
        "Vous n’avez rien à faire.",
    ),
    "closed": (
        "Votre dossier est fermé.",
        "Si la situation change, écrivez-nous en mentionnant le numéro du dossier.",
    ),
}
UNKNOWN = ("Votre dossier est ouvert.", "Nous vous écrirons.")
ENDED = frozenset(
    {"out_of_scope", "dismissed", "declined", "concluded", "recommendation_follow_up", "closed"}
)
PREFIX = "admission_complaints."


def follow_up(dossier: Dossier) -> FollowUp:
    """Will say where the complaint stands, for the person who made it."""
    state, following = SENTENCES.get(dossier.state, UNKNOWN)
    owed: tuple[str, ...] = (
        ("acknowledgment", "progress_notice") if dossier.state == "received" else ("progress_notice",)
    )
    if dossier.state in ("dismissed", "declined"):
        owed = ("reasons",)
    elif dossier.state in ENDED:
        owed = ()
    rules = [PREFIX + code for code in owed]
    open_ones = dict(
        DueDate.objects.filter(dossier_id=dossier.pk, rule__in=rules, status=Status.OPEN).values_list(
            "rule", "raw_date"
        )
    )
    return FollowUp(
        state_sentence=state,
        next_step=following,
        next_date=next((open_ones[rule] for rule in rules if rule in open_ones), None),
        can_withdraw=dossier.state not in ENDED,
        can_correct=dossier.closed_on is None,
    )
