"""What the applicant is told of her file: one plain sentence per state, what comes next, by when.

Never a word of what the documents hold; the raw date is the Office's own, and silence is named as the law does.
"""

from datetime import date

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.law.following import FollowUp
from egide.modules.access_requests.queries import answer_clock

SENTENCES: dict[str, tuple[str, str]] = {
    "received": (
        "Nous avons reçu votre demande.",
        "Nous vous avisons par écrit du délai de réponse et de vos recours.",
    ),
    "oral": (
        "Vous nous avez parlé de votre demande.",
        "Une demande verbale ne fait courir aucun délai et ne peut pas être révisée\u00a0: vous pouvez l’écrire "
        "quand vous voulez.",
    ),
    "acknowledged": ("Nous avons reçu votre demande.", "Nous cherchons les documents demandés."),
    "awaiting_particulars": (
        "Il nous manque des précisions pour trouver ce que vous demandez.",
        "Répondez à notre lettre, ici même ou par la poste. Le délai de réponse n’est pas suspendu.",
    ),
    "search": ("Nous cherchons les documents demandés.", "Nous les examinons ensuite, page par page."),
    "analysis": ("Nous examinons les documents trouvés.", "La décision vous est ensuite envoyée par écrit."),
    "third_person_notice": (
        "D’autres personnes sont concernées par ces documents; la loi nous oblige à les consulter.",
        "Elles ont 20 jours pour présenter leurs observations; la décision suit.",
    ),
    "redaction": (
        "Nous masquons dans les documents ce que la loi ne permet pas de communiquer.",
        "La décision vous est ensuite envoyée par écrit.",
    ),
    "decision_review": (
        "La décision est rédigée; la personne responsable de l’accès la relit.",
        "Vous la recevrez dès qu’elle sera signée.",
    ),
    "decided": (
        "Nous vous avons répondu.",
        "Vous pouvez demander la révision de la décision à la Commission d’accès à l’information; la lettre dit "
        "comment et jusqu’à quand.",
    ),
    "commission_review": (
        "Votre demande est devant la Commission d’accès à l’information.",
        "C’est elle qui vous écrira.",
    ),
    "court_appeal": ("L’affaire est en appel à la Cour du Québec.", "Le greffe de la Cour vous écrira."),
    "closed": (
        "Votre dossier est fermé.",
        "Vous pouvez présenter une nouvelle demande d’accès en tout temps.",
    ),
}
UNKNOWN = ("Votre dossier est ouvert.", "Nous vous écrirons.")
SILENCE = (
    "Le délai de réponse est expiré\u00a0: la loi vous permet d’agir comme si l’accès vous avait été refusé. Vous "
    "pouvez demander une révision à la Commission d’accès à l’information. Nous vous devons toujours une réponse."
)
ENDED = ("decided", "commission_review", "court_appeal", "closed")


def follow_up(dossier: Dossier) -> FollowUp:
    """Will say where the dossier stands, for the person who made the request."""
    state, following = SENTENCES.get(dossier.state, UNKNOWN)
    ended = dossier.state in ENDED
    if not ended and _silent(dossier):
        following = SILENCE
    return FollowUp(
        state_sentence=state,
        next_step=following,
        next_date=None if ended else _next_date(dossier),
        can_withdraw=not ended,
        can_correct=dossier.closed_on is None,
    )


def _silent(dossier: Dossier) -> bool:
    rows = FactRecord.objects.filter(dossier_id=dossier.pk, code="deemed_refused", withdrawn_at=None)
    return rows.exists()


def _next_date(dossier: Dossier) -> date | None:
    running = answer_clock(dossier)
    return running.raw_date if running else None
