"""The life of a lot, declared with the same words as a dossier's (domain.md F, substitution digitisation).

Pure. The operator does not sign the declaration; neither they nor who signed it authorise the destruction.
"""

from dataclasses import dataclass

from egide.law import roles
from egide.law.lifecycles import Lifecycle, State, Transition
from egide.ui.formats import count

KEEPERS = (roles.RECORDS_MANAGER, roles.INTAKE)
HEADS = (roles.UNIT_HEAD, roles.RECORDS_MANAGER)


@dataclass(frozen=True, kw_only=True)
class LotFacts:
    """What the guards look at."""

    items: int
    hidden: int
    without_picture: int
    wrong_count: int
    to_check: int
    rejected: int
    unread: int
    by_operator: bool
    by_attester: bool
    days_left: int
    held: int
    lent: int


def has_items(facts: LotFacts) -> str | None:
    """Will refuse an empty lot."""
    return None if facts.items else "Le lot est vide\u00a0: ajoutez-y des parties sur papier."


def all_captured(facts: LotFacts) -> str | None:
    """Will ask for one document for each part."""
    if not facts.without_picture:
        return None
    missing = count(facts.without_picture, "partie")
    return f"Il manque l’image de {missing}\u00a0: rattachez un document à chacune."


def counts_agree(facts: LotFacts) -> str | None:
    """Will compare the faces counted on paper with the pages of the pictures."""
    if not facts.wrong_count:
        return None
    return (
        f"Le compte des pages ne concorde pas pour {count(facts.wrong_count, 'partie')}\u00a0: recomptez le papier, "
        "ou numérisez de nouveau."
    )


def sample_accepted(facts: LotFacts) -> str | None:
    """Will wait for the whole sample, without a reject left."""
    if facts.rejected:
        rejected = count(facts.rejected, "image rejetée", "images rejetées")
        return f"{rejected}\u00a0: à numériser de nouveau, et tout le lot est alors contrôlé."
    if facts.to_check:
        return f"Il reste {count(facts.to_check, 'image')} à contrôler."
    return None


def all_readable(facts: LotFacts) -> str | None:
    """Will wait until each document has been read, so that it can be found by its words."""
    if not facts.unread:
        return None
    unread = count(facts.unread, "document n’est pas encore lu", "documents ne sont pas encore lus")
    return f"{unread}\u00a0: le texte ne s’en cherche pas."


def is_not_the_operator(facts: LotFacts) -> str | None:
    """Will leave the declaration to someone else than who scanned."""
    if not facts.by_operator:
        return None
    return "La personne qui a numérisé ne signe pas elle-même la déclaration d’intégrité."


def did_not_scan(facts: LotFacts) -> str | None:
    """Will leave the authorisation to a third person: who scanned would destroy the only proof of a bad picture."""
    if not facts.by_operator:
        return None
    return "La personne qui a numérisé n’autorise pas elle-même la destruction de la source."


def is_not_the_attester(facts: LotFacts) -> str | None:
    """Will leave the authorisation to someone else than who signed."""
    if not facts.by_attester:
        return None
    return "La personne qui a signé la déclaration n’autorise pas elle-même la destruction."


def quarantine_is_over(facts: LotFacts) -> str | None:
    """Will wait for the end of the quarantine."""
    if facts.days_left <= 0:
        return None
    return f"La quarantaine de la source dure encore {count(facts.days_left, 'jour')}."


def nothing_is_held(facts: LotFacts) -> str | None:
    """Will refuse while a hold stands on one of the dossiers."""
    if not facts.held:
        return None
    held = count(facts.held, "dossier du lot est gelé", "dossiers du lot sont gelés")
    return f"{held}\u00a0: ce papier ne se détruit pas."


def nothing_is_lent(facts: LotFacts) -> str | None:
    """Will refuse while a part is in someone's hands."""
    if not facts.lent:
        return None
    lent = count(facts.lent, "partie est prêtée", "parties sont prêtées")
    return f"{lent}\u00a0: consignez d’abord le retour."


LIFE = Lifecycle(
    "digitisation_lot",
    version="2026-1",
    initial="planned",
    states=(
        State("planned", "Planifié"),
        State("prepared", "Préparé"),
        State("scanned", "Numérisé"),
        State("checked", "Contrôlé"),
        State("indexed", "Indexé"),
        State("attested", "Attesté"),
        State("quarantined", "Source en quarantaine"),
        State("authorised", "Destruction autorisée", approved=True),
        State("destroyed", "Source détruite", final=True, approved=True),
        State("abandoned", "Abandonné", station=False, final=True),
    ),
    transitions=(
        Transition(
            "prepare",
            "Déclarer le lot préparé",
            {"planned"},
            "prepared",
            by=KEEPERS,
            requires=(has_items, nothing_is_lent),
            primary=True,
            help="Agrafes enlevées, faces comptées, ordre vérifié. Plus rien ne s’ajoute au lot.",
        ),
        Transition(
            "scan",
            "Déclarer le lot numérisé",
            {"prepared"},
            "scanned",
            by=KEEPERS,
            requires=(all_captured, counts_agree),
            primary=True,
            help="Vous devenez la personne qui a numérisé\u00a0: une autre signera la déclaration. "
            "L’échantillon à contrôler est tiré à cette étape.",
        ),
        Transition(
            "check",
            "Déclarer le contrôle terminé",
            {"scanned"},
            "checked",
            by=KEEPERS,
            requires=(counts_agree, sample_accepted),
            primary=True,
        ),
        Transition(
            "index",
            "Déclarer le lot indexé",
            {"checked"},
            "indexed",
            by=KEEPERS,
            requires=(all_readable,),
            primary=True,
            help="Chaque document se trouve dans son dossier, sous son titre, et par ses mots.",
        ),
        Transition(
            "attest",
            "Signer la déclaration d’intégrité",
            {"indexed"},
            "attested",
            by=KEEPERS,
            requires=(is_not_the_operator,),
            approval=True,
            primary=True,
            help="La déclaration énumère chaque document avec son empreinte; elle est gardée aussi longtemps qu’eux.",
        ),
        Transition(
            "quarantine",
            "Mettre la source en quarantaine",
            {"attested"},
            "quarantined",
            by=KEEPERS,
            primary=True,
        ),
        Transition(
            "authorise",
            "Autoriser la destruction de la source",
            {"quarantined"},
            "authorised",
            by=HEADS,
            requires=(did_not_scan, is_not_the_attester, quarantine_is_over, nothing_is_held),
            approval=True,
            primary=True,
            help="Un document inactif à conservation permanente demande aussi l’autorisation de BAnQ (à valider).",
        ),
        Transition(
            "destroy",
            "Consigner la destruction de la source",
            {"authorised"},
            "destroyed",
            by=KEEPERS,
            requires=(nothing_is_held, nothing_is_lent),
            primary=True,
        ),
        Transition(
            "abandon",
            "Abandonner le lot",
            {"planned", "prepared", "scanned", "checked", "indexed", "attested", "quarantined"},
            "abandoned",
            by=HEADS,
            help="Le papier reste la source; les documents numérisés restent au dossier comme copies.",
        ),
    ),
    main_line=(
        "planned",
        "prepared",
        "scanned",
        "checked",
        "indexed",
        "attested",
        "quarantined",
        "authorised",
        "destroyed",
    ),
)
