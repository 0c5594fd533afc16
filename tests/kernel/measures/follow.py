"""Makes the steps of one corrective measure, as the person who does each.

For the tests of measures: their life (test_measures.py), their reminders (test_reminding.py).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from egide.kernel.dossiers.models import Dossier
from egide.kernel.measures import actions
from egide.kernel.measures.models import Measure
from egide.kernel.measures.reminding import remind_of_measures
from egide.kernel.notices.models import Notice
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Unit
from tests.database import as_owner
from tests.kernel.scene import Scene


class Follow:
    """Makes the steps of the scene's first measure, as someone."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.due_on = scene.today + timedelta(days=30)

    def propose(
        self, who: str = "nadia", *, owner: str | None = None, text: str = "Revoir l’accusé."
    ) -> None:
        user = self.scene.cast.user(owner) if owner else None
        self.scene.act(
            who,
            lambda a, d: actions.open_measure(
                dossier=d,
                text=text,
                unit=Unit.objects.get(code="interventions"),
                due_on=self.due_on,
                owner=user,
                source="request",
                now=self.scene.now,
            ),
        )

    def do(self, what: Callable[..., Any], who: str = "nadia", **said: Any) -> None:
        def act(_: Any, dossier: Dossier) -> None:
            measure = Measure.objects.get(dossier_id=dossier.pk, rank=1)
            what(dossier=dossier, measure=measure, now=self.scene.now, **said)

        self.scene.act(who, act)

    def carry_out(self) -> None:
        """From the proposal to the declaration that it is done."""
        self.do(actions.approve, "marc")
        self.do(actions.start)
        self.do(actions.record_evidence, text="La lettre type est refaite.")
        self.do(actions.mark_done, check_on=self.scene.today + timedelta(days=90))

    @property
    def measure(self) -> Measure:
        return self.scene.act("marc", lambda a, d: Measure.objects.get(dossier_id=d.pk, rank=1))

    def told(self, name: str) -> list[str]:
        user = self.scene.cast.user(name)
        with as_owner():
            codes = Notice.objects.filter(user=user, code__startswith="measure.").values_list(
                "code", flat=True
            )
            return sorted(codes)

    def night(self) -> None:
        """The nightly task, as the scheduler."""
        with acting_as(service("scheduler")):
            remind_of_measures.function(now=self.scene.now)
