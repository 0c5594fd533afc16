"""What the Access Act asks of the Office and gives to the applicant, in the order of the Act (c. A-2.1).

Each number has its unit and its source; sections that nobody has read in the official version say « à valider ».
Response types are in responses.py; the grounds of redaction are the kernel's.
"""

from egide.law.deadlines import Deadline, Extension, Fact, LetterSent, Nature, Roll, Term, Unit
from egide.law.effects import DayOfExpiry, DayOfLetter
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source

ACT = "Loi sur l’accès (RLRQ, c. A-2.1)"
S46 = Source(ACT, "46", to_validate=True)
S47 = Source(ACT, "47")
S47_LAST = Source(ACT, "47, dernier al.", to_validate=True)
S48 = Source(ACT, "48")
S49 = Source(ACT, "49", title="version du 3 mars 2017", to_validate=True)
S52 = Source(ACT, "52", to_validate=True)
S135 = Source(ACT, "135")
S147_1 = Source(ACT, "147.1")
S149 = Source(ACT, "149")
S151 = Source(ACT, "151")
BY_ANALOGY = Source(
    "Déclaration de services aux citoyens", "nos engagements", title="par analogie", to_validate=True
)
SCHEDULE = Source("Calendrier de conservation", "4000", title="exemple, à valider", to_validate=True)

# --- Facts -------------------------------------------------------------------------------------------------
ORAL_RECEIVED = Fact("oral_received", "demande verbale")
RECEIVED = Fact("received", "réception de la demande écrite")
ACKNOWLEDGED = Fact("acknowledged", "avis de réception de la demande")
PARTICULARS_ASKED = Fact("particulars_asked", "demande de précisions")
PARTICULARS_RECEIVED = Fact("particulars_received", "réception des précisions")
IDENTITY_PROVED = Fact("identity_proved", "preuve d’identité reçue et vérifiée")
EXTENDED = Fact("extended", "avis de prolongation transmis")
# Third persons (s. 49): recorded by the examination, one letter to each.
THIRD_PERSON_FOUND = Fact("third_person_found", "tiers à aviser, jour de la réception de la demande")
THIRD_PERSON_MAILED = Fact("third_person_mailed", "mise à la poste de l’avis aux tiers")
THIRD_PERSON_INFORMED = Fact("third_person_informed", "tiers informés")
OBSERVATIONS_ENDED = Fact("observations_ended", "observations des tiers reçues, ou leur délai écoulé")
THIRD_PERSON_TOLD = Fact("third_person_told", "mise à la poste de la décision destinée aux tiers")
RELEASED = Fact("released", "remise des documents")
DECIDED = Fact("decided", "décision du responsable de l’accès")
REFERRED = Fact("referred", "transmission à l’organisme compétent")
DEEMED_REFUSED = Fact("deemed_refused", "expiration du délai sans réponse (refus réputé)")
REVIEW_ASKED = Fact("review_asked", "demande de révision à la Commission d’accès à l’information")
INTERLOCUTORY_RECEIVED = Fact(
    "interlocutory_received", "réception d’une décision interlocutoire de la Commission"
)
FINAL_RECEIVED = Fact("final_received", "réception de la décision finale de la Commission")
LEAVE_FILED = Fact("leave_filed", "dépôt de la requête pour permission d’appeler")
LEAVE_GRANTED = Fact("leave_granted", "jugement qui autorise l’appel")
APPEAL_FILED = Fact("appeal_filed", "dépôt de l’avis d’appel")
APPEAL_SERVED = Fact("appeal_served", "signification de l’avis d’appel")
JUDGMENT_RECEIVED = Fact("judgment_received", "réception du jugement de la Cour du Québec")
WITHDRAWN = Fact("withdrawn", "désistement")
END_OF_RECOURSES = Fact("recourses_ended", "fin des recours")
CLOSED = Fact("closed", "fermeture du dossier")
REOPENED = Fact("reopened", "réouverture du dossier")
FACTS = (
    ORAL_RECEIVED,
    RECEIVED,
    ACKNOWLEDGED,
    PARTICULARS_ASKED,
    PARTICULARS_RECEIVED,
    IDENTITY_PROVED,
    EXTENDED,
    THIRD_PERSON_FOUND,
    THIRD_PERSON_MAILED,
    THIRD_PERSON_INFORMED,
    OBSERVATIONS_ENDED,
    THIRD_PERSON_TOLD,
    RELEASED,
    DECIDED,
    REFERRED,
    DEEMED_REFUSED,
    REVIEW_ASKED,
    INTERLOCUTORY_RECEIVED,
    FINAL_RECEIVED,
    LEAVE_FILED,
    LEAVE_GRANTED,
    APPEAL_FILED,
    APPEAL_SERVED,
    JUDGMENT_RECEIVED,
    WITHDRAWN,
    END_OF_RECOURSES,
    CLOSED,
    REOPENED,
)

