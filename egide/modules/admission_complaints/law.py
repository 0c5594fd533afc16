"""What the Commissioner owes to whoever complains to him, in the order of the service statement (S4 to S8).

His clocks are his own: five calendar days here are not the Office's five business days.
"""

from egide.law.deadlines import Deadline, Fact, LetterSent, Nature, Recurrence, Roll, Term, Unit
from egide.law.grounds import Ground
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source

SERVICE_STATEMENT = Source(
    "Déclaration de services aux citoyens",
    "les engagements et l’approche du commissaire",
    title="Office, 31 mars 2021",
)
# The statement says days; that they are calendar days is how it is read here.
IN_DAYS = Source(
    "Déclaration de services aux citoyens",
    "accusé de réception du commissaire",
    title="« 5 jours », lus comme des jours civils",
    to_validate=True,
)
STEPS = Source(
    "Procédure d’examen des plaintes du Commissaire", "étapes d’examen d’une plainte", to_validate=True
)
CODE = Source("Code des professions (RLRQ, c. C-26)", "16.9 et suivants", to_validate=True)
SCHEDULE = Source("Calendrier de conservation", "8000", title="exemple, à valider", to_validate=True)

# --- Facts -------------------------------------------------------------------------------------------------
RECEIVED = Fact("received", "réception de la plainte")
EXAMINED = Fact("examined", "décision d’examiner la plainte")
REFUSED = Fact("refused", "décision de rejet, de refus ou de cessation")
NOT_OURS = Fact("not_ours", "constat que la plainte est hors compétence")
CONCLUDED = Fact("concluded", "transmission des conclusions")
CLOSED = Fact("closed", "fermeture du dossier")
REOPENED = Fact("reopened", "réouverture du dossier")
FACTS = (RECEIVED, EXAMINED, REFUSED, NOT_OURS, CONCLUDED, CLOSED, REOPENED)

# --- S4: five days, calendar days ------------------------------------------------------------------------------
# A letter that ends the file tells the person, too, that the complaint arrived.
ENDING_LETTERS = (LetterSent("out_of_scope"), LetterSent("reasons"))
ACKNOWLEDGMENT = Deadline(
    "acknowledgment",
    "Accuser réception",
    starts_on=RECEIVED,
    met_by=(LetterSent("acknowledgment"), *ENDING_LETTERS),
    terms=(Term(5, Unit.CALENDAR_DAYS, source=IN_DAYS),),
    roll=Roll.SHOWN,
    nature=Nature.COMMISSIONER,
)
# --- S8: an internal target until what starts it is confirmed -----------------------------------------------------
SCOPE_EXPLANATION = Deadline(
    "scope_explanation",
    "Dire si la plainte relève du Commissaire",
    starts_on=RECEIVED,
    met_by=(LetterSent("out_of_scope"), EXAMINED, REFUSED),
    terms=(Term(30, Unit.CALENDAR_DAYS, source=STEPS),),
    roll=Roll.SHOWN,
    nature=Nature.TARGET,
)
# --- S5: written reasons, from the decision ------------------------------------------------------------------------
REASONS = Deadline(
    "reasons",
    "Donner les motifs par écrit",
    starts_on=REFUSED,
    met_by=(LetterSent("reasons"),),
    terms=(Term(30, Unit.CALENDAR_DAYS, source=SERVICE_STATEMENT),),
)
# --- S6: first notice at 90 days, then every 30, anchored on the receipt, until the examination ends -----------------
PROGRESS_NOTICE = Deadline(
    "progress_notice",
    "Donner un avis de progression",
    starts_on=RECEIVED,
    met_by=LetterSent("progress_notice"),
    terms=(Term(90, Unit.CALENDAR_DAYS, source=SERVICE_STATEMENT),),
    recurs=Recurrence(30, Unit.CALENDAR_DAYS, SERVICE_STATEMENT),
    ends_on=(REFUSED, NOT_OURS, LetterSent("conclusions")),
)
DEADLINES = (ACKNOWLEDGMENT, SCOPE_EXPLANATION, REASONS, PROGRESS_NOTICE)

