"""What the archivist opens of holds, lists and transfers, page by page; beside her, who must not.

The walls' own table is in tests/walls; the steps of a list are in test_disposal.py.
"""

from typing import Any

import pytest
from django.urls import reverse

from egide.kernel.disposal import executing
from tests.cast import Cast
from tests.interfaces.staff.test_disposal import client
from tests.kernel.disposal.steps import SECRET, THEN, approved, old_dossier
from tests.kernel.scene import Scene

LIST = ("disposal", "disposal_json", "disposal_pdf")
# Each page, and what each person is answered: the archivist, a unit's head, an analyst, another compartment's head.
TABLE = {
    "records": (200, 200, 403, 403),
    "holds": (200, 200, 200, 200),
    "hold_place": (200, 200, 403, 200),
    "disposals": (200, 200, 200, 200),
    "disposal_new": (200, 403, 403, 403),
    "disposal_window": (200, 403, 403, 403),
    "transfers": (200, 200, 200, 200),
    "disposal": (200, 200, 404, 404),
    "disposal_json": (200, 200, 404, 404),
    "disposal_pdf": (200, 200, 404, 404),
    "transfer": (200, 200, 404, 404),
}
PEOPLE = ("rene", "marc", "nadia", "claire")


@pytest.fixture
def executed(cast: Cast, django_capture_on_commit_callbacks: Any) -> tuple[Scene, str]:
    scene = old_dossier(cast)
    listed = approved(cast)
    with django_capture_on_commit_callbacks(execute=True):
        executing.run_list(list_id=listed.pk, compartment_id=listed.compartment_id, now=THEN.replace(month=3))
    return scene, listed.number


@pytest.fixture
def cast(db: None) -> Cast:
    from tests.cast import seed_office

    return seed_office()


def test_each_page_answers_each_person_as_the_table_says(executed: tuple[Scene, str]) -> None:
    scene, number = executed
    answers = {}
    for name in TABLE:
        known = {"listed": number} if name in (*LIST, "transfer") else {}
        url = reverse(f"staff:{name}", kwargs=known)
        got = [client(scene.cast, who).get(url) for who in PEOPLE]
        answers[name] = tuple(answer.status_code for answer in got)
        for answer in got:
            assert SECRET not in answer.content.decode(errors="replace")
    assert answers == TABLE
