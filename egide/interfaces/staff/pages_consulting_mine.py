"""What is asked of the reader's unit and waits, as « Mon travail » shows it.

The home selects and draws; nothing else reads this file.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from egide.interfaces.staff.pages_consulting import question_url
from egide.kernel.consulting.models import Question
from egide.kernel.consulting.reach import waiting_questions
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Fact

SHOWN = 5


def asked_questions(actor: Actor) -> "QuerySet[Question]":
    """Will select those that wait for the reader's unit, the nearest first."""
    return waiting_questions(actor).select_related("unit")[:SHOWN]


def question_facts(questions: Sequence[Question], *, today: date) -> tuple[Fact, ...]:
    """Will say what is searched, by when, for whom in general terms."""
    return tuple(
        Fact(
            term=formats.days_away(one.due_on, today),
            value=one.words.split("\n", 1)[0][:140],
            detail=f"{one.number}, {one.origin}",
            url=question_url(one),
        )
        for one in questions
    )
