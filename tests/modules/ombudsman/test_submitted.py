"""The president sees an exchange while it is submitted to her, and no other: not by the gate, nor by plain SQL."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Document, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.gate.models import Conflict
from egide.modules.ombudsman.models import OmbudsmanExchange, Recommendation, Respondent, Submission
from egide.modules.ombudsman.submitting import orient, reading_submitted, submit, withdraw
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Membership
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.modules.ombudsman.scene import Scene, name_mona, open_scene


@pytest.fixture
def scene(cast: Cast) -> Scene:
    name_mona(cast, "recourses")
    found = open_scene(cast)
    open_scene(cast, text="Une autre affaire.")
    return found


def submit_it(scene: Scene, *, to: str = "helene", words: str = "Faut-il accepter?") -> None:
    scene.act(
        "luc",
        lambda a, d: submit(actor=a, dossier=d, to=scene.cast.user(to), words=words, on=TODAY, now=scene.now),
    )


def numbers(scene: Scene, who: str = "helene") -> list[str]:
    """What plain SQL gives this person behind the door of what is submitted."""
    with acting_as(scene.cast.actor(who)) as actor, reading_submitted(actor):
        return sorted(Dossier.objects.values_list("number", flat=True))


def test_she_sees_nothing_until_it_is_submitted_and_then_that_one_alone(scene: Scene) -> None:
    assert numbers(scene) == []

    submit_it(scene)

    assert numbers(scene) == [scene.number]
    with acting_as(scene.cast.actor("helene")) as actor:
        assert not Dossier.objects.filter(kind="ombudsman_exchange").exists()
        with reading_submitted(actor):
            assert OmbudsmanExchange.objects.count() == 1
            # The network has no dossier: an outsider's door shows none of it.
            assert not Respondent.objects.exists()
        # Back to what the page sees, and to nothing of the exchange.
        assert not OmbudsmanExchange.objects.exists()


def test_taken_back_it_no_longer_exists_for_her(scene: Scene) -> None:
    submit_it(scene)

    scene.act("luc", lambda a, d: withdraw(dossier=d, submission=Submission.objects.get(), now=scene.now))

    assert numbers(scene) == []
    submit_it(scene)
    assert numbers(scene) == [scene.number]


def test_a_conflict_or_the_end_of_her_term_closes_the_door(scene: Scene) -> None:
    submit_it(scene)
    with as_owner():
        dossier = Dossier.objects.get(number=scene.number)
        row = Conflict.objects.create(
            user=scene.cast.user("helene"),
            dossier=dossier,
            compartment_id=dossier.compartment_id,
            declared_at=NOW,
            declared_by="test",
        )
    assert numbers(scene) == []

    with as_owner():
        row.delete()
        Membership.objects.filter(user=scene.cast.user("helene"), role="president").update(
            until=TODAY - timedelta(days=1)
        )
    assert numbers(scene) == []


def test_nobody_enters_by_her_door_in_her_name(scene: Scene) -> None:
    submit_it(scene)

    with acting_as(scene.cast.actor("farid")):
        with (
            pytest.raises(DatabaseError, match="n’est pas celle qui agit"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("select ombudsman_enter_submitted(%s)", [scene.cast.user("helene").pk])
        assert not Dossier.objects.filter(number=scene.number).exists()
    assert numbers(scene, "farid") == []
    assert numbers(scene, "odile") == []


def test_it_is_submitted_by_the_team_to_the_presidency_alone_with_a_question(scene: Scene) -> None:
    with pytest.raises(Refused, match="ne se soumet qu’à la présidence"):
        submit_it(scene, to="odile")
    with pytest.raises(Refused, match="Dites ce que vous demandez"):
        submit_it(scene, words=" ")
    with pytest.raises(Refused, match="réservée"):
        scene.act(
            "mona",
            lambda a, d: submit(
                actor=a, dossier=d, to=scene.cast.user("helene"), words="?", on=TODAY, now=scene.now
            ),
        )
    submit_it(scene)
    with pytest.raises(Refused, match="déjà soumis"):
        submit_it(scene)


def test_one_in_conflict_is_not_given_it(scene: Scene) -> None:
    dossier = scene.dossier
    with as_owner():
        Conflict.objects.create(
            user=scene.cast.user("helene"),
            dossier=dossier,
            compartment_id=dossier.compartment_id,
            declared_at=NOW,
            declared_by="test",
        )
    with pytest.raises(Refused, match="conflit d’intérêts"):
        submit_it(scene)


def test_her_orientation_is_kept_and_she_writes_nothing_else(scene: Scene) -> None:
    submit_it(scene)
    with acting_as(scene.cast.actor("helene")) as actor, reading_submitted(actor):
        row = Submission.objects.select_related("dossier").get()
        with pytest.raises(Refused):
            orient(submission=row, text="  ", now=scene.now)
        orient(submission=row, text="Accepter en partie.", now=scene.now)
        other = Recommendation(
            dossier_id=row.dossier_id, compartment_id=1, rank=1, text="Hors mur", received_on=TODAY
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            other.save()

    with as_owner():
        assert Submission.objects.get().orientation == "Accepter en partie."
    assert scene.problems == []


def test_documents_of_another_exchange_stay_out_of_reach(scene: Scene) -> None:
    submit_it(scene)
    second = Scene(scene.cast, "PCT-2026-00002", scene.now)
    for each in (scene, second):
        each.act(
            "luc",
            lambda a, d: add_document(
                dossier=d,
                title=f"Pièce {d.number}",
                origin=Origin.RECEIVED,
                stream=[b"texte"],
                file_name="piece.txt",
                actor_code=a.code,
                now=scene.now,
            ),
        )

    with acting_as(scene.cast.actor("helene")) as actor, reading_submitted(actor):
        assert [row.title for row in Document.objects.all()] == [f"Pièce {scene.number}"]


def test_a_respondent_who_declares_a_conflict_loses_it(scene: Scene) -> None:
    scene.act("mona", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Parente", now=scene.now))

    assert not scene.sees("mona")
    assert scene.dossier.assignee is None
