"""One complaint to the Commissioner lived through by the real actions, each as the person who does it.

Not a fixture: the module's tests ask it for what they need and look at the rows themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from django.utils import timezone

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Channel, Dossier
from egide.kernel.letters.addressing import readdress
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.lifecycle.advancing import advance
from egide.kernel.lifecycle.running import run
from egide.modules.admission_complaints.actions import NewComplaint, Target, open_complaint
from egide.modules.admission_complaints.delegating import delegate
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user, service
from egide.platform.accounts.models import Compartment, Unit
from tests.cast import Cast
from tests.database import as_owner

Result = TypeVar("Result")
RECEIVED = datetime(2026, 3, 16, 14, 30, tzinfo=UTC)
COMPLAINT = NewComplaint(
    name="Amina Benali",
    email="amina@exemple.example",
    phone="+213 21 23 45 67",
    address="14, rue Didouche Mourad\n16000 Alger",
    country="Algérie",
    professions=("Dentiste",),
    permit_type="regular",
    route="equivalence",
    training_country="Algérie",
    stage="filed",
    motives=("delay", "documents"),
    targets=(
        Target(order_slug="dentistes"),
        Target(name="Université de Québec-Nord", email="registraire@universite.example"),
    ),
    facts="Ma demande d’équivalence est à l’étude depuis quatorze mois.",
    wish="Recevoir une décision motivée.",
)


@dataclass
class Scene:
    """A complaint of the Commissioner's compartment and the instant at which things happen."""

    cast: Cast
    number: str
    now: datetime

    def act(self, who: str, what: Callable[[Actor, Dossier], Result]) -> Result:
        """Will do something as someone, the dossier's row locked, as a page does."""
        actor = actor_for_user(self.cast.user(who), on=timezone.localdate(self.now))
        with acting_as(actor):
            row = Dossier.objects.select_for_update(of=("self",)).select_related(
                "unit__site", "unit__compartment", "site", "assignee", "compartment"
            )
            return what(actor, row.get(number=self.number))

    def move(self, code: str, who: str = "claire", **answers: str) -> "Scene":
        """Will make a transition."""
        self.act(who, lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=self.now))
        return self

    def give(self, to: str = "simon") -> "Scene":
        """Will put someone in charge."""
        self.act("claire", lambda a, d: assign(dossier=d, to=self.cast.user(to), now=self.now))
        return self

    def send(self, template: str, who: str = "claire", *, rank: int = 0) -> "Scene":
        """Will approve the letter as someone, note it as posted, then let the system draw the consequences."""

        def sign(actor: Actor, dossier: Dossier) -> None:
            letter = self.letter(template, rank=rank)
            if not letter.recipient.address:  # an order is known by its e-mail: this scene posts everything
                readdress(dossier=dossier, letter=letter, email="", address="Montréal", now=self.now)
                letter = self.letter(template, rank=letter.rank)
            approve_letter(
                actor=actor, dossier=dossier, letter=letter, seen=letter.edited_at.isoformat(), now=self.now
            )
            letter = self.letter(template, rank=letter.rank)
            day = timezone.localdate(self.now)
            send_by_post(actor=actor, dossier=dossier, letter=letter, posted_on=day, now=self.now)

        self.act(who, sign)
        with acting_as(service("scheduler")) as scheduler:
            row = Dossier.objects.select_for_update(of=("self",)).get(number=self.number)
            advance(actor=scheduler, dossier=row, now=self.now)
        return self

    def send_each(self, template: str) -> "Scene":
        """Will send every letter of this template that waits."""
        for letter in self.letters(template):
            if letter.state == LetterState.DRAFT:
                self.send(template, rank=letter.rank)
        return self

    def letters(self, template: str) -> list[Letter]:
        """Every letter of this template, seen past the walls, in order."""
        rows = Letter.objects.filter(dossier__number=self.number, template=template)
        with as_owner():
            return list(rows.select_related("recipient").order_by("rank"))

    def letter(self, template: str, *, rank: int = 0) -> Letter:
        """One letter of this template: the newest, unless its rank is given."""
        rows = Letter.objects.filter(dossier__number=self.number, template=template)
        rows = rows.filter(rank=rank) if rank else rows
        return rows.select_related("recipient", "version__stored", "message").latest("rank")

    def at(self, day: date) -> "Scene":
        """Will move the clock to the middle of that day."""
        self.now = datetime(day.year, day.month, day.day, 16, 0, tzinfo=UTC)
        return self

    def later(self, **delay: int) -> "Scene":
        """Will move the clock on."""
        self.now += timedelta(**delay)
        return self

    def dues(self, code: str) -> list[DueDate]:
        """The due dates of one rule, seen past the walls, in their order."""
        with as_owner():
            rows = DueDate.objects.filter(dossier__number=self.number, rule=f"admission_complaints.{code}")
            return list(rows.order_by("occurrence", "rank"))

    @property
    def dossier(self) -> Dossier:
        """The dossier as it is stored now, seen past the walls."""
        with as_owner():
            return Dossier.objects.get(number=self.number)


def open_scene(cast: Cast, complaint: NewComplaint = COMPLAINT, *, at: datetime = RECEIVED) -> Scene:
    """Will register the complaint as the Commissioner's secretary does."""
    with acting_as(actor_for_user(cast.user("yvette"), on=timezone.localdate(at))) as yvette:
        unit = Unit.objects.select_related("compartment", "site").get(code="commission")
        dossier = open_complaint(
            actor=yvette,
            complaint=complaint,
            unit=unit,
            site=unit.site,
            received_at=at,
            channel=Channel.EMAIL,
            now=at,
        )
    return Scene(cast, dossier.number, at)


def delegated(
    scene: Scene, *powers: str, since: date = date(2026, 1, 1), until: date = date(2026, 12, 31)
) -> Scene:
    """Will let Simon act for the Commissioner."""
    with acting_as(scene.cast.actor("claire")) as claire:
        delegate(
            actor=claire,
            compartment=Compartment.objects.get(code="commissioner"),
            to=scene.cast.user("simon"),
            powers=powers,
            since=since,
            until=until,
            now=scene.now,
        )
    return scene
