"""One invented dossier, played by the real actions with a passed clock: nothing is written by hand.

Each step is done by the person who does it at the Office, at a plausible hour of a working day.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from egide.interfaces.demo.texts import Story
from egide.kernel.deadlines import calendars
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter, submit_letter
from egide.kernel.letters.dispatch import send_by_email
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.advancing import advance
from egide.kernel.lifecycle.running import run
from egide.kernel.parties.models import ProfessionalOrder
from egide.law.calendars import Calendar
from egide.modules.interventions import actions
from egide.modules.interventions.access import KIND
from egide.modules.interventions.models import Request
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user, service
from egide.platform.accounts.models import Site, Unit, User
from egide.platform.mail.conversation import Server
from egide.platform.mail.transmission import transmit

ZONE = ZoneInfo("America/Toronto")


class NotYet(Exception):
    """The next step would be in the future: the dossier stays where it is."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What all the plays share: the moment of the demonstration, the people, the mail server."""

    now: datetime
    users: dict[str, User]
    unit: Unit
    site: Site
    calendar: Calendar
    server: Server
    actors: dict[str, Actor] = field(default_factory=dict)  # each person's roles, read once

    @classmethod
    def set_up(cls, *, now: datetime, server: Server) -> "Stage":
        """Will read what the plays need, once."""
        return cls(
            now=now,
            users={user.email.split("@")[0]: user for user in User.objects.filter(demo=True)},
            unit=Unit.objects.select_related("compartment").get(code="interventions"),
            site=Site.objects.get(code="quebec"),
            calendar=calendars.read(calendars.newest("public_service")),
            server=server,
        )

    def actor(self, first: str) -> Actor:
        """Will return the actor of a demonstration account, with the roles held on the demonstration's day."""
        if first not in self.actors:
            self.actors[first] = actor_for_user(self.users[first], on=timezone.localdate(self.now))
        return self.actors[first]


class Play:
    """A dossier in course: its clock, its analyst, its dossier once opened."""

    def __init__(self, stage: Stage, *, received_at: datetime, analyst: str) -> None:
        self.stage, self.clock, self.analyst = stage, received_at, analyst
        self.number = ""

    def wait(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """Will move the clock on by working days, to that hour.

        :raises NotYet: that moment has not come.
        """
        day = self.clock.astimezone(ZONE).date()
        day = self.stage.calendar.add_business_days(day, days, self.stage.site.code) if days else day
        moment = max(datetime.combine(day, time(hour, minute), ZONE), self.clock + timedelta(minutes=7))
        if moment > self.stage.now:
            raise NotYet
        self.clock = moment
        return moment

    def person(self, first: str) -> Actor:
        """Will return the actor of a demonstration account."""
        return self.stage.actor(first)

    def submit(self, *, name: str, email: str, story: Story, order: ProfessionalOrder) -> str:
        """Will send the public form as the citizen does; gives the reference."""
        day = self.clock.astimezone(ZONE).date()
        answers = {
            "title": story.title,
            "email": email,
            "phone": "418 555-0142",
            "summary": story.summary,
            "wish": story.wish,
            "mechanism": story.mechanism,
            "situation": story.situation,
        }
        if story.asked:
            answers["inquiry_requested_on"] = (day - timedelta(days=story.asked)).isoformat()
        if story.decided:
            answers["syndic_decided_on"] = (day - timedelta(days=story.decided)).isoformat()
        intake = service("public_intake")
        with acting_as(intake):
            request = actions.submit_request(
                actor=intake, name=name, order=order, answers=answers, now=self.clock
            )
            return request.reference

    def open(self, reference: str) -> None:
        """Will open the dossier at the secretariat."""
        bruno = self.person("bruno")
        with acting_as(bruno):
            request = Request.objects.get(reference=reference)
            dossier = actions.open_intervention(
                actor=bruno,
                intake=actions.intake_from(request),
                unit=self.stage.unit,
                site=self.stage.site,
                request=request,
                now=self.clock,
            )
        self.number = dossier.number

    def give(self) -> None:
        """Will put the analyst in charge."""
        self._as(
            "bruno",
            lambda actor, dossier: assign(dossier=dossier, to=self.stage.users[self.analyst], now=self.clock),
        )

    def move(self, who: str, code: str, **answers: str) -> None:
        """Will make one transition."""
        self._as(
            who,
            lambda actor, dossier: run(
                actor=actor, dossier=dossier, code=code, answers=answers, now=self.clock
            ),
        )

    def approve(self, who: str, template: str) -> None:
        """Will approve the letter."""

        def approve(actor: Actor, dossier: Dossier) -> None:
            letter = _letter(dossier, template)
            seen = letter.edited_at.isoformat()
            approve_letter(actor=actor, dossier=dossier, letter=letter, seen=seen, now=self.clock)

        self._as(who, approve)

    def submit_letter(self, template: str) -> None:
        """Will submit the draft to approval."""
        self._as(
            self.analyst,
            lambda actor, d: submit_letter(dossier=d, letter=_letter(d, template), now=self.clock),
        )

    def send(self, who: str, template: str) -> None:
        """Will send the letter by e-mail, really, and let what follows from it follow."""
        self._as(who, lambda actor, d: send_by_email(dossier=d, letter=_letter(d, template), now=self.clock))
        scheduler = service("scheduler")
        with acting_as(scheduler):
            message = Letter.objects.get(
                dossier__number=self.number, template=template, state="queued"
            ).message_id
        assert message is not None
        transmit(message_pk=message, actor=scheduler, now=self.clock, server=self.stage.server)
        self._with(scheduler, lambda actor, dossier: advance(actor=actor, dossier=dossier, now=self.clock))

    def follow(self) -> None:
        """Will let the moves that a date opens be made, as each morning."""
        self._with(
            service("scheduler"), lambda actor, dossier: advance(actor=actor, dossier=dossier, now=self.clock)
        )

    def oldest_open(self) -> str:
        """Will return the number of the oldest other dossier still open, or nothing."""
        with acting_as(self.person(self.analyst)):
            rows = Dossier.objects.filter(kind=KIND, closed_on=None).exclude(number=self.number)
            return rows.order_by("received_at").values_list("number", flat=True).first() or ""

    def _as(self, who: str, act: Callable[[Actor, Dossier], object]) -> None:
        self._with(self.person(who), act)

    def _with(self, actor: Actor, act: Callable[[Actor, Dossier], object]) -> None:
        with acting_as(actor):
            act(actor, Dossier.objects.select_for_update(of=("self",)).get(number=self.number))


def _letter(dossier: Dossier, template: str) -> Letter:
    letters = Letter.objects.filter(dossier_id=dossier.pk, template=template).exclude(state="cancelled")
    return letters.select_related("recipient", "version__stored").latest("rank")
