"""What the guards of an access request look at, and the guards: each gives None or a sentence that says what to do.

Pure. Read beside lifecycle.py; a guard never knows who asks, only what the dossier is.
"""

from dataclasses import dataclass
from datetime import date

from egide.law.dates_fr import plain_date
from egide.law.guard_words import says
from egide.modules.access_requests.cited import SECTIONS
from egide.modules.access_requests.responses import BY_CODE, TO_ACCESS, TO_RECTIFICATION


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at. `answer_due_on` is the raw last day of the clock that runs, `presumed_over_on`
    the latest reading of it; both are None when no clock runs."""

    today: date
    assigned: bool
    written: bool
    personal: bool
    rectification: bool
    reachable: bool
    acknowledged: bool
    identity_proved: bool
    answer_due_on: date | None
    presumed_over_on: date | None
    # The first twenty days, which no extension moves: the referral is owed within them.
    referral_due_on: date | None
    extended: bool
    extension_sent_on: date | None
    extension_leaving: bool
    deemed_refused: bool
    decision_leaving: bool
    decision_sent: bool
    referral_sent: bool
    withdrawn: bool
    review_asked: bool
    final_received: bool
    judgment_received: bool
    # What the examination says, when there is one: sentences that close a button, or nothing.
    search_obstacle: str = ""
    decision_obstacle: str = ""
    release_obstacle: str = ""
    outcome: str = ""
    motive: str = ""
    articles: str = ""


def is_assigned(facts: Facts) -> str | None:
    """Someone must answer for the file."""
    return None if facts.assigned else "Confiez d’abord le dossier à une personne."


def is_written(facts: Facts) -> str | None:
    """An oral request starts no clock and is decided by no letter."""
    if facts.written:
        return None
    return (
        "La demande est verbale\u00a0: aucun délai ne court et aucune révision n’est possible. "
        "Consignez-la par écrit pour la traiter."
    )


def is_oral(facts: Facts) -> str | None:
    """What is already written is not written twice."""
    return "La demande est déjà écrite." if facts.written else None


def has_motive(facts: Facts) -> str | None:
    """A decision says why."""
    return (
        None if facts.motive else "Écrivez le motif\u00a0: la personne et le journal doivent pouvoir le lire."
    )


def was_acknowledged(facts: Facts) -> str | None:
    """The notice of receipt left; the system sees it."""
    return None if facts.acknowledged else "L’avis de réception n’a pas encore été transmis."


@says("Réponses attendues des unités consultées\u00a0: …")
def search_is_complete(facts: Facts) -> str | None:
    """Each unit that was asked has signed its declaration."""
    return facts.search_obstacle or None


@says(
    "Documents de l’inventaire sans décision\u00a0: …",
    "Le document … est accessible en partie\u00a0: terminez son caviardage, relu par une autre personne, avant de "
    "décider.",
    "Le tiers n°\u00a0… n’est pas informé\u00a0: postez l’avis, puis consignez sa réception.",
    "Le tiers n°\u00a0… peut écrire ses observations jusqu’au … inclus (art. 49).",
)
def examination_is_complete(facts: Facts) -> str | None:
    """Each page found has its decision, and each redaction its second reader."""
    return facts.decision_obstacle or None


@says(
    "Le tiers n°\u00a0… n’a pas reçu la décision\u00a0: consignez sa mise à la poste.",
    "La décision a été mise à la poste pour un tiers\u00a0: les documents ne se remettent qu’après le … "
    "(15 jours, art. 49).",
)
def may_be_released(facts: Facts) -> str | None:
    """Third persons have their time before anything leaves (s. 49)."""
    return facts.release_obstacle or None


def identity_is_proved(facts: Facts) -> str | None:
    """Own personal information is given to the person herself, and to nobody else."""
    gives = bool(facts.outcome) and facts.outcome in BY_CODE and BY_CODE[facts.outcome].gives
    if facts.personal and gives and not facts.identity_proved:
        return "La personne demande ses propres renseignements\u00a0: consignez d’abord la preuve de son identité."
    return None


def identity_is_asked(facts: Facts) -> str | None:
    """A document of the Office is given to anybody: nobody proves who they are for it."""
    if not facts.personal:
        return "Personne n’a à prouver son identité pour demander un document de l’Office."
    return "L’identité est déjà vérifiée." if facts.identity_proved else None


def decision_says_why(facts: Facts) -> str | None:
    """A refusal gives its reasons and the provisions relied on (s. 50); the provisions are those of the Act."""
    response = BY_CODE.get(facts.outcome)
    if response is None:
        return None
    if response.sections and not sections_of(facts.articles):
        return (
            "Indiquez les articles sur lesquels la décision s’appuie\u00a0: leur texte est joint à la lettre."
        )
    if response.reasons and not facts.motive:
        return "Écrivez le motif\u00a0: une décision qui refuse dit pourquoi."
    return None


def sections_are_known(facts: Facts) -> str | None:
    """The list is that of the sections that an office cites: the grounds of the redaction, and the procedure."""
    unknown = [one for one in sections_of(facts.articles) if one not in SECTIONS]
    if not unknown:
        return None
    return f"Article {unknown[0]}\u00a0: il n’est pas parmi les articles de la Loi sur l’accès qu’une décision cite."


def may_extend(facts: Facts) -> str | None:
    """Ten days more, once, by a notice that leaves before the end of the twenty (s. 47)."""
    if facts.extended:
        return "Le délai a déjà été prolongé\u00a0: la loi ne permet qu’une prolongation de 10 jours."
    if facts.answer_due_on is None:
        return "Aucun délai de réponse ne court."
    if facts.today > facts.answer_due_on:
        return (
            f"Le délai a expiré le {plain_date(facts.answer_due_on)}\u00a0: l’avis de prolongation devait être "
            "transmis avant. La demande se répond maintenant, en retard."
        )
    return None


def extension_left_in_time(facts: Facts) -> str | None:
    """The notice moves the clock only when it left before the clock ended."""
    if facts.extended:
        return "Le délai a déjà été prolongé."
    if facts.extension_sent_on is None:
        return "L’avis de prolongation, approuvé, n’a pas été transmis."
    if facts.answer_due_on is None or facts.extension_sent_on > facts.answer_due_on:
        return "L’avis de prolongation est parti après l’expiration du délai\u00a0: il ne prolonge rien."
    return None


def delay_is_over(facts: Facts) -> str | None:
    """Silence is noted once, after the latest reading of the delay; the recourse runs from the earliest."""
    if facts.deemed_refused:
        return "Le refus réputé est déjà consigné."
    if facts.presumed_over_on is None or facts.today <= facts.presumed_over_on:
        return "Le délai de réponse n’est pas expiré."
    return None


def referral_is_timely(facts: Facts) -> str | None:
    """The referral to the competent body is owed within the same twenty days (s. 48)."""
    if facts.referral_due_on is None or facts.today <= facts.referral_due_on:
        return None
    return (
        f"Les 20 jours pour diriger la demande vers un autre organisme sont passés depuis le "
        f"{plain_date(facts.referral_due_on)} (art. 48)\u00a0: répondez par une décision."
    )


def no_decision_leaving(facts: Facts) -> str | None:
    """A letter that is leaving or has left cannot be taken back to the desk."""
    leaving = facts.decision_leaving or facts.decision_sent or facts.referral_sent
    return "La décision est approuvée ou déjà partie." if leaving else None


def decision_was_sent(facts: Facts) -> str | None:
    """The decision is given by the letter that left."""
    return None if facts.decision_sent else "La décision, approuvée, n’a pas été transmise."


def referral_was_sent(facts: Facts) -> str | None:
    """The request is referred by the letter that left."""
    return None if facts.referral_sent else "La lettre de transmission, approuvée, n’a pas été transmise."


def may_be_reviewed(facts: Facts) -> str | None:
    """The Commission reviews a decision or a deemed refusal, never an oral request nor a clock that runs."""
    if facts.decision_sent or facts.referral_sent or facts.deemed_refused:
        return None
    if facts.presumed_over_on is not None and facts.today > facts.presumed_over_on:
        return (
            "Le délai de réponse est expiré\u00a0: le refus réputé se constate de lui-même au matin suivant, puis la "
            "révision se consigne."
        )
    return (
        "Aucune décision n’est rendue et le délai de réponse n’est pas expiré\u00a0: la Commission ne peut pas "
        "encore être saisie d’une révision."
    )


def is_not_decided(facts: Facts) -> str | None:
    """What was decided is not decided again beside its review."""
    return "La décision est déjà transmise." if facts.decision_sent or facts.referral_sent else None


def review_is_over(facts: Facts) -> str | None:
    """A file before the Commission waits for its final decision."""
    return None if facts.final_received else "La décision finale de la Commission n’est pas consignée."


def appeal_is_over(facts: Facts) -> str | None:
    """A file before the court waits for its judgment."""
    return None if facts.judgment_received else "Le jugement de la Cour du Québec n’est pas consigné."


def fitting_responses(facts: Facts) -> frozenset[str]:
    """A rectification is granted or refused; access is not given by it, nor the other way round."""
    return TO_RECTIFICATION if facts.rectification else TO_ACCESS


def sections_of(text: str) -> tuple[str, ...]:
    """Will read « 53, 54 » or « art. 53 et 54 » as section numbers, in the order given, each once."""
    # « … » stands for an answer that the form is going to ask for: the button is drawn, the action checks.
    words = (
        text.replace("…", " ")
        .replace("art.", " ")
        .replace(" et ", " ")
        .replace(",", " ")
        .replace(";", " ")
        .split()
    )
    return tuple(dict.fromkeys(word.strip(".") for word in words if word.strip(".")))
