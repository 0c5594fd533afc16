"""The Commissioner’s complaints of the demonstration: a dozen, from everywhere, at every step; one notice is late.

All invented and played by the real actions, each by the person who does it, at a passed hour.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone

from egide.interfaces.demo.admission_lives import LIVES, Life
from egide.interfaces.demo.play import ZONE, Stage
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Channel, Dossier
from egide.kernel.handover.parcels import Person
from egide.kernel.letters.addressing import readdress
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.letterheads import edit_letterhead, own_letterhead
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.lifecycle.advancing import advance
from egide.kernel.lifecycle.running import run
from egide.kernel.recommendations.recommending import (
    draft_recommendation_letters,
    recommend,
    record_answer,
    record_done,
)
from egide.modules.admission_complaints.actions import NewComplaint, Target, open_complaint
from egide.modules.admission_complaints.delegating import delegate
from egide.modules.admission_complaints.progressing import draft_notice
from egide.modules.admission_staff.actions import submit_staff_complaint
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Compartment, Unit

# Where an order has no postal address of ours: the demonstration posts everything.
ADDRESS = "1200, avenue McGill College\nMontréal (Québec)  H3B 4G7"


SECTION = "Le calendrier d’étude n’est pas publié et les personnes n’en sont pas informées."


def fill(stage: Stage) -> None:
    """Will bring the Commissioner's complaints, oldest first, his delegation, and one complaint about his staff."""
    _letterhead(stage)
    _delegation(stage)
    for life in LIVES:
        _Played(stage, life).play()
    at = _moment(stage, 12)
    with acting_as(service("public_intake")):
        submit_staff_complaint(
            person=Person(name="Paul Girard", email="paul.girard@courriel.example"),
            text="La personne qui m’a répondu a été brusque et a raccroché avant la fin de mon explication.",
            now=at,
        )


def _letterhead(stage: Stage) -> None:
    """Will give the Commissioner a phone and an address of his own: his letters never send anyone to the Office."""
    with acting_as(stage.actor("claire")):
        own = own_letterhead(Compartment.objects.get(code="commissioner").pk)
        assert own is not None
        edit_letterhead(
            own=own,
            organization=own.organization,
            line=own.line,
            address="500, boulevard René-Lévesque Ouest, bureau du Commissaire\nMontréal (Québec)  H2Z 1W7",
            phone="514 555-0160",
            email="commissaire@admission.example",
            now=_moment(stage, 331),
        )


def _delegation(stage: Stage) -> None:
    today = timezone.localdate(stage.now)
    with acting_as(stage.actor("claire")) as claire:
        place = Compartment.objects.get(code="commissioner")
        for powers, since, until in (
            (("examine", "progress"), today - timedelta(days=330), today + timedelta(days=60)),
            (("refuse",), today - timedelta(days=330), today - timedelta(days=15)),
        ):
            delegate(
                actor=claire,
                compartment=place,
                to=stage.users["simon"],
                powers=powers,
                since=since,
                until=until,
                now=_moment(stage, 330),
            )


def _moment(stage: Stage, days_ago: int, hour: int = 10) -> datetime:
    day = timezone.localdate(stage.now) - timedelta(days=days_ago)
    return min(datetime.combine(day, time(hour), ZONE), stage.now)


