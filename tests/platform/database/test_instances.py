"""Instances made out of rows are those that Django makes: saved as known rows, told to whoever listens.

What each column gives is in test_together.py.
"""

from typing import Any

import pytest
from django.db.models.signals import post_init

from egide.platform.accounts.models import Membership, User
from egide.platform.database.together import together
from tests.cast import Cast, seed_office
from tests.database import as_owner


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office."""
    return seed_office()


def test_one_that_was_read_is_changed_and_not_added(cast: Cast) -> None:
    with as_owner():
        (people,) = together(User.objects.order_by("pk"))
        people[0].full_name = "Amélie Autrement"
        people[0].save()

        assert User.objects.count() == len(people)
        assert User.objects.get(pk=people[0].pk).full_name == "Amélie Autrement"


def test_the_one_read_beside_it_is_its_own_and_follows_its_key(cast: Cast) -> None:
    (members,) = together(Membership.objects.select_related("user").order_by("pk"))
    first, other = members[0], next(m for m in members if m.user_id != members[0].user_id)

    first.user_id = other.user_id

    assert first.user == other.user


def test_whoever_listens_to_new_instances_hears_them(cast: Cast) -> None:
    heard: list[Any] = []

    def hear(instance: Any, **_: Any) -> None:
        heard.append(instance)

    post_init.connect(hear, sender=User)
    try:
        (people,) = together(User.objects.order_by("pk"))
    finally:
        post_init.disconnect(hear, sender=User)

    assert heard == people
