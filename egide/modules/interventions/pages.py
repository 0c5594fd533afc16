"""What the module shows of its own on the dossier's page, and of a request before its dossier exists.

Finished words for the screen, all SQL here; the gate has already decided that they may be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils import timezone

from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import CalendarVersion, DueDate
from egide.kernel.dossiers.models import Dossier
from egide.law.calendars import Calendar
from egide.law.concerns import PROTOCOLS, concern_in
from egide.law.deadlines import Computation, compute
from egide.modules.interventions.law import ACKNOWLEDGMENT
from egide.modules.interventions.models import (
    InterventionDetails,
    Mechanism,
    RecourseUsed,
    Request,
    Situation,
)
from egide.modules.interventions.pages_form import added_facts, person_facts, request_facts, worry
from egide.modules.interventions.pages_handling import CALENDAR, handling, steps_taken, timeline
from egide.modules.interventions.queries import remember
from egide.modules.interventions.recourses import noted
from egide.modules.interventions.results import dated, read
from egide.modules.interventions.told import Told, read_answers, who_of
from egide.modules.interventions.vocabulary import THEMES, URGENCIES, label
from egide.platform.database.together import ANY, Prepared, prepare
from egide.platform.storage.models import ScanState, StoredObject
from egide.ui import formats
from egide.ui.pages import Badge, DeadlineView, Fact, FileView, Tone

# While one of these stands, nobody may have read the words yet.
UNREAD = ("received", "triage")
SCAN_TONES: dict[str, Tone] = {
    ScanState.CLEAN: "met",
    ScanState.QUARANTINED: "late",
    ScanState.INFECTED: "late",
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One box of the dossier's summary: paragraphs as the person wrote them, then facts."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    timeline: tuple[DeadlineView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReceivedPage:
    """A request as it was received, before any dossier."""

    reference: str
    name: str
    received: str
    age: str
    order: str
    cards: tuple[Card, ...]
    files: tuple[FileView, ...]
    set_aside: str
    number: str
    # Words that worry: to be read before anything else, with what is then done. Nothing is stored of it.
    concern: Badge | None = None
    protocol: tuple[str, ...] = ()


def concern_of(request: Request) -> Badge | None:
    """Will flag a waiting request whose words show distress or a threat; one that is dealt with is not waiting."""
    if request.dossier_id is not None or request.set_aside_at is not None:
        return None
    return worry(read_answers(request.answers).concern)


def is_answered_in_writing(request: Request) -> bool:
    """Will tell whether the commitments of days apply: nobody can write to someone who left no name."""
    return who_of(request.answers) != "anonymous"


def summary(dossier: Dossier, *, today: date) -> tuple[Card, ...]:
    """Will return the module's part of the dossier's summary: the request, the recourses, what came of it.

    One statement for all of it.
    """
    mine, clocks, answers, steps, versions = _written().read({ANY: dossier.pk})
    own = remember(dossier, mine[0])
    own.dossier = dossier
    wish = (Card(title="Ce que la personne souhaite", paragraphs=_paragraphs(own.wish)),) if own.wish else ()
    handled = handling(own, next(iter(read(clocks, today=today)), None))
    return (
        Card(title="La demande", paragraphs=_paragraphs(own.summary), facts=_facts(own)),
        *wish,
        *_form(answers[0] if answers else None),
        *((Card(title="Le traitement", facts=handled),) if handled else ()),
        *_recourses(steps, versions[0] if versions else None, today),
    )


@cache
def _written() -> Prepared:
    return prepare(
        InterventionDetails.objects.filter(pk=ANY).select_related("order"),
        dated(DueDate.objects.filter(dossier_id=ANY)),
        Request.objects.filter(dossier_id=ANY).order_by("pk").values_list("answers", flat=True)[:1],
        noted(Dossier(pk=ANY)),
        calendars.published(CALENDAR)[:1],
    )


def _form(answers: dict[str, Any] | None) -> tuple[Card, ...]:
    facts = added_facts(read_answers(answers))
    return (Card(title="Ce que le formulaire ajoute", facts=facts),) if facts else ()


def _recourses(
    steps: Sequence[RecourseUsed], version: CalendarVersion | None, today: date
) -> tuple[Card, ...]:
    if not steps:
        return ()
    return (
        Card(
            title="Démarches auprès de l’ordre, et ce qu’il doit",
            facts=steps_taken(steps),
            timeline=timeline(steps, version, today=today),
        ),
    )


def received_page(request: Request, *, today: date) -> ReceivedPage:
    """Will show everything that the form brought, in the words of the person, and the state of its files."""
    here = timezone.localtime(request.received_at)
    told = read_answers(request.answers)
    return ReceivedPage(
        reference=request.reference,
        name=request.name,
        received=f"{formats.day(here.date(), weekday=True)}, {formats.clock(here.time())}",
        age=age(here.date(), today),
        order=request.order.name if request.order else "Ordre non précisé",
        cards=_received_cards(request, told),
        files=tuple(_file(row.stored) for row in request.files.select_related("stored").order_by("pk")),
        set_aside=request.set_aside_reason,
        number=request.dossier.number if request.dossier else "",
        concern=concern_of(request),
        protocol=PROTOCOLS[told.concern].steps if told.concern and concern_of(request) else (),
    )


def age(day: date, today: date) -> str:
    """Will say how long a request has waited: « reçue hier », « reçue il y a 3 jours »."""
    days = (today - day).days
    near = {0: "reçue aujourd’hui", 1: "reçue hier"}
    return near.get(days) or f"reçue il y a {formats.count(days, 'jour')}"


def acknowledgment_preview(received_on: date, *, calendar: Calendar, site: str) -> Computation:
    """Will compute, without storing it, by when receipt should be acknowledged at the site of this code."""
    return compute(ACKNOWLEDGMENT, start=received_on, calendar=calendar, site=site or None)


def _facts(own: InterventionDetails) -> tuple[Fact, ...]:
    facts = [
        Fact(term="Ordre visé", value=own.order.name if own.order else "Non précisé"),
        Fact(term="Mécanisme visé", value=formats.typography(str(Mechanism(own.mechanism).label))),
        Fact(term="Situation", value=str(Situation(own.situation).label)),
    ]
    if own.dossier.state in UNREAD and (
        worrying := worry(concern_in("\n".join((own.dossier.title, own.summary, own.wish))))
    ):
        facts.append(Fact(term="À lire sans attendre", badge=worrying))
    themes = tuple(dict.fromkeys(filter(None, (own.theme, own.theme_2, own.theme_3))))
    if themes:
        words = ", ".join(label(THEMES, theme) for theme in themes)
        facts.append(Fact(term="Thème" if len(themes) == 1 else "Thèmes", value=words))
    if own.urgency != "normal":
        urgency = Badge(label=label(URGENCIES, own.urgency), tone="late")
        facts.append(Fact(term="Urgence ou risque", badge=urgency))
    if own.minor:
        facts.append(
            Fact(term="Personne mineure", value="Oui", detail="Voir les parties\u00a0: qui agit pour elle.")
        )
    if own.anonymous:
        facts.append(Fact(term="Anonymat", value="La personne n’a pas donné son nom."))
    return tuple(facts)


def _received_cards(request: Request, told: Told) -> tuple[Card, ...]:
    wish = (Card(title="Ce qu’elle souhaite", paragraphs=_paragraphs(told.wish)),) if told.wish else ()
    return (
        Card(
            title="Ce que la personne a écrit",
            paragraphs=_paragraphs(told.summary),
            facts=request_facts(request, told),
        ),
        *wish,
        Card(title="La personne", facts=person_facts(request, told)),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in (part.strip() for part in text.splitlines()) if line)


def _file(stored: StoredObject) -> FileView:
    return FileView(
        name=stored.file_name or "Fichier détruit",
        kind=stored.file_name.rpartition(".")[2].upper() if "." in stored.file_name else "Fichier",
        size=formats.size(stored.size),
        scan=Badge(label=stored.scan_label, tone=SCAN_TONES.get(stored.scan_state, "idle")),
        note="L’extension ne correspond pas au contenu." if stored.type_mismatch else "",
    )
