"""Each night, who is reminded of a question: the asked people two days before its day, both sides once it is past.

The asked side has no dossier to tell of: those who chose to be written to get an e-mail without number or name.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from egide.kernel.consulting.models import WAITING, Consultation, Question
from egide.kernel.consulting.reach import answerers
from egide.kernel.notices.actions import notify
from egide.kernel.notices.models import Preference, Rhythm
from egide.platform.accounts.models import User
from egide.platform.jobs.app import task
from egide.platform.mail.composing import compose, new_message_id
from egide.platform.mail.errors import MailProblem
from egide.platform.mail.outbox import enqueue, mail_domain

BEFORE, AGAIN = 2, 7  # days
SUBJECT = "Égide\u00a0: une consultation attend votre réponse"
BODY = """Bonjour,

{words} la réponse de votre unité dans Égide.

Ouvrez Égide, puis «\u00a0Consultations\u00a0» : {url}

Ce message ne contient volontairement ni numéro, ni nom, ni question.

Office des professions du Québec
"""


@task(name="consulting.remind", queue="housekeeping", cron="51 9 * * *", acts_as="scheduler")
def remind_of_questions(*, now: datetime) -> None:
    """Will remind whoever must answer, and tell whoever asked (9 h 51 UTC is 4 h 51 or 5 h 51)."""
    today = timezone.localtime(now).date()
    _tell_askers(today, now)
    waiting: dict[int, tuple[User, int, int]] = {}
    for question in _near(today):
        question.reminded_on = today
        question.save(update_fields=["reminded_on"])
        for user in _who_answers(question, today):
            _, place, count = waiting.get(user.pk, (user, question.compartment_id, 0))
            waiting[user.pk] = (user, place, count + 1)
    for user, place, count in waiting.values():
        _write(user, place, count, now)


def _tell_askers(today: date, now: datetime) -> None:
    late = Consultation.objects.filter(state__in=WAITING, due_on__lt=today).select_related("dossier")
    for consultation in late.order_by("pk"):
        if _is_time(consultation.reminded_on, consultation.due_on, today):
            told = {consultation.asked_by_id, consultation.dossier.assignee_id} - {None}
            notify(
                user_ids=[key for key in told if key is not None],
                dossier=consultation.dossier,
                code="consultation.late",
                now=now,
            )
            consultation.reminded_on = today
            consultation.save(update_fields=["reminded_on"])


def _near(today: date) -> list[Question]:
    rows = Question.objects.filter(state__in=WAITING, due_on__lte=today + timedelta(days=BEFORE))
    found = rows.select_related("unit__compartment", "entrusted_to").order_by("pk")
    return [one for one in found if _is_time(one.reminded_on, one.due_on, today)]


def _is_time(told: date | None, due_on: date, today: date) -> bool:
    if told is None:
        return True
    if due_on >= today:
        return False
    return told <= due_on or today - told >= timedelta(days=AGAIN)


def _who_answers(question: Question, today: date) -> list[User]:
    people = list(answerers(question.unit, on=today))
    if question.entrusted_to and question.entrusted_to not in people:
        people.append(question.entrusted_to)
    wish = Preference.objects.filter(user__in=people).exclude(rhythm=Rhythm.NONE)
    written_to = set(wish.values_list("user_id", flat=True))
    return [one for one in people if one.pk in written_to]


def _write(user: User, place: int, count: int, now: datetime) -> None:
    words = "Une consultation attend" if count == 1 else f"{count} consultations attendent"
    try:
        message = compose(
            sender=settings.MAIL_FROM,
            recipients=[user.email],
            subject=SUBJECT,
            body=BODY.format(words=words, url=settings.PUBLIC_URL),
            date=now,
            message_id=new_message_id(domain=mail_domain()),
        )
    except MailProblem:
        return  # an address that no server would take: the list on the screen remains
    enqueue(email=message, compartment_id=place, now=now)
