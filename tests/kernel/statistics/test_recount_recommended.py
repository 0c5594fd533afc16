"""Recommendations of complaints and of works are one figure: it equals a recount by hand, for each reader.

The rows are random and written straight: the steps of a recommendation have their own tests.
"""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.models import Conflict
from egide.kernel.parties.models import Party
from egide.kernel.recommendations.models import Recommendation
from egide.kernel.statistics.measuring import Period, measure
from egide.law.recommending import ANSWERS
from egide.modules.admission_work.actions import NewWork, open_work
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.modules.admission_work.complaints import opened

COMPLAINT, WORK = "admission_complaint", "admission_work"
PERIOD = Period(date(2026, 4, 1), date(2026, 10, 1))
CODES = ("recommended", "recommended_by_answer")
READERS = ("claire", "simon", "yvette", "helene", "nadia")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One recommendation, in plain values; `hidden` names who declared a conflict on its dossier."""

    kind: str
    made_on: date
    answer: str
    withdrawn: bool
    hidden: str
    simons: bool


def world(cast: Cast) -> list[Row]:
    """Six dossiers, a few recommendations in each, inside the period, outside it, taken back."""
    drawn, rows = random.Random(6), []
    for place in range(6):
        kind = (COMPLAINT, WORK)[place % 2]
        number = opened(cast) if kind == COMPLAINT else _work(cast)
        hidden, simons = "claire" if place == 4 else "", place != 2
        with as_owner():
            dossier = Dossier.objects.select_related("compartment").get(number=number)
            party = Party.objects.filter(dossier=dossier, role="order").latest("rank")
            if kind == COMPLAINT and not simons:
                Dossier.objects.filter(pk=dossier.pk).update(assignee=None)
            if hidden:
                Conflict.objects.create(
                    dossier=dossier,
                    compartment=dossier.compartment,
                    user=cast.user(hidden),
                    declared_at=NOW,
                    declared_by="essai",
                )
            for rank in range(1, drawn.randint(2, 6)):
                day = PERIOD.since + timedelta(days=drawn.randint(-40, 220))
                row = Row(
                    kind=kind,
                    made_on=day,
                    answer=drawn.choice(ANSWERS)[0],
                    withdrawn=drawn.random() < 0.2,
                    hidden=hidden,
                    simons=simons or kind == WORK,
                )
                _keep(dossier, party, row, rank)
                rows.append(row)
    return rows


def _work(cast: Cast) -> str:
    with acting_as(cast.actor("simon")) as simon:
        work = NewWork(nature="study", title="Étude", subject="Durées.", orders=[cast.order])
        return open_work(actor=simon, work=work, now=NOW).number


def _keep(dossier: Dossier, party: Party, row: Row, rank: int) -> None:
    at = datetime(row.made_on.year, row.made_on.month, row.made_on.day, 15, tzinfo=UTC)
    Recommendation.objects.create(
        dossier=dossier,
        compartment_id=dossier.compartment_id,
        rank=rank,
        party=party,
        text="Publier la durée de chaque étape.",
        made_at=at,
        made_by="staff:0",
        follow_up_on=row.made_on,
        answer=row.answer,
        answered_on=None if row.answer == "pending" else row.made_on,
        withdrawn_at=at if row.withdrawn else None,
    )


def recount(rows: list[Row], reader: str, kinds: tuple[str, ...]) -> dict[str, object]:
    """The same two figures, counted by hand: what the Commissioner’s house sees, and nobody else."""
    seen = [
        row
        for row in rows
        if row.kind in kinds
        and (reader == "claire" or (reader == "simon" and row.simons))
        and row.hidden != reader
        and not row.withdrawn
        and PERIOD.since <= row.made_on < PERIOD.until
    ]
    return {"recommended": len(seen), "recommended_by_answer": dict(Counter(row.answer for row in seen))}


def test_recommendations_of_complaints_and_of_works_equal_their_recount(cast: Cast) -> None:
    rows, counted = world(cast), 0
    for reader in READERS:
        for kinds in ((COMPLAINT,), (WORK,), (COMPLAINT, WORK)):
            with acting_as(cast.actor(reader), read_only=True):
                found = measure(codes=CODES, kinds=kinds, period=PERIOD, as_of=NOW)
            told = {
                one.code: {row.key: row.value for row in one.rows if row.value} if one.by else one.total or 0
                for one in found
            }

            assert told == recount(rows, reader, kinds), (reader, kinds)
            counted += bool(told["recommended"])
    assert counted == 6  # Claire and Simon, each kind and both; nobody else counts any
