"""Who reads what of a report: its file in the Office only; what is published, everywhere; nothing outside."""

import pytest
from django.db import ProgrammingError, transaction

from egide.kernel.gate.opening import open_dossier
from egide.modules.planning.models import Publication
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import ANONYMOUS, actor_for_user
from egide.platform.errors.failures import NotVisible, Refused
from tests.cast import TODAY
from tests.modules.planning.scene import Scene

ELSEWHERE = ("claire", "simon", "odile", "pierre", "solange")


@pytest.mark.parametrize("who", ELSEWHERE)
def test_a_draft_does_not_exist_in_another_compartment(scene: Scene, who: str) -> None:
    assert not scene.sees(who)
    assert scene.reads(who) == []
    with acting_as(scene.cast.actor(who)) as actor, pytest.raises(NotVisible):
        open_dossier(actor=actor, number=scene.number, action="read")


def test_within_the_office_it_is_read_by_those_who_answer_for_units(scene: Scene) -> None:
    for who in ("nadia", "marc", "amelie", "helene"):
        with acting_as(scene.cast.actor(who)) as actor:
            assert open_dossier(actor=actor, number=scene.number, action="read").number == scene.number
    for who in ("farid", "bruno"):
        with acting_as(scene.cast.actor(who)) as actor, pytest.raises(NotVisible):
            open_dossier(actor=actor, number=scene.number, action="read")


def test_what_is_published_is_read_by_every_member_of_the_staff_and_nobody_else(scene: Scene) -> None:
    scene.to_publication()

    for who in (*ELSEWHERE, "farid", "bruno"):
        assert scene.reads(who) == [1]
        assert scene.sees(who) == (
            who in ("farid", "bruno")
        )  # the wall lets the Office through, the gate does not
    for actor in (ANONYMOUS, actor_for_user(scene.cast.user("denis"), on=TODAY)):
        with acting_as(actor):
            assert not Publication.objects.exists()


def test_someone_elsewhere_reads_a_publication_and_writes_nothing_in_it(scene: Scene) -> None:
    scene.to_publication()

    with acting_as(scene.cast.actor("claire")):
        assert Publication.objects.filter(number=scene.number).update(title="Autre titre") == 0
        row = Publication.objects.get(number=scene.number)
        row.pk, row.rank = None, 2
        with pytest.raises(ProgrammingError), transaction.atomic():
            row.save(force_insert=True)


def test_only_its_unit_prepares_it(scene: Scene) -> None:
    for who in ("amelie", "helene"):
        with acting_as(scene.cast.actor(who)) as actor, pytest.raises(Refused):
            open_dossier(actor=actor, number=scene.number, action="prepare")
    with acting_as(scene.cast.actor("marc")) as actor:
        assert open_dossier(actor=actor, number=scene.number, action="prepare")
