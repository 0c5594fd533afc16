"""What Nadia asks of a unit from a dossier of the Office, and what whoever answers does; each side is only itself.

Shared by the tests of questions and of what is lent to them.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from egide.kernel.consulting import answering, asking
from egide.kernel.consulting.models import Consultation
from egide.kernel.consulting.reach import question_of, questions_of
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from tests.database import as_owner
from tests.kernel.scene import Scene

WORDS = "Le plan directeur en ressources informationnelles"
CANARY = "zibelinesecrete"
# Between the Office and whom it asks: each pair has its own count.
NUMBERS = {
    "commission": "CNSOC-2026-00001",
    "interventions": "CNSOO-2026-00001",
    "presidency": "CNSOP-2026-00001",
}


class Asked:
    """What Nadia asks, and whoever answers does."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.due_on = scene.today + timedelta(days=7)

    def ask(self, unit: str = "commission", words: str = WORDS, **more: Any) -> None:
        self.scene.act(
            "nadia",
            lambda a, d: asking.ask(
                dossier=d,
                unit=Unit.objects.select_related("compartment").get(code=unit),
                words=words,
                due_on=more.pop("due_on", self.due_on),
                now=self.scene.now,
                **more,
            ),
        )

    def on(self, what: Callable[..., Any], rank: int = 1, who: str = "nadia", **said: Any) -> None:
        def act(_: Actor, dossier: Dossier) -> None:
            consultation = Consultation.objects.select_related("unit").get(dossier_id=dossier.pk, rank=rank)
            what(dossier=dossier, consultation=consultation, now=self.scene.now, **said)

        self.scene.act(who, act)

    def do(self, what: Callable[..., Any], who: str = "claire", unit: str = "commission", **said: Any) -> Any:
        with acting_as(self.scene.cast.actor(who)) as actor:
            question = question_of(actor, unit, NUMBERS[unit], lock=True)
            return what(question=question, now=self.scene.now, **said)

    def attach(self, who: str = "claire", unit: str = "commission", content: bytes = CANARY.encode()) -> None:
        self.do(answering.attach, who, unit, stream=[content], file_name="plan.txt")

    def answer(self, who: str = "claire", unit: str = "commission", *, found: bool, **more: Any) -> None:
        more = {"hours": Decimal("1.5"), "signed": True} | more
        self.do(answering.answer, who, unit, found=found, **more)

    def seen_by(self, who: str) -> int:
        with acting_as(self.scene.cast.actor(who)) as actor:
            return questions_of(actor).count()

    def name(self) -> str:
        with as_owner():
            return Party.objects.get(role=PartyRole.REQUESTER).name

    def consultation(self, rank: int = 1) -> Consultation:
        with as_owner():
            return Consultation.objects.get(rank=rank)
