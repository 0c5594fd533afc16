"""The life of an entry of the register: declared, assessed, notices when the risk is serious, closed.

Pure and printable. No closing while one of the eight fields says nothing.
"""

from dataclasses import dataclass

from egide.law.effects import (
    CancelDeadline,
    CloseDossier,
    DraftLetter,
    EndMandates,
    RecordFact,
    ReopenDossier,
)
from egide.law.lifecycles import Field, Lifecycle, State, Transition
from egide.modules.privacy_incidents.access import OFFICERS
from egide.modules.privacy_incidents.law import (
    ASSESSED,
    CLOSED,
    COMMISSION_TOLD,
    NO_NOTICE,
    PERSONS_TOLD,
    REOPENED,
    SERIOUS,
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at."""

    missing: tuple[str, ...]
    risk_weighed: bool
    commission_told: bool
    persons_told: bool
    people: int
    motive: str


def risk_is_weighed(facts: Facts) -> str | None:
    """Sensitivity, ill-intentioned uses, consequences, likelihood (r. 3.1, s. 7)."""
    if facts.risk_weighed:
        return None
    return (
        "Remplissez d’abord les quatre éléments du risque\u00a0: sensibilité, usages malveillants, conséquences, "
        "probabilité."
    )


def commission_was_told(facts: Facts) -> str | None:
    """A serious risk is told to the Commission d'accès à l'information (s. 63.8)."""
    return (
        None
        if facts.commission_told
        else "L’avis à la Commission d’accès à l’information n’est pas consigné."
    )


def persons_were_told(facts: Facts) -> str | None:
    """So is it to each person, unless telling could hamper an inquiry (s. 63.8)."""
    return (
        None
        if facts.persons_told
        else "L’avis aux personnes n’est pas consigné, ni la raison de ne pas le donner."
    )


def every_field_says_something(facts: Facts) -> str | None:
    """The register has eight fields; none stays empty."""
    if not facts.missing:
        return None
    return f"Le registre a encore des champs vides\u00a0: {', '.join(facts.missing)}."


def has_someone_to_tell(facts: Facts) -> str | None:
    """The letter goes to each person entered as a third person."""
    return None if facts.people else "Inscrivez d’abord les personnes à aviser."


def has_motive(facts: Facts) -> str | None:
    """A conclusion says why."""
    return None if facts.motive else "Écrivez pourquoi\u00a0: la Commission peut demander à le lire."


MOTIVE = Field("motive", "Raisons", "long_text", help="En quelques phrases; ne nommez personne.")
OCCURRED_ON = Field("occurred_on", "Date", "date")

STATES = (
    State("received", "Déclaré"),
    State("assessed", "Évalué, sans risque sérieux", station=False),
    State("serious", "Risque sérieux\u00a0: avis à donner"),
    State("told", "Avis donnés"),
    State("closed", "Inscription close", final=True),
)

TRANSITIONS = (
    Transition(
        "conclude_not_serious",
        "Conclure\u00a0: pas de risque sérieux",
        {"received", "serious"},
        "assessed",
        by=OFFICERS,
        requires=(risk_is_weighed, has_motive),
        effects=(RecordFact(ASSESSED), CancelDeadline("tell_commission"), CancelDeadline("tell_persons")),
        fields=(MOTIVE,),
    ),
    Transition(
        "conclude_serious",
        "Conclure\u00a0: risque de préjudice sérieux",
        {"received", "assessed"},
        "serious",
        by=OFFICERS,
        requires=(risk_is_weighed, has_motive),
        effects=(RecordFact(ASSESSED), RecordFact(SERIOUS), DraftLetter("commission_notice")),
        fields=(MOTIVE,),
        primary=True,
        help="L’avis à la Commission d’accès à l’information est préparé avec les données du registre.",
    ),
    Transition(
        "write_to_persons",
        "Préparer l’avis aux personnes",
        {"serious"},
        "serious",
        by=OFFICERS,
        requires=(has_someone_to_tell,),
        effects=(DraftLetter("person_notice"),),
        fields=(
            Field("mesures_suggerees", "Mesures suggérées à la personne", "long_text"),
            Field("coordonnees", "Où la personne peut se renseigner", "text"),
        ),
        help="Une lettre pour chaque personne inscrite, avec les six éléments du règlement.",
    ),
    Transition(
        "note_commission_told",
        "Consigner l’avis à la Commission",
        {"serious"},
        "serious",
        by=OFFICERS,
        effects=(RecordFact(COMMISSION_TOLD),),
        fields=(OCCURRED_ON,),
        help="Quand l’avis est parti par le portail de la Commission.",
    ),
    Transition(
        "note_persons_told",
        "Consigner l’avis aux personnes",
        {"serious"},
        "serious",
        by=OFFICERS,
        effects=(RecordFact(PERSONS_TOLD),),
        fields=(
            OCCURRED_ON,
            Field("public", "Avis public, et pourquoi", "long_text", required=False),
        ),
        help="Donné autrement que par les lettres d’Égide\u00a0: de vive voix, ou par avis public avec ses raisons.",
    ),
    Transition(
        "hold_back_notice",
        "Ne pas aviser les personnes pour le moment",
        {"serious"},
        "serious",
        by=OFFICERS,
        requires=(has_motive,),
        effects=(RecordFact(NO_NOTICE),),
        fields=(MOTIVE,),
        help="Seulement si l’avis peut nuire à une enquête sur un crime ou une infraction (art. 63.8).",
    ),
    Transition(
        "finish_notices",
        "Terminer les avis",
        {"serious"},
        "told",
        by=OFFICERS,
        requires=(commission_was_told, persons_were_told),
        primary=True,
    ),
    Transition(
        "close",
        "Clore l’inscription",
        {"assessed", "told"},
        "closed",
        by=OFFICERS,
        requires=(every_field_says_something,),
        effects=(RecordFact(CLOSED), EndMandates(), CloseDossier()),
        primary=True,
        help="L’inscription reste au registre au moins cinq ans.",
    ),
    Transition(
        "reopen",
        "Rouvrir l’inscription",
        {"closed"},
        "received",
        by=OFFICERS,
        requires=(has_motive,),
        effects=(ReopenDossier(), RecordFact(REOPENED)),
        fields=(MOTIVE,),
    ),
)

LIFECYCLE = Lifecycle(
    "privacy_incident",
    version="2026-1",
    initial="received",
    states=STATES,
    transitions=TRANSITIONS,
    main_line=("received", "serious", "told", "closed"),
)
