"""One exchange with the Protecteur du citoyen lived through by the real actions, each as the person who does it.

Not a fixture: the module's tests ask it for what they need and look at the rows themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.utils import timezone

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.advancing import advance
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.lifecycle.running import run
from egide.modules.ombudsman.actions import Asked, open_exchange
from egide.modules.ombudsman.network import name_respondent
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Unit
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner

Result = TypeVar("Result")
ADDRESS = "800, place D’Youville\nQuébec (Québec)  G1R 3P4"


@dataclass
class Scene:
    """An exchange and the instant at which things happen."""

    cast: Cast
    number: str
    now: datetime
    boss: str = "luc"

    def act(self, who: str, what: Callable[[Actor, Dossier], Result]) -> Result:
        """Will do something as someone, the dossier's row locked, as a page does."""
        with acting_as(self.cast.actor(who)) as actor:
            row = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site", "site")
            return what(actor, row.select_related("assignee").get(number=self.number))

    def move(self, code: str, who: str = "", **answers: str) -> None:
        """Will make a transition."""
        self.act(
            who or self.boss, lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=self.now)
        )

    def give(self, to: str) -> None:
        """Will put someone in charge."""
        self.act(self.boss, lambda a, d: assign(dossier=d, to=self.cast.user(to), now=self.now))

    def approve(self, template: str, who: str) -> None:
        """Will approve the letter as someone."""

        def sign(actor: Actor, dossier: Dossier) -> None:
            letter = letter_of(dossier, template)
            seen = letter.edited_at.isoformat()
            approve_letter(actor=actor, dossier=dossier, letter=letter, seen=seen, now=self.now)

        self.act(who, sign)

    def post(self, template: str) -> None:
        """Will note the letter as posted, then let the system draw the consequences."""
        day = timezone.localdate(self.now)
        self.act(
            self.boss,
            lambda a, d: send_by_post(
                actor=a, dossier=d, letter=letter_of(d, template), posted_on=day, now=self.now
            ),
        )
        with acting_as(service("scheduler")) as scheduler:
            row = Dossier.objects.select_for_update(of=("self",)).get(number=self.number)
            advance(actor=scheduler, dossier=row, now=self.now)

    def later(self, **delay: int) -> "Scene":
        """Will move the clock on."""
        self.now += timedelta(**delay)
        return self

    @property
    def dossier(self) -> Dossier:
        """The dossier as it is stored now, seen past the walls."""
        with as_owner():
            return Dossier.objects.get(number=self.number)

    def due(self, code: str) -> DueDate:
        """The newest deadline of this rule."""
        with as_owner():
            return DueDate.objects.filter(dossier__number=self.number, rule=f"ombudsman.{code}").latest(
                "rank"
            )

    def sees(self, who: str) -> bool:
        """Will tell whether the dossier exists for this person, by the gate."""
        with acting_as(self.cast.actor(who)) as actor:
            return visible(actor).filter(number=self.number).exists()

    @property
    def problems(self) -> list[str]:
        """What verification finds wrong."""
        return self.act(self.boss, lambda a, d: list(dossiers_problems(d.number)))


def letter_of(dossier: Dossier, template: str) -> Letter:
    """The newest letter of this template."""
    rows = Letter.objects.filter(dossier_id=dossier.pk, template=template)
    return rows.select_related("recipient", "version__stored", "message").latest("rank")


def name_mona(cast: Cast, *subjects: str) -> None:
    """Will name Mona respondent for these subjects, as Luc."""
    with acting_as(cast.actor("luc")):
        unit = Unit.objects.select_related("compartment").get(code="ombudsman")
        name_respondent(
            compartment=unit.compartment,
            user=cast.user("mona"),
            unit=unit,
            subjects=subjects,
            since=TODAY - timedelta(days=30),
            now=NOW,
        )


def open_scene(cast: Cast, *, who: str = "luc", unit: str = "ombudsman", **known: Any) -> Scene:
    """Will open an exchange as the team does."""
    given: dict[str, Any] = {
        "nature": "question",
        "subject": "recourses",
        "text": "Quel délai l’ordre a-t-il suivi dans cette affaire?",
        "delegate": "Josée Lemay",
        "address": ADDRESS,
        "their_reference": "2026-04521",
        "received_at": NOW,
        "channel": "post",
    }
    with acting_as(cast.actor(who)) as actor:
        dossier = open_exchange(
            actor=actor,
            asked=Asked(**(given | known)),
            unit=Unit.objects.select_related("compartment", "site").get(code=unit),
            now=max(NOW, given["received_at"]),
        )
    return Scene(cast, dossier.number, NOW, boss=who)
