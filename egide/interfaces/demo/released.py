"""Released documents of the demonstration: one that everyone reads, one that waits for its check.

Both were handed to the oldest request that gave access; they are set for the occasion, each act by its real action.
"""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from egide.interfaces.demo.play import Stage
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.documents.pipeline import OPEN, read_part
from egide.kernel.dossiers.models import Dossier
from egide.modules.access_requests.access import KIND
from egide.modules.access_requests.examination import deciding, inventory, publishing
from egide.modules.access_requests.examination.models import FoundDocument
from egide.modules.access_requests.examination.models_publishing import Publication
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import Refused
from egide.platform.typesetting.engine import render

Result = TypeVar("Result")
TEMPLATE = Path(__file__).parent / "data" / "document-trouve.typ"
# Title and first words of the document, title and description that everyone reads.
DOCUMENTS = (
    (
        "Plan directeur en ressources informationnelles",
        "Le plan présente les projets, leurs étapes et les sommes prévues.",
        "Plan directeur en ressources informationnelles (exemple)",
        "Les projets en ressources informationnelles de l’Office, leurs étapes et les sommes prévues.",
    ),
    (
        "Suivi du plan directeur",
        "Le suivi dit où en est chaque projet à la fin de l’exercice.",
        "Suivi annuel du plan directeur (exemple)",
        "L’état de chaque projet du plan à la fin de l’exercice.",
    ),
)


def fill(stage: Stage) -> None:
    """Will propose both and publish the first; without a request that gave access, or a reader, nothing."""
    with acting_as(stage.actor("lise")):
        rows = Dossier.objects.filter(kind=KIND, access_request__outcome="access", closed_on__isnull=False)
        number = rows.order_by("received_on", "pk").values_list("number", flat=True).first()
    if number is None:
        return
    at = stage.now - timedelta(days=2)
    versions = _as(stage, "lise", number, lambda d: [_add(stage, d, one) for one in DOCUMENTS])
    for version, place, _ in versions:
        read_part(version_id=version, part=OPEN, actor=service("scheduler", compartment_id=place), now=at)

    def propose(dossier: Dossier) -> None:
        ranks = [rank for _, _, rank in versions]
        added = inventory.add_found(dossier=dossier, ranks=ranks, now=at)
        for found in added:
            deciding.decide_document(dossier=dossier, found=found, decision="access", now=at)
        for found, (_, _, title, description) in zip(added, DOCUMENTS, strict=True):
            one = FoundDocument.objects.select_related("version__stored").get(pk=found.pk)
            publishing.propose(dossier=dossier, found=one, title=title, description=description, now=at)

    def publish(dossier: Dossier) -> None:
        rows = Publication.objects.filter(dossier_id=dossier.pk).select_related(
            "found__version__stored", "version__stored"
        )
        later = at + timedelta(days=1)
        publishing.publish(dossier=dossier, publication=rows.earliest("rank"), accepted=(), now=later)

    try:
        _as(stage, "lise", number, propose)
        _as(stage, "amelie", number, publish)
    except Refused:
        return  # nothing reads pages here


def _add(stage: Stage, dossier: Dossier, told: tuple[str, str, str, str]) -> tuple[int, int, int]:
    title, body, *_ = told
    at = stage.now - timedelta(days=3)
    version = add_document(
        dossier=dossier,
        title=title,
        origin=Origin.INTERNAL,
        stream=io.BytesIO(render(template=TEMPLATE, data={"title": title, "body": body}, at=at)),
        file_name=f"{title}.pdf",
        actor_code=stage.actor("lise").code,
        now=at,
    )
    return version.pk, version.compartment_id, version.document.rank


def _as(stage: Stage, who: str, number: str, what: Callable[[Dossier], Result]) -> Result:
    with acting_as(stage.actor(who)):
        rows = Dossier.objects.select_for_update(of=("self",)).select_related("unit", "compartment")
        return what(rows.get(number=number))
