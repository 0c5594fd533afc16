"""One dossier lived through by the real actions, each as the person who does it, with a clock that is told.

Not a fixture of the house: kernel and module tests ask it for what they need and look at the rows themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.utils import timezone

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_email, send_by_post
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.lifecycle.running import run
from egide.kernel.lifecycle.undoing import undo
from egide.kernel.parties.models import Party, PartyRole
from egide.modules.interventions import actions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Site, Unit
from egide.platform.journal.history import HistoryRow, history
from tests.cast import NOW, Cast

Result = TypeVar("Result")
ADDRESS = "12, rue du Port\nQuébec (Québec)  G1K 1A1"
REPLY = {"verifications": "Le registre de l’ordre.", "constats": "Aucun avis en 90 jours.", "suites": ""}


@dataclass
class Scene:
    """A dossier, its people and the instant at which things happen."""

    cast: Cast
    number: str
    now: datetime

    def act(self, who: str, what: Callable[[Actor, Dossier], Result]) -> Result:
        """Will do something as someone, the dossier's row locked, as a page does."""
        with acting_as(self.cast.actor(who)) as actor:
            row = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site", "site")
            return what(actor, row.get(number=self.number))

    def move(self, code: str, who: str = "nadia", **answers: str) -> None:
        """Will make a transition."""
        self.act(who, lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=self.now))

    def undo(self, who: str = "marc", reason: str = "Erreur de saisie.") -> None:
        """Will take the last transition back."""
        self.act(who, lambda a, d: undo(actor=a, dossier=d, reason=reason, now=self.now))

    def give(self, to: str = "nadia") -> None:
        """Will put someone in charge."""
        self.act("bruno", lambda a, d: assign(dossier=d, to=self.cast.user(to), now=self.now))

    def approve(self, template: str, who: str = "marc") -> None:
        """Will approve a letter as it stands."""

        def sign(actor: Actor, dossier: Dossier) -> None:
            letter = self.letter(template)
            seen = letter.edited_at.isoformat()
            approve_letter(actor=actor, dossier=dossier, letter=letter, seen=seen, now=self.now)

        self.act(who, sign)

    def post(self, template: str, *, on: date | None = None) -> None:
        """Will note that the letter was posted, today unless told otherwise."""
        day = on or self.today
        self.act(
            "bruno",
            lambda a, d: send_by_post(
                actor=a, dossier=d, letter=self.letter(template), posted_on=day, now=self.now
            ),
        )

    def queue(self, template: str) -> None:
        """Will put the letter in the outbox."""
        self.act("nadia", lambda a, d: send_by_email(dossier=d, letter=self.letter(template), now=self.now))

    def acknowledge(self) -> None:
        """Will approve and post the acknowledgment."""
        self.approve("acknowledgment", who="bruno")
        self.post("acknowledgment")

    @property
    def today(self) -> date:
        """The Office's day."""
        return timezone.localtime(self.now).date()

    def later(self, **delay: int) -> "Scene":
        """Will move the clock on."""
        self.now += timedelta(**delay)
        return self

    def letter(self, template: str) -> Letter:
        """The newest letter of this template, cancelled ones included."""
        with acting_as(self.cast.actor("marc")):
            rows = Letter.objects.filter(dossier__number=self.number, template=template)
            return rows.select_related("recipient", "version__stored", "message").latest("rank")

    def due(self, code: str) -> DueDate:
        """The newest deadline of this rule."""
        with acting_as(self.cast.actor("marc")):
            rows = DueDate.objects.filter(dossier__number=self.number, rule=f"interventions.{code}")
            return rows.latest("rank")

    @property
    def dossier(self) -> Dossier:
        """The dossier as it is stored now."""
        return self.act("marc", lambda a, d: d)

    @property
    def journal(self) -> list[HistoryRow]:
        """The journal, oldest first."""
        return list(reversed(self.act("marc", lambda a, d: history(dossier_id=d.pk, limit=500))))

    @property
    def codes(self) -> list[str]:
        """The codes of the journal, oldest first."""
        return [row.code for row in self.journal]

    @property
    def problems(self) -> list[str]:
        """What verification finds wrong."""
        return self.act("marc", lambda a, d: list(dossiers_problems(d.number)))


def open_scene(cast: Cast, *, received_at: datetime = NOW, site: str = "quebec", **known: Any) -> Scene:
    """Will open a dossier as Bruno does, the instant that the request arrived."""
    person = {
        "name": "Élise Tremblay",
        "email": "elise@exemple.example",
        "address": ADDRESS,
        "summary": "Aucune nouvelle depuis mars.",
    }
    intake = actions.Intake(
        title="Absence de nouvelles du syndic",
        received_at=received_at,
        channel="post",
        order=cast.order,
        **person | known,
    )
    with acting_as(cast.actor("bruno")) as bruno:
        dossier = actions.open_intervention(
            actor=bruno,
            intake=intake,
            unit=Unit.objects.get(code="interventions"),
            site=Site.objects.get(code=site),
            now=received_at,
        )
        give_order_an_address(dossier)
    return Scene(cast, dossier.number, received_at)


def give_order_an_address(dossier: Dossier) -> None:
    """Will let a letter to the order be posted: public data of the orders has no postal address."""
    Party.objects.filter(dossier_id=dossier.pk, role=PartyRole.ORDER).update(address=ADDRESS)


def in_progress(scene: Scene) -> Scene:
    """Will bring the dossier to the work itself: given, acknowledged, admissible, begun."""
    scene.give()
    scene.acknowledge()
    scene.later(hours=1).move("start_triage")
    scene.later(hours=1).move("declare_admissible", motive="Les délais d’un mécanisme.")
    scene.later(hours=1).move("start_work")
    return scene.later(hours=1)
