"""The two commitments of the Office, S1 and S2, on dossiers opened by the real actions (domain.md C.1 and C.4).

Each vector has its arithmetic in words; the commitment is measured on the raw date, the roll is only shown.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import ClosureDay
from egide.platform.accounts.models import Site
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.kernel.scene import REPLY, Scene, in_progress, open_scene

HERE = ZoneInfo("America/Toronto")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


# --- S1: five business days after the day of receipt ------------------------------------------------------------
@pytest.mark.parametrize(
    ("received", "due"),
    [
        # Friday 18; 21, 22, 23 count; 24, 25, 26 are holidays, 27 a Sunday; 28 and 29 count: the fifth is the 29th.
        ("2026-12-18T09:00", date(2026, 12, 29)),
        # A Saturday is received that day: 21, 22, 23, 28, 29.
        ("2026-12-19T11:00", date(2026, 12, 29)),
        # Friday at 22 h is Friday, day 0: 13, 14, 15, 16, 17 April.
        ("2026-04-10T22:00", date(2026, 4, 17)),
        # Thursday 2; Good Friday 3 and Easter Monday 6 are closed: 7, 8, 9, 10, 13.
        ("2026-04-02T10:00", date(2026, 4, 13)),
        # Wednesday 23; 24 June and 1 July are holidays: 25, 28, 29, 30 June, 2 July.
        ("2027-06-23T10:00", date(2027, 7, 2)),
    ],
)
def test_receipt_is_acknowledged_within_five_business_days(cast: Cast, received: str, due: date) -> None:
    scene = open_scene(cast, received_at=at(received))

    found = scene.due("acknowledgment")
    assert (found.starts_on, found.raw_date, found.due_date) == (at(received).date(), due, due)
    assert scene.problems == []


# --- S2: ninety days, measured on the raw date ------------------------------------------------------------------
def test_the_reply_is_due_in_ninety_days_and_a_roll_is_shown_but_not_counted(cast: Cast) -> None:
    scene = open_scene(cast, received_at=at("2026-04-02T10:00"))

    # 2 April + 90 days = Wednesday 1 July, a holiday: Thursday 2 July is shown.
    due = scene.due("reply")
    assert (due.raw_date, due.due_date, due.measured_on) == (
        date(2026, 7, 1),
        date(2026, 7, 2),
        date(2026, 7, 1),
    )
    assert due.internal_target == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("sent", "status"),
    [("2026-04-03", "met"), ("2026-06-30", "met"), ("2026-07-01", "met"), ("2026-07-02", "late")],
)
def test_a_reply_counts_until_the_raw_date_and_not_on_the_day_of_the_roll(
    cast: Cast, sent: str, status: str
) -> None:
    scene = open_scene(cast, received_at=at("2026-04-02T10:00"))
    scene.now = at(f"{sent}T10:00")
    scene.give()
    scene.move("start_triage")
    scene.move("declare_not_admissible", outcome="merits", destination="Le syndic.", motive="Le fond.")
    scene.approve("not_admissible")
    scene.post("not_admissible")

    assert (scene.due("reply").status, scene.due("reply").settled_on) == (status, date.fromisoformat(sent))


# --- What changes nothing, and what ends a commitment -------------------------------------------------------------
def test_a_storm_at_one_site_moves_the_dossiers_of_that_site_alone(cast: Cast) -> None:
    with as_owner():
        quebec = Site.objects.get(code="quebec")
        ClosureDay.objects.create(
            calendar="public_service", day=date(2026, 2, 11), name="Tempête", site=quebec
        )
        calendars.publish(code="public_service", version="2026-storm-quebec", now=NOW)

    # Received on Monday 9 February: 10, 11, 12, 13, 16; in Québec the 11th is closed and the 17th is the fifth.
    dues = {
        site: open_scene(cast, received_at=at("2026-02-09T10:00"), site=site).due("acknowledgment").due_date
        for site in ("montreal", "quebec")
    }
    assert dues == {"montreal": date(2026, 2, 16), "quebec": date(2026, 2, 17)}


def test_a_closure_published_later_moves_no_date_already_given(cast: Cast) -> None:
    before = open_scene(cast, received_at=at("2026-02-09T10:00"))
    with as_owner():
        ClosureDay.objects.create(calendar="public_service", day=date(2026, 2, 11), name="Tempête")
        calendars.publish(code="public_service", version="2026-storm", now=NOW)
    after = open_scene(cast, received_at=at("2026-02-09T10:00"))

    assert before.due("acknowledgment").due_date == date(2026, 2, 16)
    assert after.due("acknowledgment").due_date == date(2026, 2, 17)
    assert before.problems == after.problems == []


def test_asking_for_particulars_suspends_nothing(cast: Cast) -> None:
    scene = open_scene(cast)
    before = [(scene.due(code).due_date, scene.due(code).status) for code in ("acknowledgment", "reply")]
    scene.give()
    scene.move("start_triage")
    scene.move("ask_particulars", precisions="La date.", date_precisions="2026-12-10")
    scene.later(days=1).move("receive_particulars", occurred_on="2026-11-24")

    assert [
        (scene.due(code).due_date, scene.due(code).status) for code in ("acknowledgment", "reply")
    ] == before


def test_a_notice_of_delay_informs_and_keeps_no_promise(cast: Cast) -> None:
    scene = in_progress(open_scene(cast, received_at=at("2026-04-02T10:00")))
    for day, code in (("2026-06-25", "in time"), ("2026-07-10", "late")):
        scene.now = at(f"{day}T10:00")
        scene.move("give_delay_notice", motif=f"Notice {code}.", nouvelle_date="2026-08-15")
        scene.approve("delay_notice")
        scene.post("delay_notice")
        assert scene.due("reply").status == "open"

    scene.move("prepare_reply", **REPLY)
    scene.approve("reasoned_reply")
    scene.post("reasoned_reply")
    assert scene.due("reply").status == "late"


def test_an_early_acknowledgment_counts_and_a_late_one_is_late(cast: Cast) -> None:
    early, late = open_scene(cast), open_scene(cast)
    early.acknowledge()
    late.later(days=8).acknowledge()

    assert (early.due("acknowledgment").status, late.due("acknowledgment").status) == ("met", "late")


@pytest.mark.parametrize("acknowledged", [True, False])
def test_a_withdrawal_ends_what_still_runs_and_rewrites_nothing_that_was_kept(
    cast: Cast, acknowledged: bool
) -> None:
    scene = open_scene(cast)
    if acknowledged:
        scene.acknowledge()
    scene.later(days=1).move("withdraw", occurred_on="2026-11-23", motive="Réglé avec l’ordre.")

    assert scene.due("reply").status == "cancelled"
    assert scene.due("acknowledgment").status == ("met" if acknowledged else "cancelled")
    assert scene.dossier.next_due_on is None

    scene.later(days=1).move("close")
    scene.later(days=1).move("reopen", who="marc", motive="Un fait nouveau.")
    # Reopening promises nothing anew: the declared commitments run from the receipt alone.
    assert scene.due("reply").status == "cancelled"
    assert scene.problems == []


def test_a_received_fact_is_posted_on_friday_and_entered_on_monday(cast: Cast) -> None:
    scene: Scene = open_scene(cast, received_at=at("2026-11-20T09:00"))
    scene.give()
    scene.move("start_triage")
    scene.move("ask_particulars", precisions="La date.", date_precisions="2026-12-10")
    scene.now = at("2026-11-23T09:00")
    scene.move("receive_particulars", occurred_on="2026-11-20")

    fact = next(row for row in scene.journal if row.data.get("fact") == "particulars_received")
    assert (fact.data["occurred_on"], fact.at) == ("2026-11-20", scene.now)
