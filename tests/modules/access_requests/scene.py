"""One access request lived through by the real actions, each as the person who does it.

Amélie is the officer, Lise the analyst. Not a fixture: the tests ask it for what they need and look at the rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.utils import timezone

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.parcels import Person
from egide.kernel.legal_texts.models import LegalText
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.advancing import advance
from egide.kernel.lifecycle.running import run
from egide.modules.access_requests.actions import Demand, open_request
from egide.modules.access_requests.models import AccessRequest
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Site, Unit
from tests.cast import NOW, Cast
from tests.database import as_owner

Result = TypeVar("Result")
ELISE = Person(
    name="Élise Tremblay",
    email="elise@exemple.example",
    address="12, rue du Port\nQuébec (Québec)  G1K 1A1",
    preferred_channel="post",
)


@dataclass
class Scene:
    """A dossier of the access unit and the instant at which things happen."""

    cast: Cast
    number: str
    now: datetime

    def act(self, who: str, what: Callable[[Actor, Dossier], Result]) -> Result:
        """Will do something as someone, the dossier's row locked, as a page does."""
        with acting_as(self.cast.actor(who)) as actor:
            row = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site", "site")
            return what(actor, row.get(number=self.number))

    def move(self, code: str, who: str = "lise", **answers: str) -> None:
        """Will make a transition."""
        self.act(who, lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=self.now))

    def give(self, to: str = "lise") -> None:
        """Will put someone in charge."""
        self.act("amelie", lambda a, d: assign(dossier=d, to=self.cast.user(to), now=self.now))

    def send(self, template: str, who: str = "amelie") -> None:
        """Will approve the letter, note it as posted, then let the system draw the consequences."""
        self.approve(template, who)
        self.post(template, who)

    def approve(self, template: str, who: str = "amelie") -> None:
        """Will approve the letter as someone."""

        def sign(actor: Actor, dossier: Dossier) -> None:
            letter = self.letter(dossier, template)
            seen = letter.edited_at.isoformat()
            approve_letter(actor=actor, dossier=dossier, letter=letter, seen=seen, now=self.now)

        self.act(who, sign)

    def post(self, template: str, who: str = "amelie") -> None:
        """Will note the letter as posted today."""

        def leave(actor: Actor, dossier: Dossier) -> None:
            day = timezone.localdate(self.now)
            letter = self.letter(dossier, template)
            send_by_post(actor=actor, dossier=dossier, letter=letter, posted_on=day, now=self.now)

        self.act(who, leave)
        self.system()

    def system(self) -> None:
        """Will let the system make the move that now follows by itself."""
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

    def on(self, day: date) -> "Scene":
        """Will set the clock to that day, at the same hour."""
        self.now = self.now.replace(year=day.year, month=day.month, day=day.day)
        return self

    @property
    def dossier(self) -> Dossier:
        """The dossier as it is stored now, seen past the walls."""
        with as_owner():
            return Dossier.objects.get(number=self.number)

    @property
    def own(self) -> AccessRequest:
        """The module's row."""
        with as_owner():
            return AccessRequest.objects.get(dossier__number=self.number)

    def due(self, code: str) -> DueDate:
        """The newest deadline of this rule."""
        with as_owner():
            rows = DueDate.objects.filter(dossier__number=self.number, rule=f"access_requests.{code}")
            return rows.latest("rank")

    def sees(self, who: str) -> bool:
        """Will tell whether the dossier exists for this person."""
        with acting_as(self.cast.actor(who)):
            return Dossier.objects.filter(number=self.number).exists()


def open_scene(
    cast: Cast,
    *,
    asked: str = "documents",
    oral: bool = False,
    received_at: datetime = NOW,
    person: Person = ELISE,
    text: str = "Je veux une copie du plan directeur en ressources informationnelles.",
    subject: str = "",
    entered_at: datetime | None = None,
) -> Scene:
    """Will open a dossier as the analyst does from a letter."""
    with acting_as(cast.actor("lise")) as lise:
        unit = Unit.objects.select_related("compartment", "site").get(code="access")
        dossier = open_request(
            actor=lise,
            unit=unit,
            site=Site.objects.get(code="quebec"),
            person=person,
            demand=Demand(text=text, asked=asked, oral=oral, subject=subject),
            channel="post",
            received_at=received_at,
            now=entered_at or received_at,
        )
    return Scene(cast, dossier.number, entered_at or received_at)


def validate_texts() -> None:
    """Will have somebody validate today's notice of recourse and sections, which the house ships to be read again."""
    with as_owner():
        LegalText.objects.filter(validated_at=None).update(validated_at=NOW)
