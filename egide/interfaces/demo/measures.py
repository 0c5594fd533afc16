"""A dozen corrective measures at every step of their life, each made by its real action by the person who does it.

Read by the reports, the lists and « Mon travail » of the demonstration.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from egide.interfaces.demo.play import Stage
from egide.kernel.dossiers.models import Dossier
from egide.kernel.measures import actions
from egide.kernel.measures.models import Measure
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused

STEPS = ("approve", "start", "evidence", "done", "check")
STATES = ("in_progress", "closed", "replied", "awaiting_order", "citizen_follow_up")


@dataclass(frozen=True)
class Told:
    """One measure: its words, how long ago, how many days it was given, how far it went."""

    text: str
    source: str
    ago: int
    given: int
    steps: int
    owner: str = ""
    evidence: str = ""
    effect: str = "effective"


MEASURES = (
    Told("Récrire l’accusé de réception pour dire qui répondra et quand.", "request", 210, 60, 5, "thomas",
         "La nouvelle lettre type est en usage depuis le début du mois."),
    Told("Ajouter au site la liste des organismes compétents par mécanisme.", "report", 180, 90, 5, "",
         "La page est en ligne."),
    Told("Tenir une rencontre semestrielle avec les syndics des ordres les plus visés.", "report", 150, 60, 4,
         "nadia", "Première rencontre tenue, compte rendu au dossier."),
    Told("Relancer par écrit un ordre dont la réponse tarde plus de trente jours.", "feedback", 120, 45, 5,
         "", "Relances faites pour les trois dossiers en attente.", "partial"),
    Told("Former le secrétariat à reconnaître une plainte sur nos propres services.", "audit", 100, 80, 3,
         "thomas", "Une séance sur deux est donnée."),
    Told("Rappeler chaque personne qui a laissé un message dans les deux jours ouvrables.", "request", 75, 60, 3,
         "nadia", "Le registre des appels est tenu chaque jour."),
    Told("Demander à l’ordre un modèle d’avis de progression en langage clair.", "feedback", 60, 75, 2, "nadia"),
    Told("Revoir le délai de la première lecture du courrier reçu le vendredi.", "request", 45, 40, 2),
    Told("Publier les délais moyens de réponse dans le rapport annuel.", "report", 30, 120, 1),
    Told("Préparer une fiche pour les personnes qui attendent l’avis d’un comité de révision.", "ombudsman", 20,
         60, 1, "thomas"),
    Told("Vérifier que chaque lettre à un ordre ne contient que les faits nécessaires.", "audit", 10, 45, 0),
    Told("Traduire en langage clair la lettre qui réoriente la personne.", "request", 4, 90, 0, "nadia"),
)  # fmt: skip


def fill(stage: Stage) -> None:
    """Will make each measure on the newest dossier that stood still since then; without one, not at all."""
    resting = _resting(stage)
    for told in MEASURES:
        at = _at(stage, told.ago)
        number = next((number for number, since in resting.items() if since < at), None)
        if number is not None:
            del resting[number]
            _live(stage, number, told)


def _resting(stage: Stage) -> dict[str, datetime]:
    with acting_as(stage.actor("marc")):
        found = Dossier.objects.filter(unit=stage.unit, state__in=STATES, assignee__isnull=False)
        return dict(found.order_by("-entered_at", "pk").values_list("number", "entered_at"))


def _live(stage: Stage, number: str, told: Told) -> None:
    """From the proposal on, each step some days after the one before; what would be in the future waits."""
    at = _at(stage, told.ago)
    due_on = timezone.localdate(at) + timedelta(days=told.given)

    def propose(dossier: Dossier) -> int:
        owner = stage.users[told.owner] if told.owner else None
        measure = actions.open_measure(
            dossier=dossier,
            text=told.text,
            unit=stage.unit,
            due_on=due_on,
            owner=owner,
            source=told.source,
            now=at,
        )
        return measure.rank

    try:
        rank = _as(stage, "marc", number, propose)
    except Refused:
        return  # the owner declared an interest in this dossier
    for n, step in enumerate(STEPS[: told.steps], start=1):
        moment = at + timedelta(days=n * max(told.ago // 8, 1))
        if moment < stage.now:
            _as(stage, "marc", number, lambda d, s=step, m=moment: _step(d, rank, s, told, m))  # type: ignore[misc]


def _step(dossier: Dossier, rank: int, step: str, told: Told, now: datetime) -> None:
    measure = Measure.objects.get(dossier_id=dossier.pk, rank=rank)
    later = timezone.localdate(now) + timedelta(days=max(told.ago // 3, 20))
    if step == "approve":
        actions.approve(dossier=dossier, measure=measure, now=now)
    elif step == "start":
        actions.start(dossier=dossier, measure=measure, now=now)
    elif step == "evidence":
        actions.record_evidence(dossier=dossier, measure=measure, text=told.evidence, now=now)
    elif step == "done":
        actions.mark_done(dossier=dossier, measure=measure, check_on=later, now=now)
    else:
        words = "Constaté sur les vingt derniers dossiers."
        nearer = None if told.effect == "effective" else later
        actions.check_effect(
            dossier=dossier, measure=measure, effect=told.effect, words=words, next_on=nearer, now=now
        )


def _as(stage: Stage, who: str, number: str, what: Callable[[Dossier], int | None]) -> int:
    with acting_as(stage.actor(who)):
        rows = Dossier.objects.select_for_update(of=("self",)).select_related("unit")
        return what(rows.get(number=number)) or 0


def _at(stage: Stage, days: int) -> datetime:
    return stage.now - timedelta(days=days, hours=3)
