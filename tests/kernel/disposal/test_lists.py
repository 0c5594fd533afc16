"""A list from what is due to its certificate, each step as the person to whom it belongs, with its refusals.

The dossiers are real ones, closed in 2026; the clock of the disposition is in 2036.
"""

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest

from egide.kernel.disposal import executing, lists
from egide.kernel.disposal.alarms import alarms, disposal_problems
from egide.kernel.disposal.certifying import with_proof
from egide.kernel.disposal.models import (
    Certificate,
    Choice,
    DispositionList,
    Fate,
    ListItem,
    ListState,
    Outcome,
)
from egide.kernel.disposal.offline import verify
from egide.kernel.documents.actions import add_document, stream_version
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.holds import place_hold
from egide.kernel.records.models import Disposed
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import Refused
from egide.platform.storage.errors import StorageProblem
from egide.platform.storage.models import DestructionEntry, WrappedKey
from tests.cast import Cast, seed_office
from tests.database import as_owner
from tests.kernel.disposal.steps import (
    SECRET,
    THEN,
    again,
    approved,
    do,
    made,
    old_dossier,
    outcomes,
    run,
    text_everywhere,
)


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def test_a_list_goes_from_what_is_due_to_its_certificate(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    scene = old_dossier(cast)
    listed = approved(cast)
    assert set(text_everywhere()) > {"parties_party", "journal_note", "documents_document"}

    listed = run(listed, django_capture_on_commit_callbacks)

    assert (listed.state, outcomes(listed)[scene.number][0]) == (ListState.CLOSED, Outcome.DESTROYED)
    assert text_everywhere() == []
    with as_owner():
        dossier = Dossier.objects.get(number=scene.number)
        version = DocumentVersion.objects.select_related("stored").filter(dossier=dossier).first()
        assert version is not None
        assert version.stored.is_destroyed
        assert (dossier.title, dossier.closed_on, dossier.kind) == (
            "Détruit",
            scene.today,
            "intervention_request",
        )
        assert not WrappedKey.objects.filter(pk=version.stored_id).exists()
        assert DestructionEntry.objects.get(pk=version.stored_id).decision == listed.number
    with acting_as(cast.actor("marc")), pytest.raises(StorageProblem):
        list(stream_version(version))
    with as_owner():
        assert list(disposal_problems(now=THEN + timedelta(days=40))) == []


def test_the_certificate_says_what_went_and_is_verified_offline(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    from egide.platform.journal.sealing import seal

    scene = old_dossier(cast)
    listed = run(approved(cast), django_capture_on_commit_callbacks)
    with acting_as(cast.actor("rene")):
        certificate = Certificate.objects.get(disposition_list=listed)
        before = with_proof(certificate)
    seal(now=THEN + timedelta(days=32))
    with acting_as(cast.actor("rene")):
        told = json.loads(json.dumps(with_proof(certificate)))

    body = told["certificate"]
    assert [line["number"] for line in body["dossiers"]] == [scene.number]
    assert body["totals"]["objects"] == len(body["dossiers"][0]["objects"]) >= 1
    assert [one["step"] for one in body["approvals"]][-1] == "approbation"
    assert SECRET not in json.dumps(told)
    assert verify(before).faults == []
    assert before["proof"] is None
    assert verify(told).faults == []
    assert "Merkle" in " ".join(verify(told).holds)
    forged = json.loads(json.dumps(told))
    forged["certificate"]["dossiers"] = []
    assert len(verify(forged).faults) >= 2
    forged = json.loads(json.dumps(told))
    forged["proof"]["path"] = [["left", "00" * 32], *forged["proof"]["path"]]
    assert verify(forged).faults == ["La preuve du sceau ne mène pas à sa racine."]


def test_what_changed_since_the_approval_drops_out_with_its_reason(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    held, changed, reopened, plain = (old_dossier(cast) for _ in range(4))
    listed = approved(cast)
    held.act("marc", lambda a, d: place_hold(dossier=d, reason="litige", actor_code=a.code, now=THEN))
    changed.act("nadia", lambda a, d: add_document(
        dossier=d, title="Tardif", origin=Origin.RECEIVED, stream=io.BytesIO(b"tard"), file_name="t.txt",
        actor_code=a.code, now=THEN))  # fmt: skip
    with as_owner():
        Dossier.objects.filter(number=reopened.number).update(closed_on=None, semi_active_until=None)

    listed = run(listed, django_capture_on_commit_callbacks)

    assert outcomes(listed) == {
        held.number: (Outcome.DROPPED, executing.HELD),
        changed.number: (Outcome.DROPPED, executing.CHANGED),
        reopened.number: (Outcome.DROPPED, executing.REOPENED),
        plain.number: (Outcome.DESTROYED, f"Détruit, certificat {listed.certificate_number}."),
    }
    with as_owner():
        assert set(Disposed.objects.values_list("dossier__number", flat=True)) == {plain.number}


def test_the_unit_keeps_with_its_reason_and_its_day(cast: Cast) -> None:
    old_dossier(cast)
    other = old_dossier(cast)
    listed = made(cast)
    do(cast, "rene", lists.submit, listed=listed)
    with as_owner():
        place = ListItem.objects.get(disposition_list=listed, dossier__number=other.number).place

    with pytest.raises(Refused, match="pourquoi"):
        do(cast, "marc", lists.review, listed=listed, places=[place], choice=Choice.KEPT)
    with pytest.raises(Refused, match="quel jour"):
        do(cast, "marc", lists.review, listed=listed, places=[place], choice=Choice.KEPT, reason="Utile.")
    with pytest.raises(Refused, match="revient à"):
        do(cast, "rene", lists.agree_to_rest, listed=listed)
    with pytest.raises(Refused, match="sans réponse"):
        do(cast, "marc", lists.end_review, listed=listed)
    until = THEN.date() + timedelta(days=400)
    do(
        cast,
        "marc",
        lists.review,
        listed=listed,
        places=[place],
        choice=Choice.KEPT,
        reason="Utile.",
        keep_until=until,
    )
    do(cast, "marc", lists.agree_to_rest, listed=listed)
    do(cast, "marc", lists.end_review, listed=listed)
    do(cast, "rene", lists.check, listed=listed)

    assert again(listed).state == ListState.APPROVAL
    assert len(again(listed).digest) == 64


def test_another_than_the_author_approves_what_was_read(cast: Cast) -> None:
    old_dossier(cast)
    listed = made(cast)
    do(cast, "rene", lists.submit, listed=listed)
    do(cast, "marc", lists.agree_to_rest, listed=listed)
    do(cast, "marc", lists.end_review, listed=listed)
    do(cast, "rene", lists.check, listed=listed)
    digest = again(listed).digest

    with pytest.raises(Refused, match="a changé"):
        do(cast, "helene", lists.approve, listed=listed, digest_seen="0" * 64)
    with pytest.raises(Refused, match="autre personne"):
        do(cast, "rene", lists.approve, listed=listed, digest_seen=digest)
    with pytest.raises(Refused, match="avez révisé"):
        do(cast, "marc", lists.approve, listed=listed, digest_seen=digest)
    with pytest.raises(Refused, match="revient à"):
        do(cast, "nadia", lists.approve, listed=listed, digest_seen=digest)
    with as_owner():
        DispositionList.objects.filter(pk=listed.pk).update(made_by=cast.user("helene"))
    with pytest.raises(Refused, match="autre personne"):
        do(cast, "helene", lists.approve, listed=listed, digest_seen=digest)
    with as_owner():
        DispositionList.objects.filter(pk=listed.pk).update(made_by=cast.user("rene"))
    do(cast, "helene", lists.approve, listed=listed, digest_seen=digest)
    assert again(listed).objections_until == date(2036, 2, 6)


def test_nothing_runs_before_the_window_is_over_and_late_is_an_alarm(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    scene = old_dossier(cast)
    listed = approved(cast)

    assert run(listed, django_capture_on_commit_callbacks, after=30).state == ListState.WINDOW
    with acting_as(cast.actor("rene")):
        assert alarms(now=THEN + timedelta(days=30)) == ()
        late = alarms(now=THEN + timedelta(days=33))
    assert [alarm.number for alarm in late] == [listed.number]
    with acting_as(service("scheduler")):
        assert executing.due_lists(today=date(2036, 2, 7)) == [(listed.pk, listed.compartment_id)]
    assert outcomes(listed)[scene.number][0] == Outcome.WAITING


def test_an_objection_takes_a_dossier_out(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    scene, other = old_dossier(cast), old_dossier(cast)
    listed = approved(cast)
    with as_owner():
        place = ListItem.objects.get(disposition_list=listed, dossier__number=scene.number).place
    with pytest.raises(Refused, match="raison"):
        do(cast, "marc", lists.object_to, listed=listed, place=place, reason=" ")

    do(cast, "marc", lists.object_to, listed=listed, place=place, reason="Recherche en cours.")
    listed = run(listed, django_capture_on_commit_callbacks)

    assert [outcomes(listed)[one.number][0] for one in (scene, other)] == [Outcome.DROPPED, Outcome.DESTROYED]


def test_a_sorting_keeps_the_same_dossiers_for_the_same_seed(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    scenes = [old_dossier(cast, "T") for _ in range(3)]
    listed = run(approved(cast, Fate.SORT), django_capture_on_commit_callbacks)

    numbers = [scene.number for scene in scenes]
    chosen = executing.selection(numbers, seed=listed.seed, percent=listed.sample_percent)
    told = outcomes(listed)
    assert len(chosen) == 1
    assert listed.state == ListState.RUNNING
    assert {number for number in numbers if told[number][0] == Outcome.CHOSEN} == chosen
    assert all(scene.problems == [] for scene in scenes)


def test_an_approved_list_is_frozen_by_the_database(cast: Cast) -> None:
    from django.db import IntegrityError, transaction

    old_dossier(cast)
    listed = approved(cast)

    for change in ({"digest": "0" * 64}, {"series": "9999"}, {"approved_by": cast.user("claire")}):
        with as_owner(), pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            DispositionList.objects.filter(pk=listed.pk).update(**change)


def test_what_is_held_or_listed_is_not_due(cast: Cast) -> None:
    scene = old_dossier(cast)
    scene.act("marc", lambda a, d: place_hold(dossier=d, reason="audit", actor_code=a.code, now=THEN))
    with pytest.raises(Refused, match="Aucun dossier"):
        made(cast)
    old_dossier(cast)
    assert made(cast).total == 1
    with pytest.raises(Refused, match="Aucun dossier"):
        made(cast)


def test_the_pdf_carries_what_is_verified(
    cast: Cast, tmp_path: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from click.testing import CliRunner

    from egide.interfaces.commands.verify_certificate import command
    from egide.kernel.disposal.printing import certificate_pdf

    old_dossier(cast)
    listed = run(approved(cast), django_capture_on_commit_callbacks)
    with acting_as(cast.actor("rene")):
        pdf = certificate_pdf(
            Certificate.objects.select_related("disposition_list__unit__site").get(disposition_list=listed)
        )
    path = tmp_path / "certificat.pdf"
    path.write_bytes(pdf)

    told = CliRunner().invoke(command, [str(path)])
    assert (told.exit_code, told.output.count("concorde")) == (0, 2), told.output + repr(told.exception)
    assert b"pdfaid:part>3" in pdf.replace(b'pdfaid:part="3"', b"pdfaid:part>3")

    path.write_bytes(b"%PDF-1.7 rien")
    assert CliRunner().invoke(command, [str(path)]).exit_code == 1
