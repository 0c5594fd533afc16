"""Around the Commissioner's complaints: his works at each step, two public summaries, last month's certificate, totals.

Played by the real actions, after the complaints (admission.py); without a concluded one, no summary.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from egide.interfaces.demo.play import ZONE, Stage
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.reads import record_if_asked
from egide.kernel.lifecycle.running import run
from egide.kernel.parties.models import ProfessionalOrder
from egide.kernel.recommendations.recommending import recommend
from egide.law import roles
from egide.modules.admission_work.actions import NewWork, open_work
from egide.modules.admission_work.openings import month_before, seal_month
from egide.modules.admission_work.summaries import (
    COMPLAINT,
    Told,
    check_summary,
    concluded_on,
    publish_summary,
    write_summary,
)
from egide.modules.admission_work.totals import count_totals
from egide.modules.records_office.sealing import release
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One work: what it is, how long ago it was planned, how far it went (0 planned, 3 closed)."""

    nature: str
    title: str
    subject: str
    ago: int
    steps: int
    given: int = 120
    orders: tuple[str, ...] = ()
    recommends: str = ""


WORKS = (
    Planned(
        nature="verification",
        title="Délais d’étude des demandes d’équivalence",
        subject="Vérifier les étapes et leur durée dans trois ordres, et ce que les personnes en savent.",
        ago=300,
        steps=3,
        orders=("dentistes", "pharmaciens"),
    ),
    Planned(
        nature="study",
        title="Coût total d’une admission",
        subject="Ce que paie une personne formée hors du Québec, de la première demande au permis.",
        ago=140,
        steps=1,
        given=240,
        orders=("pharmaciens",),
        recommends="Publier au même endroit tous les frais d’une admission, de la demande au permis.",
    ),
    Planned(
        nature="opinion",
        title="Avis sur la langue exigée avant l’étude du dossier",
        subject="Le moment où la connaissance du français est vérifiée.",
        ago=70,
        steps=2,
    ),
    Planned(
        nature="training",
        title="Places de stage en soins infirmiers",
        subject="Suivi du Pôle\u00a0: places offertes, régions, attentes.",
        ago=20,
        steps=0,
        given=180,
        orders=("infirmieres",),
    ),
)
SUMMARIES = (
    (
        "Permis régulier, équivalence de diplôme",
        "La durée de l’étude d’une demande d’équivalence et l’absence de nouvelles données à la personne.",
        "Le Commissaire a recommandé que l’ordre fixe un délai et l’annonce par écrit. L’ordre a accepté.",
    ),
    (
        "Permis régulier, équivalence de formation",
        "Un document exigé que l’établissement d’origine ne produit plus.",
        "Une autre preuve a été acceptée pendant la facilitation.",
    ),
)
MOVES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("start", "simon", {}),
    ("deliver", "claire", {"produit": "Rapport versé au dossier."}),
    ("close", "simon", {}),
)


def fill(stage: Stage) -> None:
    """Will make the works, the summaries, the certificate of the month before and the totals."""
    for work in WORKS:
        _work(stage, work)
    for number, told in zip(_concluded(stage), SUMMARIES, strict=False):
        _summary(stage, number, told, published=told is SUMMARIES[0])
    _certificate(stage)
    # The archivist knows of the closed complaints what he lets out: number, class, dates.
    with acting_as(stage.actor("claire")) as claire:
        release(actor=claire, kind=COMPLAINT, now=stage.now - timedelta(days=1))


def _work(stage: Stage, planned: Planned) -> None:
    at = _at(stage, planned.ago)
    orders = tuple(ProfessionalOrder.objects.filter(slug__in=planned.orders))
    due_on = timezone.localdate(at) + timedelta(days=planned.given)
    with acting_as(stage.actor("simon")) as simon:
        work = NewWork(
            nature=planned.nature, title=planned.title, subject=planned.subject, due_on=due_on, orders=orders
        )
        number = open_work(actor=simon, work=work, now=at).number
    for step, (code, who, answers) in enumerate(MOVES[: planned.steps], start=1):
        with acting_as(stage.actor(who)) as actor:
            dossier = Dossier.objects.select_for_update(of=("self",)).get(number=number)
            run(actor=actor, dossier=dossier, code=code, answers=answers, now=at + timedelta(days=15 * step))
            if planned.recommends and code == "start":
                today = timezone.localdate(stage.now)
                recommend(
                    actor=actor,
                    dossier=dossier,
                    party_rank=1,
                    text=planned.recommends,
                    follow_up_on=today + timedelta(days=90),
                    today=today,
                    now=at + timedelta(days=20),
                )


def _concluded(stage: Stage) -> list[str]:
    with acting_as(stage.actor("claire")):
        rows = Dossier.objects.filter(kind=COMPLAINT).order_by("received_on", "pk")
        return [dossier.number for dossier in rows if concluded_on(dossier) is not None]


def _summary(stage: Stage, number: str, words: tuple[str, str, str], *, published: bool) -> None:
    now = stage.now - timedelta(days=2)
    permit, issue, conclusions = words
    with acting_as(stage.actor("claire")) as claire:
        dossier = Dossier.objects.select_for_update(of=("self",)).get(number=number)
        ended = concluded_on(dossier) or dossier.received_on
        told = Told(
            received_on=dossier.received_on,
            closed_on=ended,
            permit=permit,
            issue=issue,
            conclusions=conclusions,
        )
        write_summary(actor=stage.actor("simon"), dossier=dossier, told=told, now=now)
        if published:
            check_summary(actor=claire, dossier=dossier, accepted=(), now=now)
            publish_summary(actor=claire, dossier=dossier, now=now)


def _certificate(stage: Stage) -> None:
    month = month_before(timezone.localdate(stage.now))
    for rank, number in enumerate(_concluded(stage)[:3]):
        for who in ("claire", "simon")[: 1 + rank % 2]:
            with acting_as(stage.actor(who)):
                readable = Dossier.objects.filter(number=number, assignee=stage.users[who]).exists()
            if who == "claire" or readable:
                at = _during(month, 3 + 5 * rank)
                record_if_asked(actor=stage.actor(who), number=number, action="read", now=at)
    place = Compartment.objects.get(code=roles.COMMISSION.code)
    with acting_as(service("scheduler", compartment_id=place.pk)) as scheduler:
        seal_month(actor=scheduler, compartment=place, month=month, now=stage.now)
        count_totals(actor=scheduler, now=stage.now)


def _during(month: date, day: int) -> datetime:
    return datetime.combine(month + timedelta(days=day), time(10, 20), ZONE)


def _at(stage: Stage, ago: int) -> datetime:
    day = (stage.now - timedelta(days=ago)).astimezone(ZONE).date()
    return datetime.combine(day, time(9, 40), ZONE)
