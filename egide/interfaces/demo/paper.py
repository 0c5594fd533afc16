"""What exists on paper in the demonstration: two shelves, three boxes, parts of dossiers, loans, a lot to digitise.

Each by its real action, at a day when the dossier stood still.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from egide.interfaces.demo.play import Stage
from egide.kernel.digitisation import actions as digitisation
from egide.kernel.digitisation.models import Risk
from egide.kernel.dossiers.models import Dossier
from egide.kernel.paper import filing, lending, shelving
from egide.kernel.paper.models import Box, Medium, Part
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Site
from egide.platform.errors.failures import Refused

AGO = 40  # days
SHELVES = (("VOUTE-01", "Rayonnage 1, tablette 1"), ("VOUTE-02", "Rayonnage 1, tablette 2"))
BOXES = ("Demandes d’intervention, originaux reçus par la poste", "Demandes d’intervention, rapports reliés")
LABELS = ("Originaux reçus par la poste", "Rapport relié de l’ordre", "Cahier de pièces, volume 1")


def fill(stage: Stage) -> None:
    """Will put a few parts in boxes, lend two, and plan a lot."""
    at = stage.now - timedelta(days=AGO)
    with acting_as(stage.actor("bruno")) as bruno:
        numbers = list(
            Dossier.objects.filter(unit=stage.unit, entered_at__lt=at, assignee__isnull=False)
            .order_by("-entered_at", "pk")
            .values_list("number", flat=True)[:7]
        )
        boxes = _boxes(stage, at)
        parts = [_part(number, i, boxes[i % 2], bruno.code, at) for i, number in enumerate(numbers)]
        _lend(stage, parts[:2], bruno.code, at)
        lot = digitisation.plan_lot(
            unit=stage.unit, label="Originaux reçus par la poste, premier lot", risk=Risk.HIGH, now=at
        )
        for part in parts[2:5]:
            digitisation.add_part(lot=lot, part=part, pages=4 + part.rank * 3)
        digitisation.make_step(lot=lot, step="prepare", now=at + timedelta(days=1))


def _boxes(stage: Stage, at: datetime) -> list[Box]:
    site = Site.objects.order_by("pk")[0]
    places = [
        shelving.open_place(
            compartment=stage.unit.compartment, code=code, site=site, room="Voûte", shelf=shelf, capacity=4
        )
        for code, shelf in SHELVES
    ]
    boxes = [shelving.open_box(unit=stage.unit, label=label, capacity=380, now=at) for label in BOXES]
    for box, place in zip(boxes, places, strict=True):
        shelving.put_on_shelf(box=box, place=place, actor_code="service:scheduler", now=at)
    return boxes


def _part(number: str, index: int, box: Box, actor_code: str, at: datetime) -> Part:
    dossier = Dossier.objects.select_for_update(of=("self",)).get(number=number)
    part = filing.add_part(
        dossier=dossier,
        label=LABELS[index % len(LABELS)],
        medium=Medium.PAPER,
        main=True,
        thickness=15 + 12 * index,
        actor_code=actor_code,
        now=at,
    )
    filing.put_in_box(part=part, box=box, actor_code=actor_code, now=at)
    return part


def _lend(stage: Stage, parts: list[Part], actor_code: str, at: datetime) -> None:
    today = timezone.localdate(at)
    for part, who, days in zip(parts, ("marc", "marc"), (30, 60), strict=False):
        try:
            lending.lend(
                part=part,
                borrower=stage.users[who],
                due_on=today + timedelta(days=days),
                actor_code=actor_code,
                now=at,
            )
        except Refused:
            continue  # an interest was declared in this dossier
