"""A document of an access request that was decided, released, and may be proposed to everyone.

Lise works on it; Amélie is the other hand.
"""

from datetime import timedelta

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin, Page
from egide.kernel.dossiers.models import Dossier
from egide.modules.access_requests import law
from egide.modules.access_requests.examination import deciding, inventory
from egide.modules.access_requests.models import AccessRequest
from egide.platform.accounts.actors import Actor
from tests.cast import Cast
from tests.database import as_owner
from tests.modules.access_requests.scene import Scene, open_scene

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
WORDS = "Le plan présente les travaux des trois prochaines années."


def released(cast: Cast, *texts: str, asked: str = "documents", outcome: str = "access") -> Scene:
    """Will open a request, put one read document in its inventory and give it; the decision left."""
    scene = open_scene(cast, asked=asked)

    def add(actor: Actor, dossier: Dossier) -> None:
        version = add_document(
            dossier=dossier, title="Plan directeur", origin=Origin.INTERNAL, stream=[PDF], file_name="plan.pdf",
            actor_code=actor.code, now=scene.now,
        )  # fmt: skip
        place = {"dossier_id": dossier.pk, "compartment_id": dossier.compartment_id, "version": version}
        for number, text in enumerate(texts or (WORDS,), start=1):
            Page.objects.create(
                **place, number=number, text=text, source="text", width=612, height=792, run=1
            )
        DocumentVersion.objects.filter(pk=version.pk).update(pages=len(texts) or 1, reading="read")
        (found,) = inventory.add_found(dossier=dossier, ranks=[version.document.rank], now=scene.now)
        deciding.decide_document(dossier=dossier, found=found, decision="access", now=scene.now)

    scene.act("lise", add)
    scene.later(days=3)
    if outcome:
        scene.act("lise", lambda a, d: _decided(scene, d, outcome))
    return scene


def _decided(scene: Scene, dossier: Dossier, outcome: str) -> None:
    on = (scene.now - timedelta(days=1)).date()
    record_fact(
        dossier=dossier, fact=law.DECIDED, occurred_on=on, actor_code="service:scheduler", now=scene.now
    )
    with as_owner():
        AccessRequest.objects.filter(pk=dossier.pk).update(outcome=outcome)
