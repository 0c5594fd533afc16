"""What the module shows of its own on the dossier's page, and of a request before its dossier exists.

Finished words for the screen, all SQL here; the gate has already decided that they may be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.law.calendars import Calendar
from egide.law.deadlines import Computation, compute
from egide.modules.interventions.law import ACKNOWLEDGMENT
from egide.modules.interventions.models import InterventionDetails, Mechanism, Request, Situation
from egide.modules.interventions.pages_handling import handling, steps_taken, timeline
from egide.modules.interventions.queries import details
from egide.modules.interventions.recourses import recourses_of
from egide.modules.interventions.vocabulary import THEMES, URGENCIES, label
from egide.platform.storage.models import ScanState, StoredObject
from egide.ui import formats
from egide.ui.pages import Badge, DeadlineView, Fact, FileView, Tone

REPLY_BY = {"email": "par courriel", "post": "par la poste", "phone": "par téléphone"}
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


def summary(dossier: Dossier, *, today: date) -> tuple[Card, ...]:
    """Will return the module's part of the dossier's summary: the request, the recourses, what came of it."""
    own = details(dossier)
    wish = (Card(title="Ce que la personne souhaite", paragraphs=_paragraphs(own.wish)),) if own.wish else ()
    handled = handling(own, today=today)
    return (
        Card(title="La demande", paragraphs=_paragraphs(own.summary), facts=_facts(own)),
        *wish,
        *((Card(title="Le traitement", facts=handled),) if handled else ()),
        *_recourses(dossier, today),
    )


def _recourses(dossier: Dossier, today: date) -> tuple[Card, ...]:
    steps = recourses_of(dossier)
    if not steps:
        return ()
    return (
        Card(
            title="Démarches auprès de l’ordre, et ce qu’il doit",
            facts=steps_taken(steps),
            timeline=timeline(steps, today=today),
        ),
    )


def received_page(request: Request, *, today: date) -> ReceivedPage:
    """Will show everything that the form brought, in the words of the person, and the state of its files."""
    here = timezone.localtime(request.received_at)
    return ReceivedPage(
        reference=request.reference,
        name=request.name,
        received=f"{formats.day(here.date(), weekday=True)}, {formats.clock(here.time())}",
        age=age(here.date(), today),
        order=request.order.name if request.order else "Ordre non précisé",
        cards=_received_cards(request),
        files=tuple(_file(row.stored) for row in request.files.select_related("stored").order_by("pk")),
        set_aside=request.set_aside_reason,
        number=request.dossier.number if request.dossier else "",
    )


def age(day: date, today: date) -> str:
    """Will say how long a request has waited: « reçue hier », « reçue il y a 3 jours »."""
    days = (today - day).days
    near = {0: "reçue aujourd’hui", 1: "reçue hier"}
    return near.get(days) or f"reçue il y a {formats.count(days, 'jour')}"


def acknowledgment_preview(received_on: date, *, calendar: Calendar) -> Computation:
    """Will compute, without storing it, by when receipt should be acknowledged."""
    return compute(ACKNOWLEDGMENT, start=received_on, calendar=calendar)


def _facts(own: InterventionDetails) -> tuple[Fact, ...]:
    facts = [
        Fact(term="Ordre visé", value=own.order.name if own.order else "Non précisé"),
        Fact(term="Mécanisme visé", value=formats.typography(str(Mechanism(own.mechanism).label))),
        Fact(term="Situation", value=str(Situation(own.situation).label)),
    ]
    if own.theme:
        facts.append(Fact(term="Thème", value=label(THEMES, own.theme)))
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


def _received_cards(request: Request) -> tuple[Card, ...]:
    answers: Mapping[str, str] = request.answers
    told = _paragraphs(answers.get("summary", ""))
    facts = (
        Fact(term="Ordre visé", value=request.order.name if request.order else "Non précisé"),
        *_answered(answers, "mechanism", "Mécanisme visé", dict(Mechanism.choices)),
        *_answered(answers, "situation", "Situation", dict(Situation.choices)),
        *_dated(answers, "inquiry_requested_on", "Enquête demandée le"),
        *_dated(answers, "syndic_decided_on", "Décision du syndic"),
    )
    person = (
        Fact(term="Nom", value=request.name),
        *_answered(answers, "email", "Courriel", {}),
        *((Fact(term="Téléphone", value=formats.phone(answers["phone"])),) if answers.get("phone") else ()),
        *_answered(answers, "address", "Adresse", {}),
        *_answered(answers, "preferred_channel", "Réponse souhaitée", REPLY_BY),
        Fact(term="Formulaire", value=f"Version {request.form_version}", detail=_consent(answers)),
    )
    cards = [Card(title="Ce que la personne a écrit", paragraphs=told, facts=facts)]
    if answers.get("wish"):
        cards.append(Card(title="Ce qu’elle souhaite", paragraphs=_paragraphs(answers["wish"])))
    return (*cards, Card(title="La personne", facts=person))


def _answered(
    answers: Mapping[str, str], name: str, term: str, labels: Mapping[str, str]
) -> tuple[Fact, ...]:
    given = answers.get(name, "")
    return (Fact(term=term, value=str(labels.get(given, given))),) if given else ()


def _consent(answers: Mapping[str, str]) -> str:
    return f"Consentement donné, texte {answers['consent']}" if answers.get("consent") else ""


def _dated(answers: Mapping[str, str], name: str, term: str) -> tuple[Fact, ...]:
    try:
        return (Fact(term=term, value=formats.day(date.fromisoformat(answers.get(name, "")))),)
    except ValueError:
        return ()


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
