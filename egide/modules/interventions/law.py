"""What the Office has promised and what the law allows, in the order of the Déclaration de services.

Every number has its unit and its source; a change adds a Term, it never edits one.
"""

from egide.law.deadlines import Deadline, Fact, LetterSent, Nature, Recurrence, Roll, Term, Unit
from egide.law.grounds import Ground
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source

SERVICE_STATEMENT = Source(
    "Déclaration de services aux citoyens", "nos engagements", title="Office, 31 mars 2021"
)
MANDATE = Source("Code des professions (RLRQ, c. C-26)", "12")
SCHEDULE = Source("Calendrier de conservation", "6200", title="exemple, à valider", to_validate=True)
FOLLOW_UP_PRACTICE = Source("Pratique de suivi des interventions", "cible interne", to_validate=True)

# --- Facts -------------------------------------------------------------------------------------------------
RECEIVED = Fact("received", "réception de la demande écrite")
CONFIRMED_IN_FULL = Fact("confirmed_in_full", "confirmation automatique au contenu complet")
PARTICULARS_ASKED = Fact("particulars_asked", "demande de précisions")
PARTICULARS_RECEIVED = Fact("particulars_received", "réception des précisions")
ORDER_CONTACTED = Fact("order_contacted", "intervention auprès de l’ordre")
ORDER_ANSWERED = Fact("order_answered", "réponse de l’ordre")
FOLLOW_UP_STARTED = Fact("follow_up_started", "avis de l’intervention à la personne")
FOLLOW_UP_ANSWERED = Fact("follow_up_answered", "nouvelles de la personne")
FOLLOW_UP_LAPSED = Fact("follow_up_lapsed", "fin du suivi sans nouvelles")
TRANSFERRED = Fact("transferred", "transfert de la demande")
HANDED_OVER = Fact("handed_over", "remise à une autre unité, à l’abri de celle-ci")
JOINED = Fact("joined", "jonction à un autre dossier")
WITHDRAWN = Fact("withdrawn", "désistement")
CLOSED = Fact("closed", "fermeture du dossier")
REOPENED = Fact("reopened", "réouverture du dossier")
FACTS = (
    RECEIVED,
    CONFIRMED_IN_FULL,
    PARTICULARS_ASKED,
    PARTICULARS_RECEIVED,
    ORDER_CONTACTED,
    ORDER_ANSWERED,
    FOLLOW_UP_STARTED,
    FOLLOW_UP_ANSWERED,
    FOLLOW_UP_LAPSED,
    TRANSFERRED,
    HANDED_OVER,
    JOINED,
    WITHDRAWN,
    CLOSED,
    REOPENED,
)

# What makes a message an acknowledgment (letter L101). The confirmation that the form shows or e-mails by
# itself counts only when it says all of it: today it has no dossier number and no person to reach, hence it
# does not count, and the letter remains due.
ACKNOWLEDGMENT_SAYS = frozenset({"number", "received_on", "reply_by", "contact", "privacy"})


def confirmation_counts(says: frozenset[str]) -> bool:
    """Will tell whether an automatic confirmation acknowledges receipt: the same content, nothing less."""
    return says >= ACKNOWLEDGMENT_SAYS


# --- Commitments (domain.md C.1, S1 and S2): measured on the raw date, nothing suspends them -----------------
# A letter that ends the file tells the person, too, that the request arrived.
FINAL_LETTERS = (LetterSent("not_admissible"), LetterSent("redirection"), LetterSent("transfer_notice"))
ACKNOWLEDGMENT = Deadline(
    "acknowledgment",
    "Accuser réception",
    starts_on=RECEIVED,
    met_by=(LetterSent("acknowledgment"), CONFIRMED_IN_FULL, *FINAL_LETTERS),
    terms=(Term(5, Unit.BUSINESS_DAYS, source=SERVICE_STATEMENT),),
    roll=Roll.SHOWN,
    nature=Nature.COMMITMENT,
)
REPLY = Deadline(
    "reply",
    "Répondre à la personne",
    starts_on=RECEIVED,
    # The notice of the intervention meets it only when it was sent as the reply (« tient lieu de réponse »).
    met_by=(LetterSent("reasoned_reply"), LetterSent("intervention_reply"), *FINAL_LETTERS),
    terms=(Term(90, Unit.CALENDAR_DAYS, source=SERVICE_STATEMENT),),
    roll=Roll.SHOWN,
    nature=Nature.COMMITMENT,
)
# A notice of delay informs; it never meets the commitment above (results.py counts the three results).
DELAY_NOTICE = "delay_notice"
# S3: the Office's own reminder, never called a legal deadline.
FOLLOW_UP_DAYS = 30
FOLLOW_UP = Deadline(
    "follow_up",
    "Faire le suivi avec la personne",
    starts_on=FOLLOW_UP_STARTED,
    met_by=(FOLLOW_UP_ANSWERED, FOLLOW_UP_LAPSED, WITHDRAWN, CLOSED),
    terms=(Term(FOLLOW_UP_DAYS, Unit.CALENDAR_DAYS, source=FOLLOW_UP_PRACTICE),),
    roll=Roll.SHOWN,
    nature=Nature.TARGET,
)
DEADLINES = (ACKNOWLEDGMENT, REPLY, FOLLOW_UP)

