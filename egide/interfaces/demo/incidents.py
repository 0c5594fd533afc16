"""Three confidentiality incidents of the demonstration: one just declared, one weighed, one told and closed.

All invented and played by the real actions, each by the person who does it, at a passed hour.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone

from egide.interfaces.demo.play import ZONE, Stage
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import run
from egide.modules.privacy_incidents.actions import Declared, declare, update_register
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit

RISK = {
    "sensitivity": "Coordonnées et objet d’une demande; aucun renseignement financier.",
    "ill_uses": "Hameçonnage au nom de l’Office.",
    "consequences": "Atteinte à la vie privée de la personne.",
    "likelihood": "Faible\u00a0: le destinataire a confirmé la suppression.",
}


def fill(stage: Stage) -> None:
    """Will declare and follow each of them, oldest first."""
    first = _declared(
        stage, 120, "thomas", "interventions", "Un classeur de suivi a été oublié dans une salle louée.",
        "Noms, adresses et objets de onze demandes.", "onze personnes", "Le classeur a été retrouvé le lendemain.",
    )  # fmt: skip
    at = _at(stage, 119)
    _act(
        stage,
        first,
        lambda a, d: update_register(
            dossier=d,
            values=RISK
            | {
                "likelihood": "Moyenne\u00a0: on ne sait pas qui a pu le lire.",
                "occurred_words": "une nuit",
                "persons": 11,
            },
            now=at,
        ),
    )
    _move(stage, first, "conclude_serious", at, motive="On ne sait pas qui a pu lire le classeur.")
    told = _at(stage, 117)
    day = timezone.localdate(told).isoformat()
    _move(stage, first, "note_commission_told", told, occurred_on=day)
    _move(stage, first, "note_persons_told", told, occurred_on=day, public="")
    _move(stage, first, "finish_notices", told)
    _move(stage, first, "close", _at(stage, 90))
    second = _declared(
        stage, 12, "bruno", "secretariat", "Une lettre a été mise dans l’enveloppe d’une autre personne.",
        "Nom, adresse et objet de la demande.", "une personne", "La lettre a été rendue; une autre est partie.",
    )  # fmt: skip
    at = _at(stage, 11)
    _act(
        stage,
        second,
        lambda a, d: update_register(dossier=d, values=RISK | {"persons": 1}, now=at),
    )
    _move(stage, second, "conclude_not_serious", at, motive="La lettre a été rendue sans avoir été lue.")
    _declared(
        stage, 1, "nadia", "interventions", "Un courriel est parti à une adresse mal tapée.", "", "une personne",
        "Suppression demandée au destinataire.",
    )  # fmt: skip


def _declared(
    stage: Stage, ago: int, who: str, unit: str, what: str, information: str, persons: str, measures: str
) -> str:
    at = _at(stage, ago)
    with acting_as(stage.actor(who)) as actor:
        declare(
            actor=actor,
            home=Unit.objects.select_related("compartment", "site").get(code=unit),
            declared=Declared(
                circumstances=what,
                information=information,
                aware_on=timezone.localdate(at),
                name=stage.users[who].full_name,
                email=stage.users[who].email,
                occurred_words="la veille",
                persons_words=persons,
                measures=measures,
            ),
            now=at,
        )
    with acting_as(stage.actor("paule")):
        return (
            Dossier.objects.filter(kind="privacy_incident")
            .order_by("-pk")
            .values_list("number", flat=True)[0]
        )


def _move(stage: Stage, number: str, code: str, at: datetime, **answers: str) -> None:
    _act(stage, number, lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=at))


def _act(stage: Stage, number: str, what: Callable[[Actor, Dossier], object]) -> None:
    with acting_as(stage.actor("paule")) as actor:
        rows = Dossier.objects.select_for_update(of=("self",)).select_related(
            "unit__site", "site", "assignee"
        )
        what(actor, rows.get(number=number))


def _at(stage: Stage, ago: int) -> datetime:
    day = timezone.localdate(stage.now) - timedelta(days=ago)
    return datetime.combine(stage.calendar.previous_open(day, stage.site.code), time(11, 10), ZONE)
