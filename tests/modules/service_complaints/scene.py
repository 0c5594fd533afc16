"""One service complaint lived through by the real actions, each as the person who does it.

Not a fixture: the module's tests ask it for what they need and look at the rows themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils import timezone

from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.advancing import advance
from egide.kernel.lifecycle.running import run
from egide.modules.service_complaints.actions import Submitted, submit_service_complaint
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user, service
from egide.platform.accounts.models import User
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner

Result = TypeVar("Result")


@dataclass
class Scene:
    """A dossier of the president's bureau and the instant at which things happen."""

    cast: Cast
    number: str
    now: datetime

    def act(self, who: str, what: Callable[[Actor, Dossier], Result]) -> Result:
        """Will do something as someone, the dossier's row locked, as a page does."""
        with acting_as(self.cast.actor(who)) as actor:
            row = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site", "site")
            return what(actor, row.get(number=self.number))

    def move(self, code: str, who: str = "odile", **answers: str) -> None:
        """Will make a transition."""
        self.act(who, lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=self.now))

    def give(self, to: str = "odile") -> None:
        """Will put someone in charge."""
        self.act("odile", lambda a, d: assign(dossier=d, to=self.cast.user(to), now=self.now))

    def send(self, template: str, who: str) -> None:
        """Will approve the letter as someone, note it as posted, then let the system draw the consequences."""

        def sign(actor: Actor, dossier: Dossier) -> None:
            letter = self.letter(dossier, template)
            approve_letter(
                actor=actor, dossier=dossier, letter=letter, seen=letter.edited_at.isoformat(), now=self.now
            )
            letter = self.letter(dossier, template)
            day = timezone.localdate(self.now)
            send_by_post(actor=actor, dossier=dossier, letter=letter, posted_on=day, now=self.now)

        self.act(who, sign)
        with acting_as(service("scheduler")) as scheduler:
            row = Dossier.objects.select_for_update(of=("self",)).get(number=self.number)
            advance(actor=scheduler, dossier=row, now=self.now)

    def letter(self, dossier: Dossier, template: str) -> Letter:
        """The newest letter of this template."""
        rows = Letter.objects.filter(dossier_id=dossier.pk, template=template)
        return rows.select_related("recipient", "version__stored", "message").latest("rank")

    def later(self, **delay: int) -> "Scene":
        """Will move the clock on."""
        self.now += timedelta(**delay)
        return self

    @property
    def dossier(self) -> Dossier:
        """The dossier as it is stored now, seen past the walls."""
        with as_owner():
            return Dossier.objects.get(number=self.number)

    def sees(self, who: str | User) -> bool:
        """Will tell whether the dossier exists for this person."""
        with acting_as(self.cast.actor(who) if isinstance(who, str) else actor_of(who)):
            return Dossier.objects.filter(number=self.number).exists()


def actor_of(user: User) -> Actor:
    """Will return the actor that an account outside the cast is."""
    return actor_for_user(user, on=TODAY)


def submitted(**known: object) -> Submitted:
    """Will send the public form as Élise would."""
    given: dict[str, object] = {
        "name": "Élise Tremblay",
        "email": "elise@exemple.example",
        "phone": "418 555-0123",
        "address": "12, rue du Port\nQuébec (Québec)  G1K 1A1",
        "about": "le service téléphonique",
        "concerns_presidency": False,
        "text": "J’ai attendu quarante minutes, puis la ligne a coupé.",
        "now": NOW,
    }
    intake = service("public_intake")
    with acting_as(intake):
        return submit_service_complaint(actor=intake, **(given | known))  # type: ignore[arg-type]


def open_scene(cast: Cast, **known: object) -> Scene:
    """Will open a dossier from the public form."""
    return Scene(cast, submitted(**known).number, NOW)
