"""The delays that the guide tells, with their sources: those of a module's law, and those of the other bodies.

A length that no module declares stands here, one Term each, in force from its own dates; see domain.md, C.3.
"""

from egide.law.deadlines import Term, Unit
from egide.law.orientation import Delay
from egide.law.sources import Source
from egide.modules.interventions.law import (
    ACKNOWLEDGMENT,
    REPLY,
    REVIEW_OPINION,
    REVIEW_REQUEST,
    SYNDIC_PROGRESS,
)

CODE = "Code des professions (RLRQ, c. C-26)"
STATEMENT = Source("Déclaration de services aux citoyens", "nos services", title="Office, 31 mars 2021")
COMMISSIONER = Source("Déclaration de services aux citoyens", "les engagements du commissaire")
ACCESS = Source(
    "Loi sur l’accès aux documents des organismes publics et sur la protection des renseignements "
    "personnels (RLRQ, c. A-2.1)",
    "47",
)
WRONGDOING = Source(
    "Loi facilitant la divulgation d’actes répréhensibles à l’égard des organismes publics (RLRQ, c. D-11.1)",
    "",
    to_validate=True,
)
OMBUDSMAN = Source("Loi sur le Protecteur du citoyen (RLRQ, c. P-32)", "", to_validate=True)
ROLL = Source(CODE, "1")
CONDUCT = Source(CODE, "122", to_validate=True)
REVIEW = Source(CODE, "123.3 à 123.5")
PRIVATE_COMPLAINT = Source(CODE, "128", to_validate=True)
HEARING = Source(CODE, "139")
APPEAL = Source(CODE, "164")
ACCOUNTS = Source(CODE, "88")
ILLEGAL = Source(CODE, "32 et 36", to_validate=True)
BOARD = Source(CODE, "62", to_validate=True)
COMMISSIONER_SCOPE = Source(CODE, "16.10")


def _days(length: int, source: Source) -> Term:
    return Term(length, Unit.CALENDAR_DAYS, source=source)


NONE = (
    "La loi ne fixe pas de délai pour vous adresser à cet organisme; n’attendez pas que les faits s’effacent."
)

# --- Told from the law of the interventions module -----------------------------------------------------------
SYNDIC_WRITES = Delay(
    "Le syndic doit vous informer par écrit du progrès de son enquête dans les {length}, puis tous les "
    "{period} tant qu’elle dure.",
    deadline=SYNDIC_PROGRESS,
    asks="Quand avez-vous demandé l’enquête?",
)
ASK_REVIEW = Delay(
    "Vous avez {length} après avoir reçu la décision du syndic pour demander l’avis du comité de révision.",
    deadline=REVIEW_REQUEST,
    asks="Quand avez-vous reçu la décision du syndic?",
)
OPINION_GIVEN = Delay(
    "Le comité de révision doit vous donner son avis par écrit dans les {length} de votre demande.",
    deadline=REVIEW_OPINION,
    asks="Quand avez-vous demandé l’avis du comité?",
)
OFFICE_CONFIRMS = Delay(
    "L’Office vous confirme qu’il a reçu votre demande écrite dans les {length}.", deadline=ACKNOWLEDGMENT
)
OFFICE_REPLIES = Delay(
    "L’Office vous répond dans les {length}, ou vous écrit pourquoi il lui faut plus de temps.",
    deadline=REPLY,
)
OFFICE = (OFFICE_CONFIRMS, OFFICE_REPLIES)

# --- The others’, until their modules declare them -----------------------------------------------------------
ASK_CONCILIATION = Delay(
    "Vous avez au moins {length} après avoir reçu le compte pour demander la conciliation; le règlement de "
    "certains ordres donne plus de temps.",
    term=_days(45, ACCOUNTS),
    asks="Quand avez-vous reçu le compte?",
)
ASK_ARBITRATION = Delay(
    "Si la conciliation échoue, vous avez d’ordinaire {length} après avoir reçu le rapport pour demander "
    "l’arbitrage\u00a0: vérifiez le règlement de l’ordre.",
    term=_days(
        30,
        Source("Règlement de l’ordre sur la conciliation et l’arbitrage des comptes", "", to_validate=True),
    ),
)
APPEAL_FILED = Delay(
    "L’appel se dépose dans les {length} de la signification de la décision; ce délai est de rigueur.",
    term=_days(30, APPEAL),
    asks="Quand la décision vous a-t-elle été signifiée?",
)
HEARING_BEGINS = Delay(
    "Le conseil de discipline commence l’audience dans les {length} de la signification de la plainte, sauf "
    "circonstances particulières.",
    term=_days(120, HEARING),
    asks="Quand la plainte a-t-elle été signifiée?",
)
COMMISSIONER_CONFIRMS = Delay(
    "Le Commissaire accuse réception dans les {length}.", term=_days(5, COMMISSIONER)
)
COMMISSIONER_FIRST_NEWS = Delay(
    "Il vous écrit où en est l’examen dans les {length} de la réception de votre plainte.",
    term=_days(90, COMMISSIONER),
)
COMMISSIONER_NEXT_NEWS = Delay("Il vous écrit ensuite tous les {length}.", term=_days(30, COMMISSIONER))
COMMISSIONER_REFUSES = Delay(
    "S’il refuse d’examiner la plainte, il vous écrit pourquoi dans les {length} de sa décision.",
    term=_days(30, COMMISSIONER),
)
ACCESS_REPLY = Delay(
    "La personne responsable de l’accès vous répond dans les {length} de la réception de votre demande.",
    term=_days(20, ACCESS),
    asks="Quand votre demande a-t-elle été reçue?",
)
ACCESS_EXTENSION = Delay(
    "Elle peut prendre {length} de plus, si elle vous en avise avant la fin du premier délai.",
    term=_days(10, Source(ACCESS.act, "47", to_validate=True)),
)


def no_delay(source: Source, text: str = NONE) -> tuple[Delay, ...]:
    """Will say that no length is fixed, with the source that was read."""
    return (Delay(text, source=source),)