class _Played:
    """A complaint in course: its clock in days since the receipt."""

    def __init__(self, stage: Stage, life: Life) -> None:
        self.stage, self.life, self.now = stage, life, _moment(stage, life.days)
        self.number = ""

    def play(self) -> None:
        """Will go as far as the story goes."""
        self._open()
        until = self.life.until
        if until == "arrived":
            return
        self._at(2)._send("acknowledgment", "yvette")
        if until == "received":
            return
        self._at(3)._act("claire", lambda a, d: assign(dossier=d, to=self.stage.users["simon"], now=self.now))
        self._at(4)._move("start_review", "simon")
        if until == "review":
            return
        if until == "out_of_scope":
            self._at(9)._move(
                "declare_out_of_scope",
                "claire",
                outcome="merits_of_programme",
                motive="Le contenu du programme relève de l’université.",
                destination="L’ombudsman de l’université peut vous écouter.",
            )
            self._at(11)._send("out_of_scope", "claire")._at(12)._move("close", "claire")
            return
        self._at(8)._move("open_inquiry", "simon")
        if until == "dismissed":
            motive = "Les deux textes disent la même chose; l’ordre l’a confirmé."
            self._at(30)._move("dismiss", "claire", outcome="unfounded", motive=motive)
            self._at(38)._send("reasons", "claire")._at(40)._move("close", "claire")
            return
        for day in self.life.notices:
            self._at(day)._notice()
        if until == "facilitation":
            self._at(100)._move("start_facilitation", "simon")
        if until in ("drafting", "followed", "done"):
            self._conclude(50 if until == "drafting" else 165)

    def _conclude(self, day: int) -> None:
        self._at(day)._recommend("Publier le temps d’étude de chaque étape et en informer chaque personne.")
        self._recommend("Motiver par écrit toute demande de document supplémentaire.")
        self._at(day + 3)._move(
            "conclude",
            "simon",
            outcome="with_recommendations",
            motive="Le processus gagnerait à être prévisible.",
            faits_retenus=SECTION,
        )
        if self.life.until == "drafting":
            return
        self._at(day + 7)._send("conclusions", "claire")._send_each("conclusions_party")
        self._at(day + 8)._act(
            "claire", lambda a, d: draft_recommendation_letters(actor=a, dossier=d, now=self.now)
        )
        self._at(day + 9)._send_each("recommendation")._move("follow_recommendations", "claire")
        self._at(day + 40)._answer(1, "accepted")
        if self.life.until == "done":
            self._answer(2, "refused")
            today = timezone.localdate(self.now)
            self._act(
                "simon", lambda a, d: record_done(dossier=d, rank=1, done_on=today, today=today, now=self.now)
            )
            self._at(day + 60)._move("close", "claire")

    def _open(self) -> None:
        life = self.life
        email = f"{life.name.split()[0].lower()}@courriel.example"
        complaint = NewComplaint(
            name=life.name,
            email=email if life.until == "arrived" else "",
            address=life.address,
            country=life.country,
            training_country=life.country,
            professions=(life.profession,),
            permit_type="regular",
            route=life.route,
            stage=life.stage,
            motives=(life.motive,),
            targets=(Target(order_slug=life.order), Target(name=life.body, address=ADDRESS)),
            facts=life.facts,
            wish="Recevoir une réponse claire.",
        )
        with acting_as(self.stage.actor("yvette")) as yvette:
            unit = Unit.objects.select_related("compartment", "site").get(code="commission")
            dossier = open_complaint(
                actor=yvette,
                complaint=complaint,
                unit=unit,
                site=unit.site,
                received_at=self.now,
                channel=Channel.POST,
                now=self.now,
            )
            self.number = dossier.number

    def _at(self, day: int) -> "_Played":
        self.now = max(self.now, _moment(self.stage, max(self.life.days - day, 0), 11))
        return self

    def _act(self, who: str, what: Callable[[Actor, Dossier], object]) -> "_Played":
        with acting_as(self.stage.actor(who)) as actor:
            rows = Dossier.objects.select_for_update(of=("self",)).select_related(
                "unit__site", "unit__compartment", "site", "assignee", "compartment"
            )
            what(actor, rows.get(number=self.number))
        return self

    def _move(self, code: str, who: str, **answers: str) -> "_Played":
        return self._act(who, lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=self.now))

    def _recommend(self, text: str) -> "_Played":
        today = timezone.localdate(self.now)
        return self._act(
            "simon",
            lambda a, d: recommend(
                actor=a,
                dossier=d,
                party_rank=2,
                text=text,
                follow_up_on=today + timedelta(days=120),
                today=today,
                now=self.now,
            ),
        )

    def _answer(self, rank: int, answer: str) -> "_Played":
        today = timezone.localdate(self.now)
        return self._act(
            "simon",
            lambda a, d: record_answer(
                dossier=d,
                rank=rank,
                answer=answer,
                answered_on=today,
                words="L’ordre en fera état à sa prochaine réunion.",
                today=today,
                now=self.now,
            ),
        )

    def _notice(self) -> "_Played":
        day = timezone.localdate(self.now)
        self._act("simon", lambda a, d: draft_notice(dossier=d, actor_code=a.code, today=day, now=self.now))
        return self._send("progress_notice", "claire")

    def _send_each(self, template: str) -> "_Played":
        with acting_as(self.stage.actor("claire")):
            rows = Letter.objects.filter(
                dossier__number=self.number, template=template, state=LetterState.DRAFT
            )
            ranks = list(rows.order_by("rank").values_list("rank", flat=True))
        for rank in ranks:
            self._send(template, "claire", rank=rank)
        return self

    def _send(self, template: str, who: str, *, rank: int = 0) -> "_Played":
        def sign(actor: Actor, dossier: Dossier) -> None:
            rows = Letter.objects.filter(dossier_id=dossier.pk, template=template)
            rows = (rows.filter(rank=rank) if rank else rows).select_related("recipient", "message")
            letter = rows.select_related("version__stored").latest("rank")
            if not letter.recipient.address:
                readdress(dossier=dossier, letter=letter, email="", address=ADDRESS, now=self.now)
                letter = rows.select_related("version__stored").latest("rank")
            seen = letter.edited_at.isoformat()
            approve_letter(actor=actor, dossier=dossier, letter=letter, seen=seen, now=self.now)
            letter = rows.select_related("version__stored").get(pk=letter.pk)
            day = timezone.localdate(self.now)
            send_by_post(actor=actor, dossier=dossier, letter=letter, posted_on=day, now=self.now)

        self._act(who, sign)
        with acting_as(service("scheduler")) as scheduler:
            row = Dossier.objects.select_for_update(of=("self",)).get(number=self.number)
            advance(actor=scheduler, dossier=row, now=self.now)
        return self
