"""The house’s dossiers destroyed, one compartment after the other: what was planted in each of their tables is gone.

Every text, json and bytea column of both databases is searched; what is not the dossier’s is named here, and stays.
"""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import psycopg
import pytest

from egide.kernel.disposal.destroying import destroy_dossier
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.holds import lift_holds
from egide.kernel.records.models import Disposed, Hold
from egide.kernel.search.vocabulary import after_destructions
from egide.modules.correspondence.models import MailFile, MailPiece
from egide.modules.interventions.models import Request, RequestFile
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.storage.models import StoredObject
from tests.database import Pair, TestServer, as_owner
from tests.walls.house import House
from tests.walls.planted import CLOCK, PLACES, word
from tests.walls.searching import columns_with

CODES = sorted(PLACES)
# Not of the dossier: what stands elsewhere in the house.
OTHERS = {
    "correspondence_mailpiece.entered_by", "digitisation_lot.label", "digitisation_step.text",
    "disposal_certificate.body",
    "disposal_dispositionlist.rule_title", "imports_importrun.report", "imports_importrun.source",
    "imports_importrun.started_by", "imports_importeditem.source", "disposal_setting.set_by", "disposal_slip.media",
    "information_cards_informationcard.note", "information_cards_informationcard.noted_by", "paper_box.label",
    "journal_note.text",  # of the day’s accesses: those of the dossier are counted below
    "paper_checkline.code", "paper_place.room", "records_disposed.decision",
    "consulting_question.comments", "consulting_question.origin",  # of the unit that was asked, without a dossier
    "consulting_question.words",
    "admission_complaints_delegation.given_by", "admission_work_openingscertificate.sha256",
    "letters_letterhead.organization", "wordings_wordingversion.reason", "wordings_wordingversion.text",
    "office_mandates_monthlyreport.figures", "office_mandates_monthlyreport.presented_name",
    "ombudsman_delegate.email", "ombudsman_delegate.entered_by", "ombudsman_delegate.name",  # of the network
    "ombudsman_meeting.entered_by", "ombudsman_meeting.participants", "ombudsman_meeting.subjects",
    "ombudsman_meetingfile.added_by", "ombudsman_networksubject.name", "ombudsman_respondent.subjects",
    "records_office_sealedfile.number", "records_office_sealedrelease.kind",
    "records_office_sealedrelease.released_by",
}  # fmt: skip
# Codes, logins and labels of the house, in whose place the fixture wrote its word.
CODED = {
    "admission_complaints_recommendation.made_by", "consulting_questionfile.added_by",
    "ombudsman_submission.submitted_by",
    "gate_conflict.declared_by", "gate_grant.granted_by", "handover_receipt.made_by",
    "planning_commentrequest.asked_by",    "planning_contribution.stream", "planning_edition.frozen_by",
    "planning_publication.approved_as",
    "planning_publication.published_by", "planning_recommendation.written_by", "planning_report.opened_by",
    "records_hold.reason", "records_keeping.waits_for",
}  # fmt: skip
# What was published stays published.
PUBLISHED = {
    "access_examination_publisheddocument.description", "access_examination_publisheddocument.title",
    "access_examination_publisheddocument.withdrawn_because", "admission_work_publishedsummary.permit",
    "planning_edition.texts", "planning_publication.period", "planning_publication.title",
}  # fmt: skip
STAYS = OTHERS | CODED | PUBLISHED


@pytest.fixture(autouse=True)
def blobs_of_its_own(settings: Any, tmp_path: Path) -> None:
    """The copies of the house share one folder of blobs: a destruction is not theirs."""
    kept = settings.STORAGES["blobs"]
    options = kept["OPTIONS"]
    own = tmp_path / "blobs"
    copytree(options["location"], own)
    settings.STORAGES = {**settings.STORAGES, "blobs": {**kept, "OPTIONS": {**options, "location": str(own)}}}


@pytest.fixture
def keys(house: House, clone: Pair, test_server: TestServer) -> "Iterator[psycopg.Connection[Any]]":
    with psycopg.connect(test_server.cluster.url("egide_owner", clone.keys)) as connection:
        yield connection


@pytest.mark.parametrize("code", CODES)
def test_nothing_of_a_destroyed_dossier_stays_in_either_database(
    house: House, owner: "psycopg.Connection[Any]", keys: "psycopg.Connection[Any]", code: str
) -> None:
    before = columns_with(owner, word(code))
    owner.rollback()
    plant = house.plants[code].dossier
    with acting_as(service("scheduler")):
        dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=plant.pk)
        ranks = Hold.objects.filter(dossier_id=dossier.pk, lifted_at=None).values_list("rank", flat=True)
        lift_holds(dossier=dossier, ranks=list(ranks), actor_code="service:scheduler", now=CLOCK, why="Essai")
    with as_owner():
        # The house lends one file of the dossier to a request and to a piece of mail that are not its own.
        place = {"compartment_id": plant.compartment_id}
        RequestFile.objects.filter(request__dossier=None, **place).delete()
        MailFile.objects.filter(piece__dossier=None, **place).delete()
        Request.objects.filter(dossier=None, **place).delete()
        MailPiece.objects.filter(dossier=None, **place).delete()
        Disposed.objects.filter(dossier_id=plant.pk).delete()  # the plant was « transferred » for the walls
    with acting_as(service("scheduler")):
        dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=plant.pk)
        told = destroy_dossier(dossier=dossier, decision="LD-1", certificate="CD-1", rule="6200", now=CLOCK)
    after_destructions(service("scheduler"))  # as the execution of a list does once

    assert len(before) > 60
    assert told
    left = columns_with(owner, word(code))
    assert left <= STAYS, " ".join(sorted(left - STAYS))
    notes = owner.execute(
        "select count(*) from journal_note where dossier_id = %s and text is not null", [plant.pk]
    )
    assert notes.fetchone() == (0,)
    assert columns_with(keys, word(code)) == set()
    with as_owner():
        mine = StoredObject.objects.filter(destruction_decision="LD-1")
        assert {len(stored.sha256 + stored.file_name) for stored in mine} == {0}
