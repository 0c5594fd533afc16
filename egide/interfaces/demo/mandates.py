"""A dozen mandates at every step of their life, each made by its real actions by the people who do them.

Two are late, one is suspended, one had its date revised; read by the lists, the workload, the calendar, the report.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from egide.interfaces.demo.play import Stage
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import run
from egide.modules.mandates import acting
from egide.modules.mandates.models import Priority, Requester, Verdict
from egide.modules.mandates.opening import NewMandate, give
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit

# How far each goes: the steps in their order, up to the one named.
STEPS = ("given", "accept", "start", "progress", "deliver", "approve", "close")


@dataclass(frozen=True)
class Told:
    """One mandate: what, to whom, how long ago, how many days it was given, how far it went."""

    title: str
    deliverable: str
    unit: str
    lead: str
    ago: int
    given: int
    reach: str
    helping: tuple[str, ...] = ()
    requester: str = Requester.PRESIDENT
    priority: str = Priority.NORMAL
    percent: int = 0
    words: str = ""
    then: str = ""
    days: int = 14
    who: str = "helene"


MANDATES = (
    Told("Bilan des délais de réponse aux citoyens", "Une note de cinq pages, avec un tableau par mécanisme",
         "interventions", "nadia", 40, 60, "progress", ("lucie",), percent=60,
         words="Les chiffres de l’année sont réunis; la rédaction commence.", priority=Priority.HIGH),
    Told("Portrait des comités de révision des ordres", "Un tableau des 46 ordres", "oversight", "lucie", 75, 45,
         "progress", ("nadia", "julie"), percent=35, words="Dix-neuf ordres ont répondu."),
    Told("Réponse à une question écrite de l’Assemblée nationale", "Un projet de réponse d’une page",
         "interventions", "thomas", 20, 15, "accept", requester=Requester.MINISTER, priority=Priority.HIGH),
    Told("Guide interne pour les appels difficiles", "Un guide de dix pages", "interventions", "thomas", 55, 80,
         "start", then="hold", words="Le comité paritaire se prononce en janvier."),
    Told("Mise à jour de la liste des syndics", "La liste vérifiée auprès de chaque ordre", "oversight", "lucie", 30,
         45, "progress", percent=80, words="Quarante ordres sont confirmés."),
    Told("Plan de relève des nominations de l’an prochain", "Un plan par conseil", "appointments", "julie", 60, 50,
         "progress", percent=50, words="Les vacances de postes sont connues.", then="revise", days=40),
    Told("Note sur les ordres sans représentant du public", "Une note de deux pages", "appointments", "julie", 90, 40,
         "close"),
    Told("Révision des lettres types en langage clair", "Huit lettres relues", "interventions", "nadia", 120, 70,
         "approve", ("thomas",)),
    Told("Tableau des demandes d’accès des trois dernières années", "Un classeur", "secretariat", "amelie", 25, 30,
         "deliver"),
    Told("État de situation des contributions des ordres", "Un état au 30 septembre", "administration", "karim", 45,
         35, "close"),
    Told("Calendrier des rencontres avec les ordres", "Un calendrier pour l’année", "secretariat", "bruno", 3, 25,
         "given"),
    Told("Comparaison des politiques de plainte d’autres ministères", "Une note de quatre pages", "interventions",
         "thomas", 70, 50, "deliver", then="return", words="Ajouter les sources et les dates."),
)  # fmt: skip


def fill(stage: Stage) -> None:
    """Will give each of them and live it as far as it went; the presidency and the Commissioner have one each."""
    for told in MANDATES:
        _live(stage, told)
    # Theirs, behind their own walls.
    _live(stage, Told("Allocution du congrès des ordres", "Un texte de huit minutes", "presidency", "odile", 10, 20,
                      "start"))  # fmt: skip
    _live(stage, Told("Lecture des règlements d’équivalence", "Une fiche par règlement", "commission", "simon", 15,
                      30, "start", who="claire"))  # fmt: skip


def _live(stage: Stage, told: Told) -> None:
    at = stage.now - timedelta(days=told.ago, hours=2)
    with acting_as(stage.actor(told.who)) as giver:
        unit = Unit.objects.select_related("compartment", "site").get(code=told.unit)
        dossier = give(
            actor=giver,
            new=NewMandate(
                unit=unit,
                title=told.title,
                purpose=f"{told.title}\u00a0: la présidence veut pouvoir en décider."
                if told.requester == Requester.PRESIDENT
                else f"{told.title}\u00a0: demandé par le cabinet.",
                deliverable=told.deliverable,
                due_on=timezone.localdate(at) + timedelta(days=told.given),
                requester=told.requester,
                priority=told.priority,
                lead=stage.users[told.lead],
                contributors=tuple(stage.users[name] for name in told.helping),
            ),
            now=at,
        )
    went = STEPS[1 : STEPS.index(told.reach) + 1]
    for n, step in enumerate(went, start=1):
        _step(stage, told, dossier.number, step, at + timedelta(days=n * max(told.ago // 8, 1)))
    if told.then:
        _then(stage, told, dossier.number, stage.now - timedelta(days=2))


def _step(stage: Stage, told: Told, number: str, step: str, at: datetime) -> None:
    if step == "progress":
        if told.percent:
            _as(stage, told.lead, number, lambda actor, d: _progress(actor, d, told, at))
    elif step == "deliver":
        _as(stage, told.lead, number, lambda actor, d: _deliver(actor, d, told, at))
    elif step == "approve":
        _as(stage, told.who, number, lambda actor, d: _opinion(actor, d, Verdict.APPROVED, "", at))
    else:
        who = told.who if step == "close" else told.lead
        _as(stage, who, number, lambda actor, d: run(actor=actor, dossier=d, code=step, answers={}, now=at))


def _then(stage: Stage, told: Told, number: str, at: datetime) -> None:
    if told.then == "hold":
        _as(
            stage,
            told.who,
            number,
            lambda actor, d: run(actor=actor, dossier=d, code="hold", answers={"motive": told.words}, now=at),
        )
    elif told.then == "return":
        _as(stage, told.who, number, lambda actor, d: _opinion(actor, d, Verdict.RETURNED, told.words, at))
    else:
        day = timezone.localdate(at) + timedelta(days=told.days)
        _as(
            stage,
            told.who,
            number,
            lambda actor, d: acting.revise(
                actor=actor, dossier=d, due_on=day, reason="Deux conseils attendent leur élection.", now=at
            ),
        )


def _progress(actor: Any, dossier: Dossier, told: Told, at: datetime) -> None:
    acting.tell_progress(actor=actor, dossier=dossier, percent=told.percent, words=told.words, now=at)
    acting.add_task(dossier=dossier, text="Réunir les données", owner=None, due_on=None, now=at)
    acting.add_task(dossier=dossier, text="Faire relire le projet", owner=None, due_on=None, now=at)


def _deliver(actor: Any, dossier: Dossier, told: Told, at: datetime) -> None:
    acting.write_result(dossier=dossier, text=f"{told.deliverable}, au dossier.", now=at)
    answers = {"occurred_on": timezone.localdate(at).isoformat()}
    run(actor=actor, dossier=dossier, code="deliver", answers=answers, now=at)


def _opinion(actor: Any, dossier: Dossier, verdict: str, words: str, at: datetime) -> None:
    acting.give_opinion(actor=actor, dossier=dossier, verdict=verdict, words=words, now=at)


def _as(stage: Stage, who: str, number: str, what: Callable[[Any, Dossier], Any]) -> None:
    with acting_as(stage.actor(who)) as actor:
        rows = Dossier.objects.select_for_update(of=("self",)).select_related("unit", "assignee")
        what(actor, rows.get(number=number))
