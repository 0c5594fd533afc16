"""What already happened when a journey begins: dossiers opened and lived through by the real actions.

The clock of each step is passed, as in the demonstration, whose scripts are reused; letters reach a real mail server.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from egide.interfaces.demo import scripts_order, scripts_steps
from egide.interfaces.demo.play import Play
from egide.interfaces.demo.play import Stage as PlayStage
from egide.interfaces.demo.texts import STORIES
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.passes.actions import Purpose, issue_pass
from egide.modules.interventions import actions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Site, Unit
from egide.platform.mail.conversation import Server
from egide.platform.mail.models import Message, State
from egide.platform.mail.transmission import transmit
from tests.cast import Cast
from tests.journeys import backstage
from tests.platform.mail.server import Inbox

Step = Callable[[Play, random.Random], None]
NOBODY_THERE = 9  # the port of « discard »: no machine of ours serves it


def open_dossier(cast: Cast, *, title: str = "Absence de nouvelles du syndic") -> str:
    """Will open the dossier of a request of Élise's, given to Nadia, by the real actions; returns its number."""
    return backstage.aside(lambda: _open_dossier(cast, title))


def _open_dossier(cast: Cast, title: str) -> str:
    now = timezone.now()
    intake, bruno = service("public_intake"), cast.actor("bruno")
    answers = {
        "title": title,
        "email": backstage.ELISE,
        "summary": "Aucune nouvelle depuis mars.",
        "mechanism": "syndic",
    }
    with acting_as(intake):
        request = actions.submit_request(
            actor=intake, name="Élise Tremblay", order=cast.order, answers=answers, now=now
        )
    with acting_as(bruno):
        dossier = actions.open_intervention(
            actor=bruno,
            intake=actions.intake_from(request),
            unit=Unit.objects.get(code="interventions"),
            site=Site.objects.get(code="quebec"),
            request=request,
            now=now,
        )
        assign(dossier=dossier, to=cast.user("nadia"), now=now)
    return dossier.number


def open_anonymous(cast: Cast) -> str:
    """Will open the dossier of a letter that nobody signed, given to Nadia; returns its number."""
    return _open_letter(cast, name="", anonymous=True)


def open_with_twin(cast: Cast, *, other_email: str) -> str:
    """Will open the dossier of a letter where Élise was entered twice, given to Nadia; returns its number."""
    twin = actions.PersonIntake(role=PartyRole.CO_REQUESTER, name="Elise Tremblay", email=other_email)
    return _open_letter(cast, name="Élise Tremblay", email=backstage.ELISE, people=(twin,))


def _open_letter(cast: Cast, **known: Any) -> str:
    def arrive() -> str:
        now, bruno = timezone.now(), cast.actor("bruno")
        with acting_as(bruno):
            dossier = actions.open_intervention(
                actor=bruno,
                intake=actions.Intake(
                    title="Une lettre arrivée par la poste",
                    received_at=now,
                    channel="post",
                    summary="La personne dit que le syndic ne rappelle jamais.",
                    order=cast.order,
                    **known,
                ),
                unit=Unit.objects.get(code="interventions"),
                site=Site.objects.get(code="quebec"),
                assignee=cast.user("nadia"),
                now=now,
            )
        return dossier.number

    return backstage.aside(arrive)


def admitted(life: Play, chance: random.Random) -> None:
    """The request is declared admissible under the theme of its story, and taken up."""
    scripts_steps.admit(life, STORIES[0], chance)


def order_written_to(life: Play, chance: random.Random) -> None:
    """Will have the letter to the order approved and sent."""
    scripts_order.write_to_order(life, STORIES[0], chance)


def notified_as_reply(life: Play, chance: random.Random) -> None:
    """Will have the order written to, and the person told of it in place of a reply, with thirty days to answer."""
    scripts_order.notified(life, STORIES[0], chance, as_reply=True, wait=30)


# --- What happened before ------------------------------------------------------------------------------
@dataclass(frozen=True)
class Post:
    """A mail server: what it accepted, and where it listens."""

    inbox: Inbox
    port: int

    def goes_round(self, *, down: bool = False, later: timedelta = timedelta()) -> None:
        """Will try each queued message once, as the worker does each minute; down: nobody answers there."""
        server = Server(host="127.0.0.1", port=NOBODY_THERE if down else self.port, hello="test")

        def deliver() -> None:
            scheduler = service("scheduler")
            with acting_as(scheduler):
                queued = list(Message.objects.filter(state=State.QUEUED).values_list("pk", flat=True))
            for pk in queued:
                transmit(message_pk=pk, actor=scheduler, now=timezone.now() + later, server=server)

        backstage.aside(deliver)


@dataclass(frozen=True)
class Past:
    """Dossiers lived through by the real actions with a passed clock, as the demonstration's are."""

    cast: Cast
    post: Post

    def lives(
        self, *script: Step, days: int, name: str = "Élise Tremblay", email: str = backstage.ELISE
    ) -> str:
        """Will open a request received that many days ago, live through the steps, and return its number."""

        def play() -> str:
            life = self._play(days)
            life.open(life.submit(name=name, email=email, story=STORIES[0], order=self.cast.order))
            for step in script:
                step(life, random.Random(1))
            return life.number

        return backstage.aside(play)

    def moves(self, number: str, who: str, code: str, **answers: str) -> None:
        """Will make one transition today."""
        backstage.aside(lambda: self._today(number).move(who, code, **answers))

    def follows(self, number: str) -> None:
        """Will let the moves that a date opens be made, as each morning."""
        backstage.aside(lambda: self._today(number).follow())

    def signs_and_sends(self, number: str, template: str, *, who: str = "marc") -> None:
        """Will have the letter approved and sent today, really."""

        def leave() -> None:
            life = self._today(number)
            life.approve(who, template)
            life.send(who, template)

        backstage.aside(leave)

    def gives_link(self, number: str) -> str:
        """Will give the person who asked a link to follow the dossier, and return its path."""

        def give() -> str:
            with acting_as(self.cast.actor("bruno")) as bruno:
                dossier = Dossier.objects.select_for_update(of=("self",)).get(number=number)
                return issue_pass(
                    dossier=dossier,
                    party=Party.objects.get(dossier=dossier, role=PartyRole.REQUESTER),
                    purpose=Purpose.FOLLOW_UP,
                    actor_code=bruno.code,
                    now=timezone.now(),
                ).url_path

        return backstage.aside(give)

    def _today(self, number: str) -> Play:
        life = self._play(0)
        life.number = number
        return life

    def _play(self, days: int) -> Play:
        now = timezone.now()
        server = Server(host="127.0.0.1", port=self.post.port, hello="test")
        return Play(
            PlayStage.set_up(now=now, server=server),
            received_at=now - timedelta(days=days),
            analyst="nadia",
        )
