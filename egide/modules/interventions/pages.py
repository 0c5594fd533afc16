"""What the module shows of its own on the dossier's page, and of a request before its dossier exists.

Finished words for the screen, all SQL here; the gate has already decided that they may be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.law.calendars import Calendar
from egide.law.dates_fr import count, plain_date
from egide.law.deadlines import Computation, compute
from egide.modules.interventions.law import ACKNOWLEDGMENT, SYNDIC_PROGRESS
from egide.modules.interventions.models import InterventionDetails, Mechanism, Request, Situation
from egide.modules.interventions.queries import details, review_last_day
from egide.platform.storage.models import ScanState, StoredObject
from egide.ui import formats
from egide.ui.pages import Badge, Fact, FileView, Tone

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


def summary(dossier: Dossier) -> tuple[Card, ...]:
    """Will return the module's part of the dossier's summary: the request, what was already done."""
    own = details(dossier)
    return (
        Card(title="La demande", paragraphs=_paragraphs(own.summary), facts=_facts(own, dossier.received_on)),
        *((Card(title="Ce que la personne souhaite", paragraphs=_paragraphs(own.wish)),) if own.wish else ()),
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


def _facts(own: InterventionDetails, received_on: date) -> tuple[Fact, ...]:
    facts = [
        Fact(term="Ordre visé", value=own.order.name if own.order else "Non précisé"),
        Fact(term="Mécanisme visé", value=formats.typography(str(Mechanism(own.mechanism).label))),
        Fact(term="Situation", value=str(Situation(own.situation).label)),
    ]
    if own.inquiry_requested_on:
        facts.append(Fact(term="Enquête demandée le", value=formats.day(own.inquiry_requested_on)))
        facts += _notices_due(own.inquiry_requested_on, received_on)
    if own.syndic_decided_on:
        last_day = review_last_day(own.syndic_decided_on)
        detail = f"Demande d’avis au comité de révision\u00a0: jusqu’au {formats.day(last_day)} (art. 123.4, à valider)"
        facts.append(
            Fact(
                term="Décision du syndic",
                value=formats.day(own.syndic_decided_on),
                detail=formats.typography(detail),
            )
        )
    return tuple(facts)


def _notices_due(asked_on: date, received_on: date) -> list[Fact]:
    assert SYNDIC_PROGRESS.recurs is not None
    every = timedelta(days=SYNDIC_PROGRESS.recurs.every)
    days = [asked_on + timedelta(days=SYNDIC_PROGRESS.term_on(asked_on).length)]
    while days[-1] <= received_on:
        days.append(days[-1] + every)
    due = days[:-1]
    if not due:
        return []
    expected = "avis de progression attendu", "avis de progression attendus"
    detail = (
        f"Au plus tard {formats.listing([f'le {plain_date(day)}' for day in due])}, selon la date donnée par "
        "la personne (art. 123.1, à valider)"
    )
    badge = Badge(label=count(len(due), *expected), tone="soon")
    return [Fact(term="Délais dus par l’ordre", badge=badge, detail=formats.typography(detail))]


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
