"""Random exchanges with the Protecteur du citoyen and random incidents, and their figures counted again by hand.

The rows are written as the owner; the recount walks plain values, without a line of SQL nor of the code under test.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.models import Conflict
from egide.kernel.statistics.periods import Period
from egide.modules.ombudsman.models import OmbudsmanExchange, Recommendation
from egide.modules.privacy_incidents.models import PrivacyIncident
from tests.cast import NOW, TODAY
from tests.kernel.statistics.recount import _by, _days, _open_on, _share
from tests.kernel.statistics.world import START, File, World

EXCHANGE, INCIDENT = "ombudsman_exchange", "privacy_incident"
PLACES = (
    (EXCHANGE, "ombudsman", "ombudsman"),
    (EXCHANGE, "ombudsman", "ombudsman"),
    (EXCHANGE, "commissioner", "commission"),
    (INCIDENT, "access", "access"),
    (INCIDENT, "commissioner", "commission"),
)
RULES = {
    EXCHANGE: ("ombudsman.answer", "ombudsman.follow_up"),
    INCIDENT: ("privacy_incidents.assessment", "privacy_incidents.tell_commission"),
}
SUBJECTS = ("Recours auprès des ordres", "Services de l’Office", "Réglementation")
NATURES = ("question", "document_request", "recommendation")
# Who may see what, in plain words: the coordinator and the Commissioner, the privacy officers; the respondent her own.
SEES = {
    "luc": {(EXCHANGE, "ombudsman")},
    "claire": {(EXCHANGE, "commissioner"), (INCIDENT, "commissioner")},
    "paule": {(INCIDENT, "access")},
    "amelie": {(INCIDENT, "access")},
}
READERS = (*SEES, "mona", "helene", "nadia", "farid")
CODES = (
    "received", "handled", "open_at_end", "received_by_month", "received_by_type", "received_by_theme",
    "handled_by_type", "reopened", "kept", "missed", "kept_rate", "kept_by_rule", "missed_by_rule",
    "answered_in_time", "late_without_notice", "median_days_to_reply", "p90_days_to_reply", "median_days_to_close",
)  # fmt: skip


@dataclass
class Watched(File):
    """A dossier of one of the two kinds; `recommended` pairs what was answered with whether it is done."""

    recommended: list[tuple[str, bool]] = field(default_factory=list)
    assignee: str = ""

    def seen_by(self, name: str) -> bool:
        """Whether this reader may read it."""
        if name in self.hidden_from:
            return False
        mine = name == "mona" and self.assignee == "mona" and self.kind == EXCHANGE
        return mine or (self.kind, self.compartment) in SEES.get(name, ())


class WatchedWorld(World):
    """The rows of both kinds, and the database that holds the same."""

    def _file(self, n: int) -> File:
        r = self.random
        kind, place, unit = r.choice(PLACES)
        received = self.day(START)
        closed = self.day(received) if r.random() < 0.5 else None
        made = Watched(
            id=0, kind=kind, compartment=place, unit=unit, state="closed" if closed else "received",
            channel=r.choice(("email", "phone", "post")), received_on=received, closed_on=closed,
            next_due_on=None, assigned=False,
        )  # fmt: skip
        row = self._row(made, n)
        made.id = row.pk
        self._own(made, row)
        for rank, rule in enumerate(RULES[kind], start=1):
            self._due(made, row, rule, rank)
        if r.random() < 0.4:
            day, gone = self.day(received), r.random() < 0.2
            FactRecord.objects.create(
                dossier=row, compartment=row.compartment, code="reopened", occurred_on=day, recorded_at=NOW,
                recorded_by="essai", withdrawn_at=NOW if gone else None,
            )  # fmt: skip
            made.facts.append(("reopened", day, gone))
        self._conflict(made, row)
        return made

    def _card(self, n: int) -> None:  # type: ignore[override]
        """No card is of these kinds."""

    def _own(self, made: Watched, row: Dossier) -> None:
        r, columns = self.random, {"dossier": row, "compartment": row.compartment}
        if made.kind == INCIDENT:
            made.type = "incident"
            PrivacyIncident.objects.create(**columns, aware_on=made.received_on)
            return
        made.type, made.theme = r.choice(NATURES), r.choice(SUBJECTS)
        OmbudsmanExchange.objects.create(
            **columns, nature=made.type, subject="s", subject_name=made.theme, text="Texte."
        )
        if made.compartment == "ombudsman" and r.random() < 0.5:
            made.assignee = "mona"
            Dossier.objects.filter(pk=row.pk).update(assignee=self.cast.user("mona"))
        for rank in range(1, r.randrange(4)):
            answer = r.choice(("", "accepted", "partly", "refused"))
            done = answer in ("accepted", "partly") and r.random() < 0.5
            Recommendation.objects.create(
                **columns, rank=rank, text="Texte.", received_on=made.received_on, answer=answer,
                reasons="Raisons." if answer else "", answered_on=made.received_on if answer else None,
                done_on=TODAY if done else None, evidence="Preuve." if done else "",
            )  # fmt: skip
            made.recommended.append((answer, done))

    def _conflict(self, made: Watched, row: Dossier) -> None:
        for name in ("luc", "paule"):
            if self.random.random() < 0.15:
                made.hidden_from.add(name)
                Conflict.objects.create(
                    dossier=row, compartment=row.compartment, user=self.cast.user(name), declared_at=NOW,
                    declared_by="essai",
                )  # fmt: skip


def recount(world: World, reader: str, period: Period) -> dict[str, object]:
    """Will count each figure of `CODES`: a number, or {key: number} without the zeros."""
    files = [file for file in world.files if file.seen_by(reader)]

    def inside(day: date | None) -> bool:
        return day is not None and period.since <= day < period.until

    received = [f for f in files if inside(f.received_on)]
    closed = [f for f in files if inside(f.closed_on)]
    met, late, settled = [], [], []
    for due in (d for f in files for d in f.dues if not d.against_other):
        missed_open = due.status == "open" and due.measured_on < TODAY
        if due.status == "met" and inside(due.settled_on):
            met.append(due)
        elif (due.status == "late" and inside(due.settled_on)) or (missed_open and inside(due.measured_on)):
            late.append(due)
        if due.status in ("met", "late") and inside(due.settled_on):
            settled.append(due)
    replies = [_days(d) for d in settled if d.rule == "ombudsman.answer"]
    lives = [(f.closed_on - f.received_on).days for f in closed if f.closed_on]
    every = len(met) + len(late)
    return {
        "received": len(received),
        "handled": len(closed),
        "open_at_end": sum(1 for f in files if _open_on(f, period.until)),
        "received_by_month": _by(received, lambda f: f"{f.received_on:%Y-%m}"),
        "received_by_type": _by(received, lambda f: f.type),
        "received_by_theme": _by((f for f in received if f.kind == EXCHANGE), lambda f: f.theme),
        "handled_by_type": _by(closed, lambda f: f.type),
        "reopened": sum(1 for f in files for _, day, gone in f.facts if inside(day) and not gone),
        "kept": len(met),
        "missed": len(late),
        "kept_rate": len(met) * 100 // every if every else None,
        "kept_by_rule": _by(met, lambda d: d.rule),
        "missed_by_rule": _by(late, lambda d: d.rule),
        "answered_in_time": sum(1 for d in met if d.rule == "ombudsman.answer"),
        "late_without_notice": sum(1 for d in late if d.rule == "ombudsman.answer"),
        "median_days_to_reply": _share(replies, 0.5),
        "p90_days_to_reply": _share(replies, 0.9),
        "median_days_to_close": _share(lives, 0.5),
    }


def year(world: World, reader: str, first: date) -> dict[str, object]:
    """Will count the fiscal year that begins that day, as the register of exchanges tells it."""
    last = date(first.year + 1, 3, 31)
    own = [f for f in world.files if isinstance(f, Watched) and f.kind == EXCHANGE and f.seen_by(reader)]
    own = [f for f in own if first <= f.received_on <= last]
    answers = [d for f in own for d in f.dues if d.rule == "ombudsman.answer" and d.status in ("met", "late")]
    days = [(d.settled_on - d.starts_on).days for d in answers if d.settled_on]
    told = [one for f in own for one in f.recommended]
    return {
        "received": len(own),
        "by_nature": {code: sum(1 for f in own if f.type == code) for code in NATURES},
        "answered": len(answers),
        "in_time": sum(1 for d in answers if d.status == "met"),
        "late": sum(1 for d in answers if d.status == "late"),
        "median_days": median(days) if days else None,
        "recommendations": len(told),
        "by_answer": {
            code: sum(1 for answer, _ in told if answer == code)
            for code in ("", "accepted", "partly", "refused")
        },
        "done": sum(1 for _, done in told if done),
    }


def a_year_ago() -> date:
    """The first day of the fiscal year before the current one."""
    return date((TODAY - timedelta(days=365)).year, 4, 1)
