"""What a report could carry out of where it belongs, and whoever would approve what they wrote."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from egide.kernel.dossiers.models import Dossier
from egide.kernel.measures.actions import open_measure
from egide.kernel.measures.models import Measure, Source
from egide.modules.planning.models import Contribution, Edition
from egide.modules.planning.recommending import recommend
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Membership, Unit
from egide.platform.errors.failures import Refused
from tests.cast import LONG_AGO, TODAY
from tests.database import as_owner
from tests.modules.planning.scene import PERIOD, Scene

SECRET = "zibelinemesure"
FROZEN = (
    ("planning_edition", "figures = '{}'"),
    ("planning_edition", "texts = '{}'"),
    ("planning_edition", "pdf_sha256 = repeat('0', 64)"),
    ("planning_publication", "workbook = ''"),
    ("planning_publication", "title = 'Autre'"),
)


def measure_of_a_complaint(scene: Scene) -> str:
    """Will propose a measure in the complaint of the president's bureau, and return the complaint's number."""
    with acting_as(scene.cast.actor("odile")):
        complaint = Dossier.objects.select_for_update(of=("self",)).get(kind="service_complaint")
        with as_owner():
            complaint.unit = Unit.objects.get(pk=complaint.unit_id)
        open_measure(
            dossier=complaint,
            text=f"Rencontrer {SECRET} au sujet de son ton.",
            unit=complaint.unit,
            due_on=TODAY + timedelta(days=30),
            owner=None,
            source=Source.REQUEST,
            now=scene.now,
        )
    with as_owner():
        Measure.objects.update(proposed_on=PERIOD.since + timedelta(days=20))
    return complaint.number


def test_the_words_of_a_measure_stay_in_their_compartment(scene: Scene) -> None:
    number = measure_of_a_complaint(scene)

    scene.to_revision().release()
    scene.present()

    with as_owner():
        poured = json.dumps(Contribution.objects.get().figures)
        kept = json.dumps([poured, Edition.objects.get().figures])
    assert SECRET not in kept
    assert number not in kept
    assert "Mesure d" in poured  # it is still counted among what is followed


@pytest.mark.parametrize("what", ["a text that a colleague edited after", "a recommendation"])
def test_whoever_wrote_some_of_it_does_not_approve_it_for_the_president(scene: Scene, what: str) -> None:
    with as_owner():  # Nadia stands in for the president
        president = Membership.objects.filter(user=scene.cast.user("helene"), role="president", until=None)
        for held in president.select_related("unit"):
            Membership.objects.create(
                user=scene.cast.user("nadia"), unit=held.unit, role="president", since=LONG_AGO
            )
    if what == "a recommendation":
        scene.act("nadia", lambda a, d: recommend(actor=a, dossier=d, text="Fin.", unit=None, now=scene.now))
        scene.write("marc", summary="Le trimestre en bref.", conclusions="Les délais sont tenus.")
    else:
        scene.write("nadia", summary="Le trimestre.", conclusions="Les délais.")
        scene.write("marc", summary="Le trimestre en bref.", conclusions="Les délais sont tenus.")
    scene.ask(who="marc")
    scene.say()
    scene.treat(who="marc")
    scene.close("marc")
    scene.release()
    scene.present("marc")

    with pytest.raises(Refused, match="Vous avez écrit ou présenté"):
        scene.approve("nadia")
    scene.approve("helene")  # the twin


def test_whoever_leaves_a_unit_comments_for_it_no_more(scene: Scene) -> None:
    scene.ask("secretariat")
    with as_owner():  # Amélie now answers for another unit of the Office
        held = Membership.objects.filter(user=scene.cast.user("amelie"), unit__code="secretariat")
        held.update(unit=Unit.objects.get(code="records"), role="unit_head")

    with pytest.raises(Refused, match="la personne qui en répond"):
        scene.say("Pour mon ancienne unité.", who="amelie")


def test_raw_sql_changes_no_figure_text_nor_byte_of_what_was_presented_or_published(scene: Scene) -> None:
    scene.to_publication()

    for table, changed in FROZEN:
        for role in (acting_as(scene.cast.actor("marc")), as_owner()):
            with role, pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
                _run(f"update {table} set {changed}")
        with as_owner(), pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            _run(f"delete from {table}")


def test_altered_figures_are_neither_approved_nor_published(scene: Scene) -> None:
    scene.to_revision().release()
    scene.present()
    with as_owner():  # past the lock, as someone with the owner’s password could
        _run("set constraints all immediate")
        _run("alter table planning_edition disable trigger frozen")
        _run(
            "update planning_edition set figures = jsonb_set(figures, '{streams,0,counted_by}', '\"Personne\"')"
        )

    with pytest.raises(Refused, match="ceux qui ont été présentés"):
        scene.approve()


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
