"""The orders beside each text: those of its dossier at every instant, whoever writes the text, the party or neither.

Told by the windows with the rows; the recount of `egide verify` ends each life.
"""

import pytest
from django.db import connection

from egide.kernel.dossiers.models import Dossier
from egide.kernel.notes.actions import write_note
from egide.kernel.notes.models import Note
from egide.kernel.parties.actions import add_order
from egide.kernel.parties.models import Party, PartyRole, ProfessionalOrder
from egide.kernel.search.models import Entry
from egide.kernel.search.rebuilding import fill, stale
from tests.database import as_owner
from tests.kernel.scene import Scene
from tests.kernel.search.conftest import found, remade

pytestmark = pytest.mark.usefixtures("nothing_stale")


@pytest.fixture
def other(scene: Scene) -> ProfessionalOrder:
    """Another order than the dossier's."""
    with as_owner():
        made, _ = ProfessionalOrder.objects.get_or_create(
            slug="avocats", defaults={"name": "Avocats", "exercise": "exclusive"}
        )
    return made


def _note(scene: Scene) -> None:
    scene.act("nadia", lambda a, d: write_note(dossier=d, text="Un hippopotame.", actor=a, now=scene.now))


def _counted(scene: Scene) -> dict[str, int]:
    return dict(found(scene, "hippopotame", facets=True).facets.get("order", {}))


def test_an_order_added_or_taken_away_counts_the_texts_that_were_there(
    scene: Scene, other: ProfessionalOrder
) -> None:
    own = scene.cast.order.slug
    _note(scene)
    assert _counted(scene) == {own: 1}

    scene.act("bruno", lambda a, d: add_order(dossier=d, order=other, now=scene.now))
    _note(scene)
    assert _counted(scene) == {own: 2, other.slug: 2}

    with as_owner():
        Party.objects.filter(role=PartyRole.ORDER, order=other).delete()
    assert _counted(scene) == {own: 2}

    with as_owner():
        Party.objects.filter(role=PartyRole.ORDER).update(order=other)
    assert _counted(scene) == {other.slug: 2}


def test_a_text_that_changes_keeps_its_orders(scene: Scene) -> None:
    _note(scene)
    with as_owner():
        Note.objects.update(text="Deux hippopotames.")

    assert _counted(scene) == {scene.cast.order.slug: 1}


def test_a_dossier_of_no_order_is_counted_under_none(scene: Scene) -> None:
    _note(scene)
    with as_owner():
        Party.objects.filter(role=PartyRole.ORDER).delete()

    assert _counted(scene) == {}


def test_forged_orders_are_told_by_the_verification_and_the_rebuilding_mends_them(scene: Scene) -> None:
    _note(scene)
    with as_owner():
        Entry.objects.filter(source="note").update(orders=[987_654])
        about = Dossier.objects.get(number=scene.number).pk

        told = [
            "Recherche : 1 texte compté sous d’autres ordres que ceux de son dossier; lancez « egide search rebuild »."
        ]
        assert list(stale(connection)) == list(stale(connection, dossier=about)) == told
        fill(connection)


def test_the_migration_is_taken_back_and_made_again(scene: Scene, other: ProfessionalOrder) -> None:
    scene.act("bruno", lambda a, d: add_order(dossier=d, order=other, now=scene.now))
    _note(scene)

    remade(
        "0014_concerned",
        functions=("search_orders", "search_concern", "search_concerned"),
        column="orders",
    )

    assert _counted(scene) == {scene.cast.order.slug: 1, other.slug: 1}
