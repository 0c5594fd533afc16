"""Holds attacked with raw SQL, as the application and as the owner: nothing of what is held goes.

Each refusal has its success: the same statement passes once the hold is lifted, or where nothing is held.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, ProgrammingError, connections, transaction

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.records.holds import hold_what_is_touched, lift_holds, place_hold
from egide.kernel.records.mirroring import differences, reconcile
from egide.kernel.records.models import Hold, HoldKind
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.storage.models import HeldKey, WrappedKey
from tests.cast import NOW, seed_office
from tests.database import as_owner
from tests.kernel.scene import Scene, open_scene

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def scene(db: None) -> Scene:
    return open_scene(seed_office())


def put(scene: Scene, title: str) -> DocumentVersion:
    return scene.act(
        "nadia",
        lambda a, d: add_document(
            dossier=d, title=title, origin=Origin.RECEIVED, stream=io.BytesIO(b"Des mots.\n"),
            file_name="note.txt", actor_code=a.code, now=scene.now,
        ),
    )  # fmt: skip


def hold(scene: Scene, version: DocumentVersion | None = None) -> Hold:
    return scene.act(
        "marc",
        lambda a, d: place_hold(
            dossier=d, reason="litige", why="Mise en demeure reçue.", actor_code=a.code, now=scene.now,
            document=version.document if version else None,
        ),
    )  # fmt: skip


def lift(scene: Scene, rank: int = 1) -> None:
    scene.act(
        "marc",
        lambda a, d: lift_holds(dossier=d, ranks=[rank], actor_code=a.code, now=scene.now, why="Réglé."),
    )


@contextmanager
def everyone(scene: Scene, who: str) -> Iterator[None]:
    """As the application, Marc entered; or as the owner, past the walls."""
    if who == "app":
        with acting_as(scene.cast.actor("marc")):
            yield
    else:
        with as_owner():
            yield


def sql(statement: str, *values: object, alias: str = "default") -> None:
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(statement, values)


TOMBSTONE = (
    "update storage_storedobject set destroyed_at = now(), destruction_decision = 'X-1', sha256 = '', file_name = '' "
    "where id = %s"
)
ATTACKS: dict[str, Callable[[DocumentVersion], tuple[str, object]]] = {
    "tombstone": lambda v: (TOMBSTONE, v.stored_id),
    "version": lambda v: ("delete from documents_documentversion where id = %s", v.pk),
    "party": lambda v: ("delete from parties_party where dossier_id = %s and role = 'order'", v.dossier_id),
    "deadline": lambda v: ("delete from deadlines_duedate where dossier_id = %s", v.dossier_id),
    "details": lambda v: ("delete from interventions_interventiondetails where dossier_id = %s", v.dossier_id),
    "unlink": lambda v: (
        "update documents_documentversion set stored_id = (select id from storage_storedobject where id <> stored_id "
        "limit 1) where id = %s", v.pk),
    "forget": lambda v: ("select journal_forget(%s, 'X-1', now())", v.dossier_id),
    "hold": lambda v: ("delete from records_hold where dossier_id = %s", v.dossier_id),
    "rewrite": lambda v: ("update records_hold set document_id = 0 where dossier_id = %s", v.dossier_id),
}  # fmt: skip
OWNERS = {
    "note": lambda v: (
        "update journal_note set text = null, salt = null, forgotten_by = 'X' where dossier_id = %s", v.dossier_id),
    "object": lambda v: ("delete from storage_storedobject where id = %s", v.stored_id),
    "truncate": lambda v: ("truncate documents_documentversion cascade", None),
    "dossier": lambda v: ("delete from dossiers_dossier where id = %s", v.dossier_id),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("who", ["app", "owner"])
def test_nothing_of_a_held_dossier_goes_by_raw_sql(scene: Scene, attack: str, who: str) -> None:
    version, other = put(scene, "Pièce"), put(scene, "Autre pièce")
    assert other.stored_id != version.stored_id
    hold(scene)
    statement, value = ATTACKS[attack](version)

    with (
        everyone(scene, who),
        pytest.raises((IntegrityError, ProgrammingError), match=r"held|never|denied|rewritten|nobody acts"),
    ):
        sql(statement, value)


@pytest.mark.parametrize("attack", OWNERS)
def test_the_owner_is_refused_as_well(scene: Scene, attack: str) -> None:
    version = put(scene, "Pièce")
    hold(scene)
    statement, value = OWNERS[attack](version)

    with as_owner():
        sql("set constraints all immediate")
        with pytest.raises(IntegrityError, match=r"held|still referenced"):
            sql(statement, *([value] if value is not None else []))


@pytest.mark.parametrize("attack", ["tombstone", "version", "forget"])
def test_the_same_passes_once_the_hold_is_lifted(scene: Scene, attack: str) -> None:
    version = put(scene, "Pièce")
    hold(scene)
    lift(scene)
    statement, value = ATTACKS[attack](version)

    with as_owner() if attack != "forget" else acting_as(scene.cast.actor("marc")):
        if attack == "version":
            sql("delete from documents_step where version_id = %s", value)
        sql(statement, value)


@pytest.mark.parametrize("who", ["app", "owner"])
def test_a_hold_is_not_lifted_in_silence(scene: Scene, who: str) -> None:
    hold(scene)

    with everyone(scene, who), pytest.raises(IntegrityError, match="entry in the journal"):
        sql(
            "set constraints all immediate; update records_hold set lifted_at = now() where lifted_at is null"
        )


def test_a_hold_on_one_document_keeps_that_document_only(scene: Scene) -> None:
    kept, free = put(scene, "Gardé"), put(scene, "Libre")
    hold(scene, kept)

    with as_owner():
        sql(TOMBSTONE, free.stored_id)
        with pytest.raises(IntegrityError, match="held"):
            sql(TOMBSTONE, kept.stored_id)


def delete_key(scene: Scene, version: DocumentVersion, who: str) -> None:
    compartment = str({version.compartment_id})
    with everyone(scene, who), transaction.atomic(using="keys"), connections["keys"].cursor() as cursor:
        cursor.execute("select set_config('egide.compartments', %s, true)", [compartment])
        cursor.execute("delete from storage_wrappedkey where object_id = %s", [version.stored_id])


@pytest.mark.parametrize("who", ["app", "owner"])
def test_the_key_of_what_is_held_is_not_deleted(scene: Scene, who: str) -> None:
    before = put(scene, "Avant le gel")
    hold(scene)
    after = put(scene, "Pendant le gel")

    for version in (before, after):
        with pytest.raises(IntegrityError, match="held"):
            delete_key(scene, version, who)
    with as_owner(), pytest.raises(IntegrityError, match="never erased"):
        sql("delete from storage_heldkey", alias="keys")


def test_the_key_goes_once_the_lifting_is_committed(
    scene: Scene, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    version = put(scene, "Pièce")
    hold(scene)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        lift(scene)

    with as_owner():
        row = HeldKey.objects.get(object_id=version.stored_id)
    assert row.released_at
    assert len(row.released_by) == 64
    delete_key(scene, version, "app")
    with as_owner():
        assert not WrappedKey.objects.filter(pk=version.stored_id).exists()


def test_the_mirror_is_made_true_again(scene: Scene) -> None:
    version = put(scene, "Pièce")
    placed = hold(scene)
    with as_owner():
        sql("update storage_heldkey set released_at = now(), released_by = 'x'", alias="keys")
        assert differences() == ({placed.pk: [version.stored_id]}, [])

    with acting_as(service("scheduler")):
        assert reconcile(now=NOW) == (1, 0)
    with as_owner():
        assert differences() == ({}, [])


def test_what_an_access_request_touches_is_held_once(scene: Scene) -> None:
    other = open_scene(scene.cast)

    def touch() -> int:
        with acting_as(scene.cast.actor("marc")) as marc:
            held = hold_what_is_touched(
                dossiers=[other.dossier], kind=HoldKind.ACCESS, by_dossier=scene.dossier, actor_code=marc.code,
                why="Demande d’accès reçue.", now=NOW,
            )  # fmt: skip
            return len(held)

    assert (touch(), touch()) == (2, 0)
    with as_owner():
        assert set(Hold.objects.values_list("reason", "kind")) == {(scene.number, "access")}
