"""A delegation is told to whoever receives it, to the head of the unit and to its holder: once, without a detail.

Marc heads the interventions; Nadia receives his role from 2026-12-01 to 2026-12-04 included; Irène enters it.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from egide.kernel.notices.actions import choose_rhythm, mark_read, personal_of
from egide.kernel.notices.delegating import tell_of_days
from egide.kernel.notices.digests import daily_digest
from egide.kernel.notices.models import PersonalNotice, Rhythm
from egide.kernel.notices.wording import sentence_for
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.delegations import revoke_delegation
from egide.platform.errors.failures import Refused
from egide.platform.mail.content import content
from egide.platform.mail.models import Message
from tests.cast import NOW, Cast
from tests.platform.accounts.test_delegations import FIRST, LAST, cast, elevated, enter

__all__ = ["cast"]  # the same cast: Irène administers the Office


def told(cast: Cast, who: str) -> list[str]:
    rows = PersonalNotice.objects.filter(user=cast.user(who)).order_by("told_at", "pk")
    return [code.removeprefix("delegation.") for code in rows.values_list("code", flat=True)]


def night(day: date) -> None:
    tell_of_days.function(now=datetime(day.year, day.month, day.day, 10, tzinfo=UTC))


def test_it_is_told_when_entered_begun_and_ended_once_each(cast: Cast) -> None:
    enter(cast)
    assert (told(cast, "nadia"), told(cast, "marc")) == (["own.entered"], ["unit.entered"])
    assert not told(cast, "amelie") + told(cast, "claire") + told(cast, "irene")

    for day in (
        FIRST - timedelta(days=1),
        FIRST,
        FIRST,
        LAST,
        LAST + timedelta(days=3),
        LAST + timedelta(days=3),
    ):
        night(day)

    assert told(cast, "nadia") == ["own.entered", "own.begins", "own.ended"]
    assert told(cast, "marc") == ["unit.entered", "unit.begins", "unit.ended"]


def test_one_that_runs_at_once_is_told_once_and_an_old_one_never(cast: Cast) -> None:
    enter(cast, since=NOW.date(), last_day=LAST)
    night(NOW.date())
    assert told(cast, "nadia") == ["own.entered"]

    PersonalNotice.objects.all().delete()
    night(LAST + timedelta(days=60))
    assert told(cast, "nadia") == []


def test_a_revocation_is_told_and_nothing_begins_after_it(cast: Cast) -> None:
    made = enter(cast)
    actor = elevated(cast, "farid")
    with acting_as(actor):
        revoke_delegation(actor=actor, public_id=made.public_id, reason="Zibeline", now=NOW)
    night(FIRST)

    assert told(cast, "nadia") == ["own.entered", "own.revoked"]
    assert told(cast, "marc") == ["unit.entered", "unit.revoked"]


def test_the_authority_has_no_account_and_the_unit_head_is_told(cast: Cast) -> None:
    enter(cast, holder="", authority="la présidente", roles=("intake",), delegate="amelie")

    assert (told(cast, "amelie"), told(cast, "marc")) == (["own.entered"], ["unit.entered"])


def test_what_is_refused_tells_nobody_and_a_sentence_names_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        enter(cast, deed=" ")
    assert not PersonalNotice.objects.exists()
    enter(cast)
    words = {sentence_for(f"delegation.{code}") for code in told(cast, "nadia") + told(cast, "marc")}

    assert words == {"Une fonction vous est déléguée.", "Une fonction de votre unité est déléguée."}


def test_the_e_mail_of_the_day_counts_it_for_whoever_wants_one(cast: Cast) -> None:
    enter(cast)
    with acting_as(cast.actor("nadia")) as nadia:
        choose_rhythm(actor=nadia, rhythm=Rhythm.DAILY)
    daily_digest.function(actor=service("scheduler"), now=NOW)

    with acting_as(service("scheduler")):
        (sent,) = list(Message.objects.all())
        text = content(sent).decode()
    assert sent.recipients == [cast.user("nadia").email]
    for word in ("Marc", "Résolution", "Responsable"):
        assert word not in text
    with acting_as(cast.actor("nadia")) as nadia:
        assert mark_read(actor=nadia, now=NOW) == 1
        assert not personal_of(nadia).filter(read_at=None).exists()
