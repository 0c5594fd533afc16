"""What rests on the Act to facilitate the disclosure of wrongdoings (RLRQ, c. D-11.1): all « à valider ».

No delay is declared: none was read in a text in force. The person may always go to the Protecteur du citoyen.
"""

from egide.law.deadlines import Deadline, Fact
from egide.law.grounds import Ground
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source

ACT = Source("Loi facilitant la divulgation d’actes répréhensibles (RLRQ, c. D-11.1)", "", to_validate=True)
SCHEDULE = Source("Calendrier de conservation", "6220", title="exemple, à valider", to_validate=True)

RECEIVED = Fact("received", "réception de la divulgation")
EXAMINED = Fact("examined", "début de l’examen")
DIRECTED = Fact("directed", "personne dirigée vers le Protecteur du citoyen")
CLOSED = Fact("closed", "fermeture du dossier")
FACTS = (RECEIVED, EXAMINED, DIRECTED, CLOSED)
DEADLINES: tuple[Deadline, ...] = ()

GROUNDS = (
    Ground(
        "measures_taken",
        "Des mesures ont été prises",
        source=ACT,
        wording="L’examen a mené à des mesures.",
    ),
    Ground(
        "no_wrongdoing",
        "Aucun acte répréhensible constaté",
        source=ACT,
        wording="L’examen n’a pas montré d’acte répréhensible au sens de la loi.",
    ),
    Ground(
        "not_a_disclosure",
        "Ce n’est pas une divulgation",
        source=ACT,
        wording="La situation décrite relève d’une autre démarche.",
    ),
)

RETENTION = (
    RetentionRule(
        "6220",
        "Divulgations d’actes répréhensibles",
        active=2,
        semi_active=5,
        disposition=Disposition.DESTROY,
        trigger=CLOSED,
        source=SCHEDULE,
        sample=True,
    ),
)
