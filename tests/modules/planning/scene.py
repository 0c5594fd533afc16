"""A report lived through by the real actions, each as the person who does it; NOW is a day of November 2026.

Not a fixture: the tests ask it for what they need and look at the rows themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import run
from egide.modules.interventions.actions import Intake, open_intervention
from egide.modules.planning.commenting import ask_comments, close_comments, comment, treat_comment
from egide.modules.planning.editions import approve_report, present, release_stream
from egide.modules.planning.models import CommentRequest, Edition, Publication, Section
from egide.modules.planning.opening import open_report
from egide.modules.planning.periods import quarter_of
from egide.modules.planning.publishing import publish_report
from egide.modules.planning.queries import standing_edition
from egide.modules.planning.writing import edit_section
from egide.modules.service_complaints.actions import submit_service_complaint
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Site, Unit
from tests.cast import NOW, Cast
from tests.database import as_owner

Result = TypeVar("Result")
PERIOD = quarter_of(date(2026, 8, 1))
IN_PERIOD = datetime(2026, 8, 12, 14, tzinfo=NOW.tzinfo)
STREAMS = ("interventions", "service_complaints", "information_cards")


@dataclass
class Scene:
    """A report and the instant at which things happen."""

    cast: Cast
    number: str
    now: datetime

    def act(self, who: str, what: Callable[[Actor, Dossier], Result]) -> Result:
        """Will do something as someone, the report's row locked, as a page does."""
        with acting_as(self.cast.actor(who)) as actor:
            row = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site", "site")
            return what(actor, row.get(number=self.number))

    def move(self, code: str, who: str = "nadia", **answers: str) -> None:
        """Will make a transition."""
        self.act(who, lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=self.now))

    def write(self, who: str = "nadia", **texts: str) -> None:
        """Will keep the texts, by the codes of their sections."""
        for code, text in texts.items():
            self.act(
                who,
                lambda a, d, code=code, text=text: edit_section(
                    actor=a,
                    dossier=d,
                    section=Section.objects.get(dossier=d, code=code),
                    text=text,
                    now=self.now,
                ),
            )

    def ask(self, *units: str, who: str = "nadia") -> None:
        """Will ask units for their comments."""
        self.act(
            who, lambda a, d: ask_comments(actor=a, dossier=d, units=units or ("secretariat",), now=self.now)
        )

    def say(self, text: str = "Rien à redire.", who: str = "amelie") -> None:
        """Will comment for the unit that was asked first."""
        self.act(
            who, lambda a, d: comment(actor=a, dossier=d, request=self.request(d), text=text, now=self.now)
        )

    def treat(self, treatment: str = "included", reply: str = "", who: str = "nadia") -> None:
        """Will say what became of the first comment."""
        self.act(
            who,
            lambda a, d: treat_comment(
                actor=a, dossier=d, request=self.request(d), treatment=treatment, reply=reply, now=self.now
            ),
        )

    def close(self, who: str = "nadia") -> None:
        """Will close the period of comments."""
        self.act(who, lambda a, d: close_comments(actor=a, dossier=d, now=self.now))

    def release(self, who: str = "helene") -> None:
        """Will pour the figures of the president's bureau."""
        self.act(
            who, lambda a, d: release_stream(actor=a, dossier=d, stream="service_complaints", now=self.now)
        )

    def present(self, who: str = "nadia", reason: str = "") -> None:
        """Will present the report to the authority."""
        self.act(who, lambda a, d: present(actor=a, dossier=d, reason=reason, now=self.now))

    def approve(self, who: str = "helene", seen: str = "") -> None:
        """Will approve the bytes that wait."""
        hash_ = seen or self.edition.pdf_sha256
        self.act(who, lambda a, d: approve_report(actor=a, dossier=d, seen=hash_, now=self.now))

    def publish(self, who: str = "marc") -> None:
        """Will publish what was approved."""
        self.act(who, lambda a, d: publish_report(actor=a, dossier=d, now=self.now))

    def to_revision(self) -> "Scene":
        """Will bring a new report to its revision, written and commented."""
        self.write(summary="Le trimestre en bref.", conclusions="Les délais sont tenus.")
        self.ask()
        self.say()
        self.treat()
        self.close()
        return self

    def to_publication(self) -> "Scene":
        """Will bring a new report to the intranet."""
        self.to_revision().release()
        self.present()
        self.approve()
        self.publish()
        return self

    def later(self, **delay: int) -> "Scene":
        """Will move the clock on."""
        self.now += timedelta(**delay)
        return self

    def request(self, dossier: Dossier) -> CommentRequest:
        """The first request for comments."""
        return CommentRequest.objects.select_related("unit", "asked_of").get(dossier=dossier, rank=1)

    @property
    def dossier(self) -> Dossier:
        """The report as it is stored now, seen past the walls."""
        with as_owner():
            return Dossier.objects.get(number=self.number)

    @property
    def edition(self) -> Edition:
        """The edition that stands."""
        dossier = self.dossier
        with as_owner():
            found = standing_edition(dossier)
        assert found is not None
        return found

    def sees(self, who: str) -> bool:
        """Will tell whether the report's file exists for this person."""
        with acting_as(self.cast.actor(who)):
            return Dossier.objects.filter(number=self.number).exists()

    def reads(self, who: str) -> list[int]:
        """Will list the versions that this person reads on the intranet."""
        with acting_as(self.cast.actor(who)):
            rows = Publication.objects.filter(number=self.number, withdrawn_at=None)
            return list(rows.order_by("rank").values_list("rank", flat=True))


def open_scene(cast: Cast) -> Scene:
    """Will count something to report on, then open the report as Nadia."""
    for minute in range(3):
        receive_request(cast, minute)
    receive_complaint()
    with acting_as(cast.actor("nadia")) as nadia:
        dossier = open_report(actor=nadia, period=PERIOD, streams=STREAMS, now=NOW)
    return Scene(cast, dossier.number, NOW)


def receive_request(cast: Cast, minute: int = 0) -> Dossier:
    """Will open a request received in the period."""
    received = IN_PERIOD + timedelta(minutes=minute)
    unit = Unit.objects.select_related("compartment", "site").get(code="interventions")
    with acting_as(cast.actor("marc")) as marc:
        return open_intervention(
            actor=marc,
            intake=Intake(
                title="Délai du syndic",
                name="Élise Tremblay",
                received_at=received,
                channel="email",
                summary="Sans nouvelles depuis des mois.",
                order=cast.order,
                email="elise@exemple.example",
            ),
            unit=unit,
            site=Site.objects.get(code="quebec"),
            now=received,
        )


def receive_complaint() -> None:
    """Will send a complaint about the services in the period."""
    intake = service("public_intake")
    with acting_as(intake):
        submit_service_complaint(
            actor=intake,
            name="Élise Tremblay",
            email="elise@exemple.example",
            phone="",
            address="",
            about="le service téléphonique",
            concerns_presidency=False,
            text="La ligne a coupé.",
            now=IN_PERIOD,
        )
