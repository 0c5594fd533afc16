"""A small random world, written row by row as the owner, and what each reader may see of it, said again by hand.

The recount tests walk these plain rows: nothing of the code under test makes or reads them.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from egide.kernel.deadlines.models import CalendarVersion, DueDate, FactRecord
from egide.kernel.decisions.models import Decision
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.models import Conflict
from egide.kernel.parties.models import Exercise, ProfessionalOrder
from egide.modules.information_cards.models import InformationCard
from egide.modules.interventions.models import InterventionDetails
from egide.modules.interventions.vocabulary import OUTCOMES, THEMES
from egide.modules.service_complaints.models import ServiceComplaint
from egide.platform.accounts.models import Compartment, Site, Unit
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner

START = date(2025, 1, 1)
# Who may see what, in plain words of the tests: (kind, compartment) or (kind, unit); see domain.md H.2.
WHOLE = {
    "bruno": {("intervention_request", "office")},
    "helene": {("intervention_request", "office"), ("service_complaint", "presidency")},
    "odile": {("service_complaint", "presidency")},
    "solange": {("disclosure", "integrity")},
}
OF_UNIT = {
    "nadia": {("intervention_request", "interventions")},
    "marc": {("intervention_request", "interventions")},
}
READERS = ("nadia", "marc", "bruno", "helene", "odile", "solange", "claire", "pierre", "farid")
COUNTS_CARDS = ("bruno", "nadia", "marc")


@dataclass
class Due:
    """A deadline of the world."""

    rule: str
    status: str
    starts_on: date
    measured_on: date
    settled_on: date | None
    against_other: bool
    warned: bool


@dataclass
class File:
    """A dossier of the world, as plain values."""

    id: int
    kind: str
    compartment: str
    unit: str
    state: str
    channel: str
    received_on: date
    closed_on: date | None
    next_due_on: date | None
    assigned: bool
    theme: str = ""
    order: str = ""
    type: str = ""
    outcome: str = ""
    dues: list[Due] = field(default_factory=list)
    decisions: list[tuple[str, date, bool]] = field(default_factory=list)
    facts: list[tuple[str, date, bool]] = field(default_factory=list)
    hidden_from: set[str] = field(default_factory=set)

    def seen_by(self, name: str) -> bool:
        """Whether this reader may read it."""
        if name in self.hidden_from:
            return False
        return (self.kind, self.compartment) in WHOLE.get(name, ()) or (self.kind, self.unit) in OF_UNIT.get(
            name, ()
        )


@dataclass
class Card:
    """A card of information."""

    noted_on: date
    theme: str
    order: str
    withdrawn: bool
    compartment: str


PLACES = (
    ("intervention_request", "office", "interventions"),
    ("intervention_request", "office", "interventions"),
    ("intervention_request", "office", "secretariat"),
    ("service_complaint", "presidency", "presidency"),
    ("disclosure", "integrity", "designated"),
)
RULES = {
    "intervention_request": (
        "interventions.acknowledgment",
        "interventions.reply",
        "interventions.follow_up",
    ),
    "service_complaint": ("service_complaints.acknowledgment", "service_complaints.reply"),
    "disclosure": (),
}
DECISIONS = {
    "intervention_request": ("admissible", "merits", "redirected", "transferred", "closed_with_reason"),
    "service_complaint": ("founded", "not_founded", "comment_noted", "procurement"),
    "disclosure": ("measures_taken",),
}


class World:
    """The rows, and the database that holds the same."""

    def __init__(self, cast: Cast, *, seed: int, size: int = 60) -> None:
        self.random, self.cast = Random(seed), cast
        self.files: list[File] = []
        self.cards: list[Card] = []
        with as_owner():
            self.orders = [cast.order] + [
                ProfessionalOrder.objects.create(slug=slug, name=name, exercise=Exercise.EXCLUSIVE)
                for slug, name in (("podiatres", "Ordre des podiatres"), ("notaires", "Chambre des notaires"))
            ]
            self.calendar = CalendarVersion.objects.first()
            for n in range(size):
                self.files.append(self._file(n))
            for n in range(size // 3):
                self.cards.append(self._card(n))

    def day(self, first: date, last: date = TODAY) -> date:
        """Will draw a day, both included."""
        return first + timedelta(days=self.random.randrange((last - first).days + 1))

    def _file(self, n: int) -> File:
        r = self.random
        kind, place, unit = r.choice(PLACES)
        received = self.day(START)
        closed = self.day(received) if r.random() < 0.5 else None
        made = File(
            id=0,
            kind=kind,
            compartment=place,
            unit=unit,
            state="closed" if closed else r.choice(("received", "triage")),
            channel=r.choice(("email", "form", "post")),
            received_on=received,
            closed_on=closed,
            next_due_on=None if closed else self.day(START, TODAY + timedelta(days=60)),
            assigned=r.random() < 0.5,
        )
        row = self._row(made, n)
        made.id = row.pk
        self._details(made, row)
        for rank, rule in enumerate(RULES[kind], start=1):
            self._due(made, row, rule, rank)
        self._happened(made, row)
        for name in ("nadia", "marc", "bruno", "odile"):
            if r.random() < 0.15:
                made.hidden_from.add(name)
                Conflict.objects.create(
                    dossier=row,
                    compartment=row.compartment,
                    user=self.cast.user(name),
                    declared_at=NOW,
                    declared_by="essai",
                )
        return made

    def _row(self, made: File, n: int) -> Dossier:
        at = datetime.combine(made.received_on, datetime.min.time(), tzinfo=UTC) + timedelta(hours=15)
        return Dossier.objects.create(
            compartment=Compartment.objects.get(code=made.compartment),
            kind=made.kind,
            number=f"X-{n:05d}",
            year=made.received_on.year,
            title=f"Dossier {n}",
            state=made.state,
            entered_at=at,
            unit=Unit.objects.get(code=made.unit),
            assignee=self.cast.user("nadia") if made.assigned else None,
            confidentiality="personal",
            channel=made.channel,
            received_at=at,
            received_on=made.received_on,
            site=Site.objects.get(code="quebec"),
            opened_at=at,
            closed_on=made.closed_on,
            next_due_on=made.next_due_on,
        )

    def _details(self, made: File, row: Dossier) -> None:
        r, columns = self.random, {"dossier": row, "compartment": row.compartment}
        if made.kind == "intervention_request":
            order = r.choice([*self.orders, None])
            made.type, made.theme = "intervention", r.choice([*(code for code, _ in THEMES), ""])
            made.order = order.slug if order else ""
            made.outcome = r.choice([code for code, _ in OUTCOMES]) if made.closed_on else ""
            InterventionDetails.objects.create(
                **columns, order=order, summary="Texte.", theme=made.theme, result=made.outcome
            )
        elif made.kind == "service_complaint":
            made.type = r.choice(("complaint", "comment"))
            ServiceComplaint.objects.create(**columns, nature=made.type, text="Texte.")
        else:
            made.type = "disclosure"

    def _due(self, made: File, row: Dossier, rule: str, rank: int) -> None:
        r = self.random
        measured = made.received_on + timedelta(days=r.randrange(5, 91))
        status = r.choice(("open", "met", "late", "suspended", "cancelled"))
        settled = (
            self.day(made.received_on, measured)
            if status == "met"
            else self.day(measured + timedelta(days=1), measured + timedelta(days=40))
            if status == "late"
            else None
        )
        warned = rule == "interventions.reply" and r.random() < 0.5
        if status == "open" and rank % 2:
            measured = max(measured, TODAY + timedelta(days=rank))  # some of them still run
        due = Due(rule, status, made.received_on, measured, settled, r.random() < 0.1, warned)
        columns = {"dossier": row, "compartment": row.compartment}
        fact = FactRecord.objects.create(
            **columns, code="received", occurred_on=due.starts_on, recorded_at=NOW, recorded_by="essai"
        )
        if warned:
            told = self.day(due.starts_on, measured)
            FactRecord.objects.create(
                **columns,
                code="letter_sent:delay_notice",
                occurred_on=told,
                recorded_at=NOW,
                recorded_by="essai",
            )
        DueDate.objects.create(
            **columns,
            rank=rank,
            rule=rule,
            label=rule,
            fact=fact,
            starts_on=due.starts_on,
            raw_date=measured,
            due_date=measured,
            internal_target=measured,
            measured_on=measured,
            calendar=self.calendar,
            proof="{}",
            runs_against_other=due.against_other,
            status=status,
            settled_on=settled,
        )
        made.dues.append(due)

    def _happened(self, made: File, row: Dossier) -> None:
        r, columns = self.random, {"dossier": row, "compartment": row.compartment}
        for rank in range(1, r.randrange(3)):
            code, day, gone = r.choice(DECISIONS[made.kind]), self.day(made.received_on), r.random() < 0.2
            Decision.objects.create(
                **columns,
                rank=rank,
                code=code,
                label=code,
                motive="Motif.",
                decided_at=datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=16),
                withdrawn_at=NOW if gone else None,
            )
            made.decisions.append((code, day, gone))
        for code in ("reopened", "withdrawn", "closed"):
            if r.random() < 0.3:
                day, gone = self.day(made.received_on), r.random() < 0.2
                FactRecord.objects.create(
                    **columns,
                    code=code,
                    occurred_on=day,
                    recorded_at=NOW,
                    recorded_by="essai",
                    withdrawn_at=NOW if gone else None,
                )
                made.facts.append((code, day, gone))

    def _card(self, n: int) -> Card:
        r = self.random
        place, unit = r.choice(
            (("office", "secretariat"), ("office", "interventions"), ("commissioner", "commission"))
        )
        order = r.choice([*self.orders, None])
        card = Card(
            self.day(START),
            r.choice(("syndic", "review", "other")),
            order.slug if order else "",
            r.random() < 0.2,
            place,
        )
        InformationCard.objects.create(
            compartment=Compartment.objects.get(code=place),
            unit=Unit.objects.get(code=unit),
            number=n + 1,
            noted_on=card.noted_on,
            noted_at=NOW,
            noted_by="essai",
            order=order,
            theme=card.theme,
            body="none",
            outcome="answered",
            channel="phone",
            withdrawn_at=NOW if card.withdrawn else None,
        )
        return card
