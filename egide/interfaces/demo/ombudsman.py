"""Six exchanges with the Protecteur du citoyen, at every step, two with recommendations; the network that answers.

All invented and played by the real actions, each by the person who does it, at a passed hour.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from egide.interfaces.demo.people import DELEGATE, PASSWORD
from egide.interfaces.demo.play import ZONE, Stage
from egide.kernel.dossiers.models import Channel, Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.advancing import advance
from egide.kernel.lifecycle.running import run
from egide.kernel.parties.models import Party
from egide.modules.ombudsman.actions import Asked, open_exchange
from egide.modules.ombudsman.delegates import add_delegate, give_exchange, invite
from egide.modules.ombudsman.models import Recommendation
from egide.modules.ombudsman.network import enter_meeting, name_respondent
from egide.modules.ombudsman.recommending import add_recommendation, answer_recommendation, mark_done
from egide.modules.ombudsman.submitting import submit
from egide.modules.ombudsman.vocabulary import MeetingKind
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Unit

ADDRESS = "800, place D’Youville, 19e étage\nQuébec (Québec)  G1R 3P4"
STEPS = ("assigned", "gathered", "validated", "answered", "recommended", "followed")


@dataclass(frozen=True, kw_only=True)
class Life:
    """One exchange: what is asked, how many days ago, with how many days to answer, and how far it went."""

    days: int
    nature: str
    subject: str
    delegate: str
    reference: str
    text: str
    reach: str
    answer: str = ""
    given: int = 0
    channel: str = Channel.EMAIL
    recommendation: str = ""
    accepted: str = "accepted"
    reasons: str = ""
    done: str = ""
    asks: str = ""


LIVES = (
    Life(
        days=150, nature="question", subject="recourses", delegate="Josée Lemay", reference="2026-02117",
        text="Quels délais l’Office suit-il avant d’écrire à un ordre qui ne répond pas à la personne?",
        reach="followed", answer="L’Office écrit à l’ordre dès la recevabilité, puis le relance après trente jours.",
        recommendation="Dire à la personne, dans l’accusé de réception, quand l’Office écrira à l’ordre.",
        reasons="La personne saura à quoi s’attendre. L’accusé de réception est récrit.",
        done="Le nouvel accusé de réception est en usage depuis le début du mois.",
    ),
    Life(
        days=95, nature="recommendation", subject="services", delegate="Martin Côté", reference="2026-03340",
        text="L’examen d’une plainte montre que le téléphone de l’accueil ne répond pas le midi.",
        reach="followed", answer="L’Office reconnaît l’absence de réponse de midi à 13 h.",
        recommendation="Assurer une réponse téléphonique pendant toutes les heures d’ouverture annoncées.",
        accepted="partly", reasons="Un message vocal est relevé à 13 h; une présence continue n’est pas possible.",
        asks="Faut-il annoncer publiquement la fermeture du midi?",
    ),
    Life(
        days=40, nature="document_request", subject="recourses", delegate="Josée Lemay", reference="2026-04102",
        text="Copie des lettres échangées avec l’ordre au sujet du dossier mentionné.", given=12,
        reach="answered", answer="Les quatre lettres demandées sont jointes.",
    ),
    Life(
        days=9, nature="question", subject="access", delegate="Anne Poulin", reference="2026-04455",
        text="Une personne dit n’avoir pas reçu de réponse à sa demande d’accès. Où en est-elle?", given=8,
        reach="gathered", answer="La réponse est partie par la poste; la date d’envoi est confirmée.",
    ),
    Life(
        days=4, nature="question", subject="recourses", delegate="Martin Côté", reference="2026-04521",
        text="Par téléphone\u00a0: quel recours la personne avait-elle après la décision du syndic?",
        reach="assigned", channel=Channel.PHONE, given=9,
    ),
    Life(
        days=1, nature="question", subject="regulation", delegate="Anne Poulin", reference="2026-04530",
        text="Un règlement d’un ordre prévoit-il un délai pour la conciliation des comptes?", reach="",
    ),
)  # fmt: skip


def fill(stage: Stage) -> None:
    """Will make the network, its meetings and each exchange, oldest first."""
    with acting_as(stage.actor("luc")) as luc:
        unit = Unit.objects.select_related("compartment", "site").get(code="ombudsman")
        since = timezone.localdate(stage.now) - timedelta(days=400)
        for who, subjects in (
            ("mona", ("recourses", "services", "other")),
            ("luc", ("access", "discipline")),
        ):
            name_respondent(
                compartment=unit.compartment,
                user=stage.users[who],
                unit=stage.unit if who == "mona" else unit,
                subjects=subjects,
                since=since,
                now=stage.now,
            )
        for ago, kind, about in (
            (
                200,
                MeetingKind.TRAINING,
                "Ce que la Loi sur le Protecteur du citoyen permet; la confidentialité.",
            ),
            (60, MeetingKind.MEETING, "Délais de réponse de l’automne; deux recommandations à suivre."),
        ):
            enter_meeting(
                compartment=unit.compartment,
                held_on=timezone.localdate(stage.now) - timedelta(days=ago),
                kind=kind,
                participants="Luc Fournier, Mona Khalil",
                subjects=about,
                documents="",
                actor_code=luc.code,
                today=timezone.localdate(stage.now),
                now=stage.now,
            )
    for life in LIVES:
        _live(stage, unit, life)
    _invite(stage, unit)


def _invite(stage: Stage, unit: Unit) -> None:
    """Josée asks several times a year: an account, which opens what she asked; its password is the printed one."""
    with acting_as(stage.actor("luc")) as luc:
        row = add_delegate(
            compartment=unit.compartment,
            name=DELEGATE.name,
            email=DELEGATE.email,
            actor_code=luc.code,
            now=stage.now,
        )
        invite(delegate=row, now=stage.now)
        hers = Party.objects.filter(name=DELEGATE.name, compartment_id=unit.compartment_id)
        for dossier in Dossier.objects.filter(pk__in=hers.values("dossier_id")).order_by("pk"):
            give_exchange(delegate=row, dossier=dossier, now=stage.now)
        add_delegate(
            compartment=unit.compartment,
            name="Martin Côté",
            email="martin@protecteur.example",
            actor_code=luc.code,
            now=stage.now,
        )
    assert row.user is not None
    row.user.set_password(PASSWORD)
    row.user.demo = True
    row.user.save(update_fields=["password", "demo"])


def _live(stage: Stage, unit: Unit, life: Life) -> None:
    at = _at(stage, life.days)
    with acting_as(stage.actor("luc")) as luc:
        received = timezone.localdate(at)
        number = open_exchange(
            actor=luc,
            asked=Asked(
                nature=life.nature,
                subject=life.subject,
                text=life.text,
                delegate=life.delegate,
                address=ADDRESS,
                received_at=at,
                channel=life.channel,
                their_reference=life.reference,
                asked_on=received + timedelta(days=life.given) if life.given else None,
            ),
            unit=unit,
            now=at,
        ).number
    reach = STEPS.index(life.reach) if life.reach else -1
    who = "mona" if life.subject in ("recourses", "services") else "luc"
    if reach >= STEPS.index("gathered"):
        at = _later(stage, at, 2)
        _move(stage, who, number, "gather", at, reponse=life.answer)
    if reach >= STEPS.index("answered"):
        at = _later(stage, at, 1)
        _move(stage, "luc", number, "validate", at)
        _answer(stage, number, at)
    if reach >= STEPS.index("followed"):
        _recommend(stage, number, life, _later(stage, at, 20))


def _answer(stage: Stage, number: str, at: datetime) -> None:
    def sign(luc: Actor, dossier: Dossier) -> None:
        letter = _letter(dossier)
        approve_letter(actor=luc, dossier=dossier, letter=letter, seen=letter.edited_at.isoformat(), now=at)
        send_by_post(
            actor=luc, dossier=dossier, letter=_letter(dossier), posted_on=timezone.localdate(at), now=at
        )

    _act(stage, "luc", number, sign)
    with acting_as(service("scheduler")) as scheduler:
        row = Dossier.objects.select_for_update(of=("self",)).get(number=number)
        advance(actor=scheduler, dossier=row, now=at)


def _recommend(stage: Stage, number: str, life: Life, at: datetime) -> None:
    day = timezone.localdate(at)
    _act(
        stage,
        "luc",
        number,
        lambda _, d: add_recommendation(dossier=d, text=life.recommendation, received_on=day, now=at),
    )
    _move(stage, "luc", number, "receive_recommendation", at, occurred_on=day.isoformat())
    if life.asks:
        _act(
            stage,
            "luc",
            number,
            lambda a, d: submit(
                actor=a, dossier=d, to=stage.users["helene"], words=life.asks, on=day, now=at
            ),
        )
    later = _later(stage, at, 6)
    _act(
        stage,
        "luc",
        number,
        lambda _, d: answer_recommendation(
            dossier=d,
            recommendation=Recommendation.objects.get(dossier=d, rank=1),
            answer=life.accepted,
            reasons=life.reasons,
            follow_up_on=timezone.localdate(stage.now) + timedelta(days=30),
            on=timezone.localdate(later),
            now=later,
        ),
    )
    _move(stage, "luc", number, "start_follow_up", later)
    if life.done:
        last = _later(stage, later, 30)
        _act(
            stage,
            "luc",
            number,
            lambda a, d: mark_done(
                dossier=d,
                recommendation=Recommendation.objects.get(dossier=d, rank=1),
                on=timezone.localdate(last),
                evidence=life.done,
                actor_code=a.code,
                now=last,
            ),
        )


def _letter(dossier: Dossier) -> Letter:
    rows = Letter.objects.filter(dossier_id=dossier.pk, template="answer")
    return rows.select_related("recipient", "version__stored", "message").latest("rank")


def _move(stage: Stage, who: str, number: str, code: str, at: datetime, **answers: str) -> None:
    _act(stage, who, number, lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=at))


def _act(stage: Stage, who: str, number: str, what: Callable[[Actor, Dossier], object]) -> None:
    with acting_as(stage.actor(who)) as actor:
        rows = Dossier.objects.select_for_update(of=("self",)).select_related(
            "unit__site", "site", "assignee"
        )
        what(actor, rows.get(number=number))


def _at(stage: Stage, ago: int) -> datetime:
    day = timezone.localdate(stage.now) - timedelta(days=ago)
    return datetime.combine(stage.calendar.previous_open(day, stage.site.code), time(10, 20), ZONE)


def _later(stage: Stage, at: datetime, days: int) -> datetime:
    day = stage.calendar.add_business_days(at.astimezone(ZONE).date(), days, stage.site.code)
    return min(datetime.combine(day, time(14, 5), ZONE), stage.now)