# --- Why a complaint is not examined, or no longer ------------------------------------------------------------------
REJECTIONS = (
    Ground(
        "abusive",
        "Plainte abusive",
        source=CODE,
        wording="La plainte est abusive au sens de la procédure d’examen du Commissaire.",
    ),
    Ground(
        "frivolous",
        "Plainte frivole",
        source=CODE,
        wording="La plainte est frivole au sens de la procédure d’examen du Commissaire.",
    ),
    Ground(
        "unfounded",
        "Plainte manifestement mal fondée",
        source=CODE,
        wording="Les faits rapportés, même tenus pour avérés, ne peuvent pas fonder la plainte.",
    ),
)
REFUSALS = (
    Ground(
        "before_court",
        "Recours exercé devant un tribunal",
        source=CODE,
        wording="Un recours a été exercé devant un tribunal au sujet des mêmes faits.",
    ),
    Ground(
        "before_ombudsman",
        "Recours exercé auprès du Protecteur du citoyen ou de la Commission des droits",
        source=CODE,
        wording="Les mêmes faits sont soumis au Protecteur du citoyen ou à la Commission des droits de la personne et "
        "des droits de la jeunesse.",
    ),
    Ground(
        "not_useful",
        "Intervention qui ne serait pas utile",
        source=CODE,
        wording="Dans les circonstances, l’intervention du Commissaire ne serait pas utile.",
    ),
    Ground(
        "other_body",
        "Autre instance compétente",
        source=CODE,
        wording="Une autre instance peut examiner la situation décrite.",
    ),
    Ground(
        "withdrawn",
        "Désistement de la personne plaignante",
        source=STEPS,
        wording="Vous avez mis fin à votre démarche.",
    ),
)
BEYOND = (
    Ground(
        "merits_of_programme",
        "Contenu d’un programme universitaire",
        source=STEPS,
        wording="Le Commissaire ne se prononce pas sur le mérite d’un programme d’études universitaires.",
    ),
    Ground(
        "merits_of_decision",
        "Bien-fondé d’une décision sur les compétences",
        source=SERVICE_STATEMENT,
        wording="Le Commissaire ne procède pas à l’admission et ne rend pas de décision sur la reconnaissance des "
        "compétences ou la délivrance d’un permis.",
    ),
    Ground(
        "not_admission",
        "Sujet sans lien avec l’admission à une profession",
        source=SERVICE_STATEMENT,
        wording="La situation décrite n’a pas de lien avec l’admission à une profession réglementée.",
    ),
    Ground(
        "not_regulated",
        "Métier ou profession hors du système professionnel",
        source=STEPS,
        wording="La profession visée n’est pas contrôlée par un ordre professionnel du Québec.",
    ),
)
FINDINGS = (
    Ground(
        "with_recommendations",
        "Conclusions avec recommandations",
        source=SERVICE_STATEMENT,
        wording="Le Commissaire formule des recommandations.",
    ),
    Ground(
        "without_recommendation",
        "Conclusions sans recommandation",
        source=SERVICE_STATEMENT,
        wording="Le Commissaire ne formule pas de recommandation.",
    ),
    Ground(
        "settled",
        "Solution trouvée pendant la facilitation",
        source=SERVICE_STATEMENT,
        wording="Une solution a été trouvée avec la partie visée.",
    ),
)
GROUNDS = (*REJECTIONS, *REFUSALS, *BEYOND, *FINDINGS)

# --- Retention: sample rule, not the approved schedule; a sealed series -----------------------------------------------
RETENTION = (
    RetentionRule(
        "8000",
        "Plaintes au Commissaire (série scellée)",
        active=3,
        semi_active=7,
        disposition=Disposition.SAMPLE,
        trigger=CLOSED,
        source=SCHEDULE,
        sample=True,
    ),
)
