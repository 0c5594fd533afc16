"""What a complaint about the Office's services is, what it is not, and how long it should take.

The definitions and exclusions follow another ministry's policy (2022), taken as a model: « à valider ».
The Office's service statement sends them to the president's bureau and promises no delay.
"""

from egide.law.deadlines import Deadline, Fact, LetterSent, Nature, Roll, Term, Unit
from egide.law.grounds import Ground
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source

SERVICE_STATEMENT = Source(
    "Déclaration de services aux citoyens", "vos commentaires", title="Office, 31 mars 2021"
)
SIMULTANEOUS = Source(
    "Déclaration de services aux citoyens",
    "plainte concernant le titulaire du poste de commissaire",
    title="« simultanément », sans délai fixé",
    to_validate=True,
)
MODEL = Source(
    "Politique-cadre de gestion des plaintes et des commentaires (MIFI, 2022), prise comme modèle",
    "objectif et champ d’application",
    to_validate=True,
)
BY_ANALOGY = Source(
    "Déclaration de services aux citoyens", "nos engagements", title="par analogie", to_validate=True
)
OMBUDSMAN_ACT = Source("Loi sur le Protecteur du citoyen (RLRQ, c. P-32)", "13", to_validate=True)
DISCLOSURE_ACT = Source("RLRQ, c. D-11.1", "", to_validate=True)
ACCESS_ACT = Source("Loi sur l’accès (RLRQ, c. A-2.1)", "")
SCHEDULE = Source("Calendrier de conservation", "6210", title="exemple, à valider", to_validate=True)

# --- Facts -------------------------------------------------------------------------------------------------
RECEIVED = Fact("received", "réception de la plainte ou du commentaire")
UNIT_ASKED = Fact("unit_asked", "demande de commentaires à l’unité visée")
UNIT_ANSWERED = Fact("unit_answered", "réception des commentaires de l’unité visée")
WITHDRAWN = Fact("withdrawn", "désistement")
CLOSED = Fact("closed", "fermeture du dossier")
REOPENED = Fact("reopened", "réouverture du dossier")
# The Commissioner himself is concerned: the Protecteur du citoyen is told at once.
ABOUT_COMMISSIONER = Fact("about_commissioner", "réception d’une plainte qui vise le Commissaire")
FACTS = (RECEIVED, ABOUT_COMMISSIONER, UNIT_ASKED, UNIT_ANSWERED, WITHDRAWN, CLOSED, REOPENED)

# --- Internal targets: no text promises a delay for these; those of interventions are borrowed ----------------
ACKNOWLEDGMENT = Deadline(
    "acknowledgment",
    "Accuser réception",
    starts_on=RECEIVED,
    met_by=(LetterSent("acknowledgment"), LetterSent("not_admissible"), LetterSent("reply")),
    terms=(Term(5, Unit.BUSINESS_DAYS, source=BY_ANALOGY),),
    roll=Roll.SHOWN,
    nature=Nature.TARGET,
)
REPLY = Deadline(
    "reply",
    "Répondre à la personne",
    starts_on=RECEIVED,
    met_by=(LetterSent("reply"), LetterSent("not_admissible")),
    terms=(Term(90, Unit.CALENDAR_DAYS, source=BY_ANALOGY),),
    roll=Roll.SHOWN,
    nature=Nature.TARGET,
)
# « Simultanément »: no length is given, hence an internal target of one working day.
OMBUDSMAN = Deadline(
    "ombudsman_transmission",
    "Transmettre au Protecteur du citoyen",
    starts_on=ABOUT_COMMISSIONER,
    met_by=(LetterSent("ombudsman_transmission"),),
    terms=(Term(1, Unit.BUSINESS_DAYS, source=SIMULTANEOUS),),
    roll=Roll.SHOWN,
    nature=Nature.TARGET,
)
DEADLINES = (ACKNOWLEDGMENT, REPLY, OMBUDSMAN)

# --- Exclusions of this stream, and of this stream only --------------------------------------------------------
EXCLUSIONS = (
    Ground(
        "own_recourse",
        "Un recours ou une révision existe déjà",
        source=MODEL,
        wording="La situation décrite peut faire l’objet d’un recours ou d’une révision prévus par la loi.",
    ),
    Ground(
        "procurement",
        "Appel d’offres public ou contrat de gré à gré",
        source=MODEL,
        wording="Les plaintes qui visent un appel d’offres ou un contrat suivent la procédure prévue à cette fin.",
    ),
    Ground(
        "other_body",
        "Un autre ministère ou organisme est visé",
        source=MODEL,
        wording="La situation décrite concerne les services d’un autre organisme.",
    ),
    Ground(
        "order_mechanism",
        "Un ordre professionnel est visé",
        source=SERVICE_STATEMENT,
        wording="La situation décrite concerne un ordre professionnel et non les services de l’Office.",
    ),
    Ground(
        "partner",
        "Un partenaire traite lui-même cette plainte",
        source=MODEL,
        wording="Les plaintes sur les services d’un partenaire sont traitées par ce partenaire.",
    ),
    Ground(
        "partner_dispute",
        "Un partenaire conteste une décision de l’Office",
        source=MODEL,
        wording="La contestation par un partenaire d’une décision de l’Office suit une autre voie.",
    ),
    Ground(
        "disclosure",
        "Divulgation d’un acte répréhensible",
        source=DISCLOSURE_ACT,
        wording="Une divulgation se fait auprès de la personne désignée ou du Protecteur du citoyen.",
    ),
    Ground(
        "labour_relations",
        "Grief ou plainte du personnel en relations de travail",
        source=MODEL,
        wording="Les relations de travail ont leurs propres recours.",
    ),
    Ground(
        "access_request",
        "Demande d’accès à un document",
        source=ACCESS_ACT,
        wording="Une demande d’accès est traitée par la personne responsable de l’accès aux documents.",
    ),
    Ground(
        "general_information",
        "Demande de renseignements généraux",
        source=MODEL,
        wording="Votre message demande un renseignement; il reçoit une réponse sans examen.",
    ),
)
# What examination concludes, for complaints only: never said of an order, nor of a comment.
FINDINGS = (
    Ground(
        "founded",
        "Plainte fondée",
        source=MODEL,
        wording=(
            "L’examen a montré une erreur ou un manquement dans la prestation de services, ou un préjudice "
            "causé par une erreur ou un manquement."
        ),
    ),
    Ground(
        "not_founded",
        "Plainte non fondée",
        source=MODEL,
        wording="L’examen n’a montré ni erreur ni manquement dans la prestation de services.",
    ),
)
NOTED = Ground(
    "comment_noted",
    "Commentaire pris en compte",
    source=SERVICE_STATEMENT,
    wording="Votre commentaire a été porté à l’attention des personnes responsables.",
)
GROUNDS = (*EXCLUSIONS, *FINDINGS, NOTED)

# --- Retention: sample rule, not the Office's approved schedule ------------------------------------------------
RETENTION = (
    RetentionRule(
        "6210",
        "Plaintes et commentaires sur les services",
        active=2,
        semi_active=5,
        disposition=Disposition.SAMPLE,
        trigger=CLOSED,
        source=SCHEDULE,
        sample=True,
    ),
)