DECISION_LETTERS = (LetterSent("decision"), LetterSent("referral"))
ACKNOWLEDGMENT = Deadline(
    "acknowledgment",
    "Aviser de la réception",
    starts_on=RECEIVED,
    met_by=(LetterSent("acknowledgment"), *DECISION_LETTERS),
    # Section 46 asks for a written notice and, as it was read, gives it no length.
    terms=(Term(5, Unit.BUSINESS_DAYS, source=BY_ANALOGY),),
    roll=Roll.SHOWN,
    nature=Nature.TARGET,
)
# --- The Office's own clocks: measured on the raw date, the stricter reading; nothing suspends them ----------
DECISION_DAYS, EXTENSION_DAYS = 20, 10
DECISION = Deadline(
    "decision",
    "Répondre à la demande d’accès",
    starts_on=RECEIVED,
    # The referral to the competent body is owed within the same 20 days (s. 48).
    met_by=DECISION_LETTERS,
    terms=(Term(DECISION_DAYS, Unit.CALENDAR_DAYS, source=S47),),
    roll=Roll.SHOWN,
    extension=Extension(EXTENSION_DAYS, Unit.CALENDAR_DAYS, source=S47_LAST),
)
THIRD_PERSON_NOTICE = Deadline(
    "third_person_notice",
    "Aviser les tiers",
    starts_on=THIRD_PERSON_FOUND,
    met_by=(LetterSent("third_person_notice"), THIRD_PERSON_MAILED),
    terms=(Term(20, Unit.CALENDAR_DAYS, source=S49),),
    roll=Roll.SHOWN,
)
OBSERVATIONS = Deadline(
    "observations",
    "Observations des tiers",
    starts_on=THIRD_PERSON_INFORMED,
    met_by=OBSERVATIONS_ENDED,
    terms=(Term(20, Unit.CALENDAR_DAYS, source=S49),),
    roll=Roll.NONE,
    runs_against="third_person",
)
THIRD_PERSON_DECISION = Deadline(
    "third_person_decision",
    "Décider après les observations des tiers",
    starts_on=OBSERVATIONS_ENDED,
    met_by=DECISION_LETTERS,
    terms=(Term(15, Unit.CALENDAR_DAYS, source=S49),),
    roll=Roll.SHOWN,
)
# Not a time to keep but a time to wait: the decision to release may be carried out once it has passed.
RELEASE_WAIT = Deadline(
    "release_wait",
    "Attendre avant de remettre les documents",
    starts_on=THIRD_PERSON_TOLD,
    met_by=(LetterSent("communication"), RELEASED),
    terms=(Term(15, Unit.CALENDAR_DAYS, source=S49),),
    roll=Roll.NONE,
    runs_against="third_person",
)
# --- Recourses: clocks of the applicant, each from its own event; shown raw, presumed closed on the latest reading
REVIEW = Deadline(
    "review",
    "Demander la révision à la Commission",
    starts_on=DECIDED,
    met_by=REVIEW_ASKED,
    terms=(Term(30, Unit.CALENDAR_DAYS, source=S135),),
    roll=Roll.NONE,
    runs_against="requester",
)
REVIEW_OF_SILENCE = Deadline(
    "review_of_silence",
    "Demander la révision du refus réputé",
    starts_on=DEEMED_REFUSED,
    met_by=REVIEW_ASKED,
    terms=(Term(30, Unit.CALENDAR_DAYS, source=S135),),
    roll=Roll.NONE,
    runs_against="requester",
)
LEAVE = Deadline(
    "leave",
    "Déposer la requête pour permission d’appeler",
    starts_on=INTERLOCUTORY_RECEIVED,
    met_by=LEAVE_FILED,
    terms=(Term(10, Unit.CALENDAR_DAYS, source=S147_1),),
    roll=Roll.NONE,
    runs_against="requester",
)
APPEAL = Deadline(
    "appeal",
    "Déposer l’avis d’appel à la Cour du Québec",
    starts_on=FINAL_RECEIVED,
    met_by=APPEAL_FILED,
    terms=(Term(30, Unit.CALENDAR_DAYS, source=S149),),
    roll=Roll.NONE,
    runs_against="requester",
)
APPEAL_SERVICE = Deadline(
    "appeal_service",
    "Signifier l’avis d’appel aux parties et à la Commission",
    starts_on=APPEAL_FILED,
    met_by=APPEAL_SERVED,
    terms=(Term(10, Unit.CALENDAR_DAYS, source=S151),),
    roll=Roll.NONE,
    runs_against="requester",
)
DEADLINES = (
    ACKNOWLEDGMENT,
    DECISION,
    THIRD_PERSON_NOTICE,
    OBSERVATIONS,
    THIRD_PERSON_DECISION,
    RELEASE_WAIT,
    REVIEW,
    REVIEW_OF_SILENCE,
    LEAVE,
    APPEAL,
    APPEAL_SERVICE,
)
# The days that some facts take: of the letter that says them, or of the delay whose end they are.
DAY_OF_ACKNOWLEDGMENT = DayOfLetter("acknowledgment")
DAY_OF_DECISION = DayOfLetter("decision")
DAY_OF_REFERRAL = DayOfLetter("referral")
DAY_OF_EXTENSION = DayOfLetter("extension")
# What silence ends: the first of these that runs.
ANSWER_CLOCKS = (DECISION.code, THIRD_PERSON_DECISION.code)
END_OF_DELAY = DayOfExpiry(ANSWER_CLOCKS)
RECOURSES = (REVIEW, REVIEW_OF_SILENCE, LEAVE, APPEAL, APPEAL_SERVICE)

# --- Retention: sample rule, not the Office's approved schedule ----------------------------------------------
RETENTION = (
    RetentionRule(
        "4000",
        "Demandes d’accès",
        active=2,
        semi_active=5,
        disposition=Disposition.DESTROY,
        trigger=CLOSED,
        source=SCHEDULE,
        sample=True,
    ),
)
