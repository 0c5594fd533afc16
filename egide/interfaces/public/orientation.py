"""« À qui m’adresser? »: the situations that people live, who can act, and within what time.

Source: domain.md, H.5. The times that run against a person are the raw ones: nobody loses a right here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Way:
    """One situation, who can act on it, and what to know. `situation` opens the form with that answer."""

    question: str
    answer: str
    situation: str = ""


WAYS = (
    Way(
        question="J’ai demandé une enquête au syndic d’un ordre et je n’ai pas de nouvelles.",
        answer="Le syndic doit vous écrire dans les 90\u00a0jours, puis tous les 60\u00a0jours. L’Office "
        "peut rappeler "
        "ces délais à l’ordre.",
        situation="no_news",
    ),
    Way(
        question="Le syndic a décidé de ne pas porter plainte.",
        answer="Vous avez 30\u00a0jours après avoir reçu sa décision pour demander l’avis du comité de "
        "révision de "
        "l’ordre. N’attendez pas notre réponse pour le faire.",
        situation="no_complaint",
    ),
    Way(
        question="La conduite ou la compétence d’un professionnel m’inquiète.",
        answer="Écrivez d’abord au syndic de son ordre\u00a0: lui seul peut enquêter. Si vous ne savez "
        "pas comment faire, "
        "nous vous l’expliquerons.",
        situation="not_yet",
    ),
    Way(
        question="J’attends l’avis du comité de révision.",
        answer="Le comité doit vous le donner dans les 90\u00a0jours de votre demande. L’Office peut le "
        "rappeler à "
        "l’ordre.",
        situation="awaiting_review",
    ),
    Way(
        question="Un compte d’honoraires me paraît trop élevé.",
        answer="Demandez la conciliation à l’ordre dans les 45\u00a0jours après avoir reçu le compte; "
        "certains ordres "
        "donnent plus de temps.",
    ),
    Way(
        question="Un ordre a refusé de m’admettre, ou tarde à le faire.",
        answer="Le Commissaire à l’admission aux professions reçoit ces plaintes. Il est indépendant de "
        "l’Office et "
        "son recours est gratuit.",
    ),
    Way(
        question="J’ai un commentaire sur les services de l’Office.",
        answer="Écrivez au Bureau de la présidence. Vous pouvez ensuite vous adresser au Protecteur du "
        "citoyen.",
    ),
)
