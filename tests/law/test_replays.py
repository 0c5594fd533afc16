"""Replays that hold and replays that a tampered journal breaks, from the same events.
Not the journal's chains, which the platform tests."""

from dataclasses import replace
from datetime import date

import pytest

from egide.law.lifecycles import UNDO, Passage, ReplayError, State, replay
from tests.law.lives import REQUEST, arrow, with_transition

START = Passage("start", "received", "in_progress")
SUBMIT = Passage("submit", "in_progress", "reply_review")
APPROVE = Passage("approve", "reply_review", "replied")
BACK = Passage(UNDO, "reply_review", "in_progress")


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], "received"),
        ([START, SUBMIT, APPROVE], "replied"),
        ([START, SUBMIT, BACK], "in_progress"),
        ([START, SUBMIT, BACK, SUBMIT, APPROVE], "replied"),
        ([START, SUBMIT, BACK, Passage(UNDO, "in_progress", "received")], "received"),
    ],
)
def test_it_follows_the_recorded_outcomes(events: list[Passage], state: str) -> None:
    assert replay(REQUEST, events) == state


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        ([SUBMIT], "part de"),
        ([START, APPROVE], "part de"),
        ([START, replace(SUBMIT, transition="sneak")], "transition .* inconnue"),
        ([START, replace(SUBMIT, target="limbo")], "état .* inconnu"),
        ([START, SUBMIT, replace(BACK, target="received")], "annulation"),
        ([Passage(UNDO, "received", "received")], "annulation"),
        ([START, SUBMIT, BACK, Passage(UNDO, "in_progress", "reply_review")], "annulation"),
    ],
)
def test_it_refuses_events_that_do_not_follow(events: list[Passage], reason: str) -> None:
    with pytest.raises(ReplayError, match=reason):
        replay(REQUEST, events)


def test_it_replays_through_what_was_retired_since() -> None:
    retired = date(2026, 1, 1)
    old = with_transition(
        replace(REQUEST, states=(*REQUEST.states, State("queued", "En file", until=retired))),
        replace(arrow("queue", "received", "queued"), until=retired),
    )

    assert replay(old, [Passage("queue", "received", "queued")]) == "queued"
    assert replay(old, [Passage("queue", "queued", "received")], initial="queued") == "received"
