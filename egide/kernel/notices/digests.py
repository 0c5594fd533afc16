"""The e-mails about notices: one a day by choice, one at once for what is urgent. Numbers only.

An e-mail leaves the walls: it says how many dossiers wait, never which ones, whose, or about what.
"""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from egide.kernel.notices.actions import personal_of, unread_count
from egide.kernel.notices.models import Preference, Rhythm
from egide.kernel.notices.opening import may_write, opens_at
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.accounts.models import User
from egide.platform.jobs.app import enqueue as enqueue_job
from egide.platform.jobs.app import task
from egide.platform.mail.composing import compose, new_message_id
from egide.platform.mail.errors import MailProblem
from egide.platform.mail.outbox import enqueue, mail_domain

SUBJECT = {False: "Égide\u00a0: vos avis du jour", True: "Égide\u00a0: un avis urgent"}
BODY = """Bonjour,

{words} à lire dans Égide.

Ouvrez Égide, puis «\u00a0Avis\u00a0» : {url}

Pour changer la fréquence de ces courriels, ou n’en plus recevoir, allez au bas de cette même page.
Ce message ne contient volontairement aucun numéro de dossier ni aucun nom.

Office des professions du Québec
"""


@task(name="notices.digest", cron="35 12,13,16,18 * * *", acts_as="scheduler", own_transactions=True)
def daily_digest(*, actor: Actor, now: datetime) -> None:
    """Will write once to each person who chose it, has something to read, and whose site is open.

    Asked for at 8 h 35 in either season, then later the same day for a site that opened late: one a day at most.
    """
    today = timezone.localtime(now).date()
    waiting = Preference.objects.exclude(rhythm=Rhythm.NONE).exclude(digest_on__gte=today)
    for user_id in list(waiting.order_by("user_id").values_list("user_id", flat=True)):
        if may_write(user_id, now=now):
            _write(user_id, scheduler=actor, now=now, urgent=False)


@task(name="notices.at_once", own_transactions=True)
def write_at_once(*, user: int, actor: Actor, now: datetime) -> None:
    """Will write to a person who asked to be told at once; what is urgent in the evening waits for opening."""
    if may_write(user, now=now):
        _write(user, scheduler=actor, now=now, urgent=True)
        return
    with acting_as(actor):
        enqueue_job(
            write_at_once, actor=actor, run_at=opens_at(user, now=now), unless_waiting=True, user=user
        )


def _write(user_id: int, *, scheduler: Actor, now: datetime, urgent: bool) -> None:
    today = timezone.localtime(now).date()
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    reader = actor_for_user(user, on=today)
    with acting_as(reader, read_only=True):
        total, own = unread_count(reader), personal_of(reader).filter(read_at=None).count()
    with acting_as(scheduler):
        chosen = Preference.objects.select_for_update().filter(user_id=user_id).first()
        if chosen is None or chosen.rhythm == Rhythm.NONE:
            return
        if not urgent:
            if chosen.digest_on is not None and chosen.digest_on >= today:
                return  # another worker wrote meanwhile
            chosen.digest_on = today
            chosen.save(update_fields=["digest_on"])
        place = _place(reader, scheduler)
        if (total or own) and place is not None:
            _send(user, _words(total, own), place, urgent=urgent, now=now)


def _place(reader: Actor, scheduler: Actor) -> int | None:
    # The bytes of the message are kept encrypted somewhere: where both the person and the scheduler are.
    return min(reader.compartment_ids & scheduler.compartment_ids, default=None)


def _words(total: int, own: int) -> str:
    told = "Un dossier a des nouvelles" if total == 1 else f"{total} dossiers ont des nouvelles"
    mine = "vous avez un avis sur vos fonctions" if own == 1 else f"vous avez {own} avis sur vos fonctions"
    if not own:
        return told
    return f"{told}, et {mine}," if total else mine[:1].upper() + mine[1:]


def _send(user: User, words: str, place: int, *, urgent: bool, now: datetime) -> None:
    try:
        message = compose(
            sender=settings.MAIL_FROM,
            recipients=[user.email],
            subject=SUBJECT[urgent],
            body=BODY.format(words=words, url=settings.PUBLIC_URL),
            date=now,
            message_id=new_message_id(domain=mail_domain()),
        )
    except MailProblem:
        return  # an address that no server would take: the list on the screen remains
    enqueue(email=message, compartment_id=place, now=now)
