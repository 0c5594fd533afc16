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

# --- Facts -------------------------------------------------------------------------------------------------
RECEIVED = Fact("received", "réception de la demande écrite")
PARTICULARS_ASKED = Fact("particulars_asked", "demande de précisions")
PARTICULARS_RECEIVED = Fact("particulars_received", "réception des précisions")
WITHDRAWN = Fact("withdrawn", "désistement")
CLOSED = Fact("closed", "fermeture du dossier")
REOPENED = Fact("reopened", "réouverture du dossier")
FACTS = (RECEIVED, PARTICULARS_ASKED, PARTICULARS_RECEIVED, WITHDRAWN, CLOSED, REOPENED)

# --- Commitments (domain.md C.1, S1 and S2): measured on the raw date, nothing suspends them -----------------
ACKNOWLEDGMENT = Deadline(
    "acknowledgment",
    "Accuser réception",
    starts_on=RECEIVED,
    # A refusal that leaves before any acknowledgment tells the person, too, that the request arrived.
    met_by=(LetterSent("acknowledgment"), LetterSent("not_admissible")),
    terms=(Term(5, Unit.BUSINESS_DAYS, source=SERVICE_STATEMENT),),
    roll=Roll.SHOWN,
    nature=Nature.COMMITMENT,
)
REPLY = Deadline(
    "reply",
    "Répondre à la personne",
    starts_on=RECEIVED,
    met_by=(LetterSent("reasoned_reply"), LetterSent("not_admissible")),
    terms=(Term(90, Unit.CALENDAR_DAYS, source=SERVICE_STATEMENT),),
    roll=Roll.SHOWN,
    nature=Nature.COMMITMENT,
)
DEADLINES = (ACKNOWLEDGMENT, REPLY)

# --- Delays of others (Professional Code, s. 123.1 and 123.4): told to the person, never started by the Office ---
INQUIRY_REQUESTED = Fact("inquiry_requested", "demande d’enquête au syndic")
SYNDIC_DECIDED = Fact("syndic_decided", "réception de la décision du syndic")
S123_1 = Source("Code des professions (RLRQ, c. C-26)", "123.1", to_validate=True)
S123_4 = Source("Code des professions (RLRQ, c. C-26)", "123.4", to_validate=True)
SYNDIC_PROGRESS = Deadline(
    "syndic_progress",
    "Avis de progression du syndic",
    starts_on=INQUIRY_REQUESTED,
    met_by=SYNDIC_DECIDED,
    terms=(Term(90, Unit.CALENDAR_DAYS, source=S123_1),),
    recurs=Recurrence(60, Unit.CALENDAR_DAYS, source=S123_1),
    roll=Roll.NONE,
)
REVIEW_REQUEST = Deadline(
    "review_request",
    "Demander l’avis du comité de révision",
    starts_on=SYNDIC_DECIDED,
    met_by=Fact("review_requested", "demande d’avis au comité de révision"),
    terms=(Term(30, Unit.CALENDAR_DAYS, source=S123_4),),
    roll=Roll.NONE,
    runs_against="requester",
)
OTHERS_DEADLINES = (SYNDIC_PROGRESS, REVIEW_REQUEST)

# --- Grounds of a finding of not admissible (domain.md D.1) ------------------------------------------------
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