# --- Delays of others (Professional Code, s. 123 to 123.5): told to the person, never started by the Office ---
INQUIRY_REQUESTED = Fact("inquiry_requested", "réception de la demande d’enquête par le syndic")
PROGRESS_NOTICE = Fact("progress_notice", "avis de progression du syndic")
SYNDIC_DECIDED = Fact("syndic_decided", "réception de la décision du syndic")
REVIEW_REQUESTED = Fact("review_requested", "réception de la demande d’avis par le comité de révision")
REVIEW_OPINION_GIVEN = Fact("review_opinion", "avis du comité de révision")
CODE = "Code des professions (RLRQ, c. C-26)"
S123 = Source(CODE, "123", to_validate=True)
S123_1 = Source(CODE, "123.1", to_validate=True)
S123_4 = Source(CODE, "123.4", to_validate=True)
S123_5 = Source(CODE, "123.5", to_validate=True)
SYNDIC_PROGRESS = Deadline(
    "syndic_progress",
    "Avis de progression du syndic",
    starts_on=INQUIRY_REQUESTED,
    met_by=(PROGRESS_NOTICE, SYNDIC_DECIDED),
    terms=(Term(90, Unit.CALENDAR_DAYS, source=S123_1),),
    calendar="interpretation_act",
    recurs=Recurrence(60, Unit.CALENDAR_DAYS, source=S123_1),
    roll=Roll.NONE,
)
REVIEW_REQUEST = Deadline(
    "review_request",
    "Demander l’avis du comité de révision",
    starts_on=SYNDIC_DECIDED,
    met_by=REVIEW_REQUESTED,
    terms=(Term(30, Unit.CALENDAR_DAYS, source=S123_4),),
    calendar="interpretation_act",
    roll=Roll.NONE,
    runs_against="requester",
)
REVIEW_OPINION = Deadline(
    "review_opinion",
    "Avis du comité de révision",
    starts_on=REVIEW_REQUESTED,
    met_by=REVIEW_OPINION_GIVEN,
    terms=(Term(90, Unit.CALENDAR_DAYS, source=S123_4),),
    calendar="interpretation_act",
    roll=Roll.NONE,
)
OTHERS_DEADLINES = (SYNDIC_PROGRESS, REVIEW_REQUEST, REVIEW_OPINION)

# What the letter to an order reminds of, in words that the head of the unit confirms before signing (L104).
ARTICLES: dict[str, tuple[Source, str]] = {
    "123": (
        S123,
        "Au terme de son enquête, le syndic informe par écrit la personne qui l’a demandée de sa décision de "
        "porter plainte ou non; s’il n’en porte pas, il lui en explique les motifs et l’avise de la possibilité "
        "de demander l’avis du comité de révision.",
    ),
    "123.1": (
        S123_1,
        "Si l’enquête n’est pas terminée dans les 90 jours de la réception de la demande, le syndic en informe "
        "par écrit la personne et lui fait rapport de la progression de l’enquête; il le fait ensuite tous les "
        "60 jours, jusqu’à la fin de l’enquête.",
    ),
    "123.4": (
        S123_4,
        "La personne peut, dans les 30 jours de la réception de la décision du syndic de ne pas porter plainte, "
        "demander l’avis du comité de révision, qui rend son avis par écrit dans les 90 jours de la réception "
        "de la demande.",
    ),
    "123.5": (
        S123_5,
        "Le comité de révision indique dans son avis les suites qu’il propose à la décision du syndic.",
    ),
}

# --- Grounds of a finding of not admissible (domain.md D.1) ------------------------------------------------
# Of this stream only: the exclusions of complaints about the Office's services are theirs. A recourse in
# progress, a pending inquiry of the syndic first of all, is the normal case and never a ground.
GROUNDS = (
    Ground(
        "merits",
        "Demande de juger le fond d’une affaire",
        source=SERVICE_STATEMENT,
        wording="L’Office n’intervient pas quant au fond d’une affaire particulière.",
    ),
    Ground(
        "revise_decision",
        "Demande de réviser une décision",
        source=SERVICE_STATEMENT,
        wording="L’Office n’est pas habilité à réviser les décisions rendues par les autorités compétentes.",
    ),
    Ground(
        "not_a_member",
        "La personne visée n’est pas membre d’un ordre",
        source=MANDATE,
        wording="L’Office veille au fonctionnement des ordres professionnels et des mécanismes prévus par le Code.",
    ),
    Ground(
        "other_body",
        "Un autre organisme est compétent",
        source=MANDATE,
        wording="La situation décrite relève d’un autre organisme.",
    ),
)

# --- Retention: sample rule 6200 (domain.md H.4), not the Office's approved schedule -----------------------
RETENTION = (
    RetentionRule(
        "6200",
        "Demandes d’intervention",
        active=2,
        semi_active=5,
        disposition=Disposition.SAMPLE,
        trigger=CLOSED,
        source=SCHEDULE,
        sample=True,
    ),
)
