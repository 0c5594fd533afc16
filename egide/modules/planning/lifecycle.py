"""The life of a periodic report: prepared, commented, revised, approved by the authority, published, archived.

Pure and printable (domain.md D.14). Sending back is a step like another; a correction starts from the published one.
"""

from dataclasses import dataclass

from egide.law import roles
from egide.law.effects import CloseDossier, Notify, RecordDecision, RecordFact
from egide.law.lifecycles import Field, Lifecycle, State, Transition
from egide.modules.planning.law import (
    COMMENTS_ASKED,
    COMMENTS_CLOSED,
    ENDED,
    PUBLISHED,
    SUBMITTED,
    UNPUBLISHED,
)

ASK_ON_PAGE = "Choisissez les unités sur la page du rapport\u00a0: leur demande part avec l’étape."
PRESENT_ON_PAGE = "Présentez le rapport depuis sa page\u00a0: ses chiffres y sont figés."
APPROVE_ON_PAGE = "Approuvez depuis la page du rapport, où le PDF se lit."
PUBLISH_ON_PAGE = "Diffusez depuis la page du rapport."
UNPUBLISH_ON_PAGE = "Retirez-le d’abord de l’intranet, depuis la page du rapport."
# What the report's own page does together with the step: alone, the step is refused with these words.
DONE_ON_ITS_PAGE = (ASK_ON_PAGE, PRESENT_ON_PAGE, APPROVE_ON_PAGE, PUBLISH_ON_PAGE, UNPUBLISH_ON_PAGE)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at; `own_hand` says whether whoever acts wrote or submitted the report."""

    written: bool
    asked: int
    waiting: int
    comments_due: bool
    untreated: int
    presented: bool
    missing_streams: tuple[str, ...]
    own_hand: bool
    signed: bool
    ready_to_show: bool
    shown: bool
    motive: str


def units_were_asked(facts: Facts) -> str | None:
    """Comments are asked of someone."""
    return None if facts.asked else ASK_ON_PAGE


def nobody_was_asked(facts: Facts) -> str | None:
    """A unit that was asked is waited for."""
    return "Des unités ont été consultées\u00a0: attendez leurs commentaires." if facts.asked else None


def comments_are_in(facts: Facts) -> str | None:
    """Everyone answered, or the time given has passed: silence is then noted."""
    if not facts.waiting or facts.comments_due:
        return None
    return f"Des commentaires sont attendus ({facts.waiting}) et l’échéance n’est pas passée."


def has_motive(facts: Facts) -> str | None:
    """A step aside says why."""
    return None if facts.motive else "Écrivez le motif\u00a0: le journal le garde."


def is_written(facts: Facts) -> str | None:
    """A report says something about its figures."""
    return None if facts.written else "Écrivez au moins le sommaire et les conclusions."


def comments_are_treated(facts: Facts) -> str | None:
    """Each comment received is in the report, or answered."""
    if not facts.untreated:
        return None
    return f"Des commentaires reçus ne sont ni intégrés ni répondus ({facts.untreated})."


def was_presented(facts: Facts) -> str | None:
    """The figures are frozen and the PDF made by the act of presenting."""
    return None if facts.presented else PRESENT_ON_PAGE


def streams_are_complete(facts: Facts) -> str | None:
    """What another compartment keeps was let in by someone of that compartment."""
    if not facts.missing_streams:
        return None
    return f"Versez d’abord les chiffres de ce volet\u00a0: {', '.join(facts.missing_streams)}."


def is_another_person(facts: Facts) -> str | None:
    """Four eyes: whoever wrote or presented the report never approves it."""
    if not facts.own_hand:
        return None
    return "Vous avez écrit ou présenté ce rapport\u00a0: une autre personne l’approuve."


def bytes_were_signed(facts: Facts) -> str | None:
    """The approval bears on the bytes that were read."""
    return None if facts.signed else APPROVE_ON_PAGE


def is_copied_out(facts: Facts) -> str | None:
    """The approved bytes are on the intranet."""
    return None if facts.ready_to_show else PUBLISH_ON_PAGE


def is_off_the_intranet(facts: Facts) -> str | None:
    """Nothing of it stands on the intranet."""
    return UNPUBLISH_ON_PAGE if facts.shown else None


MOTIVE = Field("motive", "Motif", "long_text", help="En une ou deux phrases\u00a0: le journal le garde.")
ASKERS = (roles.ANALYST, roles.UNIT_HEAD)
WORK = (*ASKERS, roles.ADMISSION_ANALYST)
# The Commissioner is both head and authority of his house.
HEAD = (roles.UNIT_HEAD, roles.COMMISSIONER)
HEADS = (*HEAD, roles.PRESIDENT)
AUTHORITIES = (roles.PRESIDENT, roles.COMMISSIONER)

STATES = (
    State("preparation", "En préparation"),
    State("comments", "Commentaires des unités"),
    State("revision", "Révision"),
    State("submitted", "En approbation", station=False),
    State("approved", "Approuvé par l’autorité", approved=True),
    State("published", "Publié à l’intranet", approved=True),
    State("archived", "Archivé", final=True),
    State("abandoned", "Abandonné", station=False, final=True),
)
TRANSITIONS = (
    Transition(
        "ask_comments",
        "Demander les commentaires des unités",
        {"preparation"},
        "comments",
        by=ASKERS,
        requires=(units_were_asked,),
        effects=(RecordFact(COMMENTS_ASKED, reversible=False),),
        primary=True,
        help="Chaque unité choisie reçoit la demande de commentaires (L1401), avec sa date.",
    ),
    Transition(
        "skip_comments",
        "Passer à la révision sans consulter",
        {"preparation"},
        "revision",
        # A house of one unit has nobody to ask: whoever writes says so.
        by=(*HEAD, roles.ADMISSION_ANALYST),
        requires=(nobody_was_asked, has_motive),
        fields=(MOTIVE,),
    ),
    Transition(
        "close_comments",
        "Fermer la période de commentaires",
        {"comments"},
        "revision",
        by=ASKERS,
        requires=(comments_are_in,),
        effects=(RecordFact(COMMENTS_CLOSED, reversible=False),),
        primary=True,
        help="Le silence d’une unité est noté au rapport.",
    ),
    Transition(
        "back_to_preparation",
        "Revenir à la préparation",
        {"revision"},
        "preparation",
        by=HEAD,
        requires=(has_motive,),
        fields=(MOTIVE,),
    ),
    Transition(
        "submit",
        "Présenter à l’autorité",
        {"revision"},
        "submitted",
        by=WORK,
        requires=(is_written, comments_are_treated, was_presented),
        effects=(RecordFact(SUBMITTED, reversible=False), *(Notify(role) for role in AUTHORITIES)),
        primary=True,
        help="Les chiffres sont figés à ce moment\u00a0: l’autorité approuve ce qu’elle lit.",
    ),
    Transition(
        "send_back",
        "Retourner en révision",
        {"submitted"},
        "revision",
        by=HEADS,
        requires=(has_motive,),
        effects=(Notify(roles.UNIT_HEAD), Notify(roles.ADMISSION_ANALYST)),
        fields=(MOTIVE,),
    ),
    Transition(
        "approve",
        "Approuver le rapport",
        {"submitted"},
        "approved",
        by=AUTHORITIES,
        requires=(streams_are_complete, is_another_person, bytes_were_signed),
        effects=(
            RecordDecision("report_approved", reversible=False),
            Notify(roles.UNIT_HEAD),
            Notify(roles.ADMISSION_ANALYST),
        ),
        primary=True,
        approval=True,
    ),
    Transition(
        "publish",
        "Publier à l’intranet",
        {"approved"},
        "published",
        by=HEADS,
        requires=(is_copied_out,),
        effects=(RecordFact(PUBLISHED, reversible=False),),
        primary=True,
    ),
    Transition(
        "unpublish",
        "Retirer de l’intranet",
        {"published"},
        "approved",
        by=HEADS,
        requires=(is_off_the_intranet, has_motive),
        effects=(RecordFact(UNPUBLISHED, reversible=False),),
        fields=(MOTIVE,),
    ),
    Transition(
        "correct",
        "Préparer une version corrigée",
        {"approved", "published"},
        "revision",
        by=HEAD,
        requires=(has_motive,),
        fields=(MOTIVE,),
        help="La version publiée reste lisible; la corrigée sera approuvée à son tour.",
    ),
    Transition(
        "archive",
        "Archiver le rapport",
        {"published"},
        "archived",
        by=HEADS,
        effects=(RecordFact(ENDED), CloseDossier()),
        help="Les versions publiées restent lisibles à l’intranet.",
    ),
    Transition(
        "keep_inside",
        "Archiver sans publier à l’intranet",
        {"approved"},
        "archived",
        by=roles.COMMISSIONER,
        requires=(is_off_the_intranet,),
        effects=(RecordFact(ENDED), CloseDossier()),
        help="Le rapport approuvé reste lisible par les personnes du Commissaire, et par elles seules.",
    ),
    Transition(
        "abandon",
        "Abandonner le rapport",
        {"preparation", "comments", "revision"},
        "abandoned",
        by=HEAD,
        requires=(is_off_the_intranet, has_motive),
        effects=(RecordFact(ENDED), CloseDossier()),
        fields=(MOTIVE,),
    ),
)
LIFECYCLE = Lifecycle(
    "periodic_report",
    version="2026-1",
    initial="preparation",
    states=STATES,
    transitions=TRANSITIONS,
    main_line=("preparation", "comments", "revision", "approved", "published", "archived"),
)
