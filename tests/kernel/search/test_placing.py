"""A question asked of one place: it never misses a text of that place, and meets none of another.

Each question is held against each text, as PostgreSQL answers it when nothing is placed.
"""

import pytest
from django.db import connection

from egide.kernel.search.placing import MUST, SETTLED

pytestmark = pytest.mark.usefixtures("db")

LONG = "é" * 1_020  # as long as a word of the index may be
TEXTS = (
    "'le':1 'chat':2 'noir':3",
    "'chat':1 'noir':5",
    "'noir':1 'chat':2",
    "'chat':1",
    "'chien':1 'noir':2",
    "'l''ami':1 'a\\\\b':2",
    f"'{LONG}':1 'chat':2",
    f"'{LONG[:-1]}':1",
    "'<->':1 'chat':2",
    "",
)
QUESTIONS = (
    "'chat'",
    "'chat' & 'noir'",
    "'chat' | 'chien'",
    "'cha':*",
    "('chat' | 'chien') & 'noir' & !'le'",
    "!'chat'",
    "!'chat' & !'chien'",
    "'chat' <-> 'noir'",
    "'chat' <4> 'noir'",
    "'noir' & !('chat' <-> 'noir')",
    "!('chat' <-> 'noir')",
    "!('chat' <-> 'noir') & 'ch':*",
    "('noir' <-> 'cha':*) | 'chien'",
    "'l''ami' & 'a\\\\b'",
    "'l''am':*",
    f"'{LONG}'",
    f"'{LONG}' & 'chat'",
    f"'{LONG[:900]}':* & !'chat'",
    f"!'{LONG[:-1]}' & 'chat'",
)
_HELD = f"""
select text @@ question, public.search_placed(text, 12) @@ public.search_there(question, 12),
       public.search_placed(text, 120) @@ public.search_there(question, 12),
       ({SETTLED.replace("sought", "question")}), ({MUST.replace("sought", "question")})
from (select %s::tsvector as text, %s::tsquery as question) t
"""


def _held(text: str, question: str) -> tuple[bool, bool, bool, bool, bool]:
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [text, question])
        told: tuple[bool, bool, bool, bool, bool] = cursor.fetchone()
        return told


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question[:40])
def test_what_answers_is_met_in_its_place_and_nowhere_else(question: str) -> None:
    for text in TEXTS:
        answers, here, elsewhere, settled, must = _held(text, question)
        assert here or not answers, text
        assert here == answers or not settled, text
        # Of what only leaves out, the place itself is asked besides (walking.py).
        assert not (elsewhere and must), text


def test_each_way_of_asking_is_among_them() -> None:
    told = {_held("", question)[3:] for question in QUESTIONS}

    assert told == {(True, True), (True, False), (False, True), (False, False)}
