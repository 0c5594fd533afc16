"""Two redactions of the demonstration: one whose preparation waits for decisions, one published by two people.

Each by its real actions; the piece is a letter set for the occasion, read by the real reading.
"""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from egide.interfaces.demo.play import Stage
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.documents.pipeline import OPEN, read_part
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.actions import party_of_role
from egide.kernel.parties.models import PartyRole
from egide.kernel.redaction import actions, boxes, suggesting
from egide.kernel.redaction.models import BoxState, Redaction
from egide.kernel.redaction.patterns import PATTERNS
from egide.kernel.redaction.producing import produce
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import Refused
from egide.platform.typesetting.engine import render

Result = TypeVar("Result")
TEMPLATE = Path(__file__).parent / "data" / "lettre-caviardage.typ"
STATES = ("in_progress", "closed")
KINDS = frozenset(pattern.kind for pattern in PATTERNS)


def fill(stage: Stage) -> None:
    """Will make both on dossiers that stand still; without dossiers or a reader of pages, not at all."""
    with acting_as(stage.actor("marc")):
        found = Dossier.objects.filter(unit=stage.unit, state__in=STATES, assignee__isnull=False)
        numbers = list(found.order_by("-entered_at", "pk").values_list("number", flat=True)[:2])
    for number, published in zip(numbers, (False, True), strict=False):
        try:
            _one(stage, number, published=published)
        except Refused:
            continue  # an interest declared, or a letter that could not be read here


def _one(stage: Stage, number: str, *, published: bool) -> None:
    version = _letter(stage, number)
    now = stage.now - timedelta(hours=4)
    rank = _as(
        stage, "nadia", number, lambda d: actions.open_redaction(dossier=d, version=version, now=now)
    ).rank

    def on(dossier: Dossier) -> Redaction:
        return Redaction.objects.select_related("version__stored", "document").get(dossier=dossier, rank=rank)

    def suggest(dossier: Dossier) -> None:
        redaction, ground = on(dossier), "53-54"
        suggesting.suggest_names(dossier=dossier, redaction=redaction, ground=ground, now=now)
        suggesting.suggest_patterns(dossier=dossier, redaction=redaction, kinds=KINDS, ground=ground, now=now)
        name = redaction.boxes.filter(state=BoxState.SUGGESTED, kind="name").exists()
        if name:
            boxes.decide(dossier=dossier, redaction=redaction, accept=True, kind="name", now=now)

    _as(stage, "nadia", number, suggest)
    if not published:
        return

    def prepare(dossier: Dossier) -> None:
        redaction = on(dossier)
        numbers = list(redaction.boxes.filter(state=BoxState.SUGGESTED).values_list("number", flat=True))
        if numbers:
            boxes.decide(dossier=dossier, redaction=redaction, accept=True, numbers=numbers, now=now)
        for page in range(1, redaction.pages + 1):
            actions.look_at(dossier=dossier, redaction=redaction, page=page, now=now)
        actions.submit(dossier=dossier, redaction=redaction, now=now)

    def read(dossier: Dossier) -> int:
        later = now + timedelta(hours=1)
        for page in range(1, on(dossier).pages + 1):
            actions.look_at(dossier=dossier, redaction=on(dossier), page=page, now=later)
        actions.finish_reading(dossier=dossier, redaction=on(dossier), now=later)
        actions.ask_copy(dossier=dossier, redaction=on(dossier), now=later)
        return on(dossier).pk

    _as(stage, "nadia", number, prepare)
    key = _as(stage, "marc", number, read)
    produce(redaction=key, actor=stage.actor("marc"), now=now + timedelta(hours=1))


def _letter(stage: Stage, number: str) -> DocumentVersion:
    """Will add the letter as it was received, and have it read.

    :raises Refused: it could not be read.
    """
    at = stage.now - timedelta(hours=6)

    def add(dossier: Dossier) -> DocumentVersion:
        person = party_of_role(dossier, PartyRole.REQUESTER)
        data = {"name": person.name if person else "Élise Tremblay", "day": at.date().isoformat()}
        return add_document(
            dossier=dossier,
            title="Lettre de la personne requérante",
            origin=Origin.RECEIVED,
            stream=io.BytesIO(render(template=TEMPLATE, data=data, at=at)),
            file_name="lettre-recue.pdf",
            actor_code=stage.actor("nadia").code,
            now=at,
        )

    version = _as(stage, "nadia", number, add)
    reader = service("scheduler", compartment_id=version.compartment_id)
    read_part(version_id=version.pk, part=OPEN, actor=reader, now=at)
    with acting_as(stage.actor("nadia")):
        read = DocumentVersion.objects.select_related("document", "stored").get(pk=version.pk)
    if not read.pages:
        raise Refused
    return read


def _as(stage: Stage, who: str, number: str, what: Callable[[Dossier], Result]) -> Result:
    with acting_as(stage.actor(who)):
        rows = Dossier.objects.select_for_update(of=("self",)).select_related("unit", "compartment")
        return what(rows.get(number=number))
