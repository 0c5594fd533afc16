"""What may be refused in the life of a complaint to the Commissioner, and the sentences that say why.

Pure: each guard looks at frozen facts and gives nothing, or one French sentence that says what to do.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at. The three `no_…` say why the person may not use a delegated power, or nothing."""

    assigned: bool
    reachable: bool
    explanation_sent: bool
    reasons_sent: bool
    conclusions_leaving: bool
    conclusions_sent: bool
    parties_told: bool
    recommendations: int
    recommendations_open: int
    recommendation_letters_sent: bool
    no_examine: str
    no_refuse: str
    motive: str
    outcome: str


def is_assigned(facts: Facts) -> str | None:
    """Someone must answer for the file."""
    return None if facts.assigned else "Confiez d’abord la plainte à une personne de l’équipe."


def may_examine(facts: Facts) -> str | None:
    """An analyst acts by delegation."""
    return f"{facts.no_examine} Demandez la délégation au Commissaire." if facts.no_examine else None


def may_refuse(facts: Facts) -> str | None:
    """An analyst who rejects or refuses does it by delegation."""
    return f"{facts.no_refuse} Demandez la délégation au Commissaire." if facts.no_refuse else None


def has_motive(facts: Facts) -> str | None:
    """A decision says why."""
    return None if facts.motive else "Écrivez les motifs\u00a0: la personne a le droit de les connaître."


def outcome_fits(facts: Facts) -> str | None:
    """What is concluded and what is recommended say the same thing."""
    if facts.outcome == "with_recommendations" and not facts.recommendations:
        return "Écrivez d’abord au moins une recommandation, sous «\u00a0Recommandations\u00a0»."
    if facts.outcome == "without_recommendation" and facts.recommendations:
        return "Des recommandations sont écrites\u00a0: retirez-les, ou concluez avec recommandations."
    return None


def nothing_leaving(facts: Facts) -> str | None:
    """A letter that is leaving or has left cannot be taken back to the desk."""
    if facts.conclusions_leaving or facts.conclusions_sent:
        return "Les conclusions sont approuvées ou déjà parties."
    return None


def everyone_was_told(facts: Facts) -> str | None:
    """The conclusions go to the person who complains, and to each party concerned."""
    if not facts.conclusions_sent:
        return "Les conclusions, approuvées, n’ont pas été transmises à la personne plaignante."
    if not facts.parties_told:
        return "Une partie visée n’a pas encore reçu les conclusions."
    return None


def has_recommendations(facts: Facts) -> str | None:
    """Only what was recommended is followed."""
    return None if facts.recommendations else "Aucune recommandation n’est à suivre\u00a0: fermez le dossier."


def recommendations_left(facts: Facts) -> str | None:
    """What is followed was first sent to its addressee."""
    if facts.recommendation_letters_sent:
        return None
    return "Une lettre de recommandation n’a pas encore été transmise à la partie."


def nothing_left_to_follow(facts: Facts) -> str | None:
    """A file does not close over a recommendation without answer, or accepted and not done."""
    if facts.recommendations_open:
        return "Une recommandation attend encore sa réponse ou sa réalisation."
    return None


def person_was_answered(facts: Facts) -> str | None:
    """No closing without the letter, unless nobody can be written to."""
    sent = facts.explanation_sent or facts.reasons_sent or facts.conclusions_sent
    if sent or not facts.reachable:
        return None
    return "Pour fermer\u00a0: la lettre qui répond à la personne n’a pas été transmise."
