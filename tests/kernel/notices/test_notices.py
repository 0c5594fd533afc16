"""Who is told, who is never told, and what an e-mail about it may hold: numbers only, once a day.

The cast works in different units: the same call tells some and not the others.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.notices.actions import (
    choose_rhythm,
    mark_read,
    notices_of,
    notify,
    notify_role,
    unread_count,
)
from egide.kernel.notices.digests import daily_digest, write_at_once
from egide.kernel.notices.models import Rhythm
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.mail.content import content
from egide.platform.mail.models import Message
from tests.database import as_owner
from tests.kernel.scene import Scene


def tell(scene: Scene, *names: str, code: str = "step") -> int:
    ids = [scene.cast.user(name).pk for name in names]
    return len(scene.act("bruno", lambda a, d: notify(user_ids=ids, dossier=d, code=code, now=scene.now)))


def unread(scene: Scene, name: str) -> int:
    with acting_as(scene.cast.actor(name)) as actor:
        return unread_count(actor)


def choose(scene: Scene, name: str, rhythm: Rhythm) -> None:
    with acting_as(scene.cast.actor(name)) as actor:
        choose_rhythm(actor=actor, rhythm=rhythm)


def digest(scene: Scene) -> None:
    daily_digest.function(actor=service("scheduler"), now=scene.now)


def sent(scene: Scene) -> list[Message]:
    with acting_as(service("scheduler")):
        return list(Message.objects.order_by("pk"))


def test_those_who_may_read_are_told_and_nobody_else(scene: Scene) -> None:
    assert tell(scene, "nadia", "marc", "farid", "claire", "denis") == 2
    assert {name: unread(scene, name) for name in ("nadia", "marc", "farid", "claire")} == {
        "nadia": 1, "marc": 1, "farid": 0, "claire": 0,
    }  # fmt: skip


def test_the_same_thing_unread_is_not_told_twice(scene: Scene) -> None:
    assert tell(scene, "nadia") == 1
    assert tell(scene, "nadia") == 0
    with acting_as(scene.cast.actor("nadia")) as nadia:
        assert mark_read(actor=nadia, now=scene.now) == 1

    assert tell(scene, "nadia") == 1


def test_someone_in_conflict_is_neither_told_nor_shown_what_was_told(scene: Scene) -> None:
    tell(scene, "nadia")
    scene.act("nadia", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Parenté", now=scene.now))

    assert unread(scene, "nadia") == 0
    assert tell(scene, "nadia", code="dossier.assigned") == 0


def test_a_role_is_told_where_the_dossier_is_except_who_acted(scene: Scene) -> None:
    def told(dossier: Dossier) -> set[str]:
        rows = notify_role(
            dossier=dossier,
            role="analyst",
            code="step",
            except_user=scene.cast.user("marc").pk,
            now=scene.now,
        )
        return {row.user.email for row in rows}

    assert scene.act("bruno", lambda a, d: told(d)) == {scene.cast.user("nadia").email}
    with acting_as(scene.cast.actor("simon")) as simon:
        assert notices_of(simon).count() == 0


def test_the_digest_leaves_once_a_day_with_numbers_only(scene: Scene) -> None:
    choose(scene, "nadia", Rhythm.DAILY)
    tell(scene, "nadia", "marc")

    digest(scene)
    digest(scene)

    (message,) = sent(scene)
    assert message.recipients == [scene.cast.user("nadia").email]
    with acting_as(service("scheduler")):
        text = content(message).decode()
    for secret in (scene.number, "Tremblay", "syndic", "Élise"):
        assert secret not in text
        assert secret not in message.subject
    scene.later(days=1)
    digest(scene)
    assert len(sent(scene)) == 2


def test_nothing_to_read_or_nothing_chosen_writes_to_nobody(scene: Scene) -> None:
    choose(scene, "marc", Rhythm.DAILY)
    tell(scene, "nadia")

    digest(scene)

    assert sent(scene) == []


@pytest.mark.parametrize(("code", "written"), [("message.flagged", 1), ("step", 0)])
def test_only_what_is_urgent_is_written_at_once(scene: Scene, code: str, written: int) -> None:
    choose(scene, "nadia", Rhythm.URGENT)
    asked: list[int] = []
    from procrastinate.contrib.django.models import ProcrastinateJob

    before = ProcrastinateJob.objects.filter(task_name="notices.at_once").count()
    tell(scene, "nadia", code=code)
    asked.append(ProcrastinateJob.objects.filter(task_name="notices.at_once").count() - before)

    if written:
        write_at_once.function(
            user=scene.cast.user("nadia").pk, actor=service("scheduler"), now=scene.now + timedelta(minutes=1)
        )

    assert (asked, len(sent(scene))) == ([written], written)


@pytest.mark.parametrize(
    ("days", "hours", "leaves"),
    [(0, 0, True), (0, 3, False), (0, 8, False), (-2, 0, False), (32, 0, False), (1, 0, True)],
    ids=["9 h 30", "12 h 30", "17 h 30", "samedi", "25 décembre", "mardi"],
)
def test_the_digest_leaves_while_the_persons_site_is_open(
    scene: Scene, days: int, hours: int, leaves: bool
) -> None:
    choose(scene, "nadia", Rhythm.DAILY)
    tell(scene, "nadia")
    at = scene.now + timedelta(days=days, hours=hours)

    daily_digest.function(actor=service("scheduler"), now=at)

    assert len(sent(scene)) == leaves


def test_what_is_urgent_in_the_evening_waits_for_the_opening(scene: Scene) -> None:
    choose(scene, "nadia", Rhythm.URGENT)
    tell(scene, "nadia")
    evening = scene.now + timedelta(hours=9)

    write_at_once.function(user=scene.cast.user("nadia").pk, actor=service("scheduler"), now=evening)
    none = len(sent(scene))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select scheduled_at from procrastinate_jobs where task_name = 'notices.at_once'")
        waits = [row[0] for row in cursor.fetchall() if row[0]]
    write_at_once.function(user=scene.cast.user("nadia").pk, actor=service("scheduler"), now=waits[0])

    assert none == 0
    assert [timezone.localtime(at).isoformat()[:16] for at in waits] == ["2026-11-24T08:30"]
    assert len(sent(scene)) == 1
