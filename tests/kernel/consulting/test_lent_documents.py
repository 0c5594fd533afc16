"""Documents lent in answer to a question: copied for whoever asks, kept and held where they are.

Claire, Commissioner, lends nothing of the Office; a unit of the Office lends what it may read.
"""

import pytest

from egide.kernel.consulting import answering
from egide.kernel.consulting.holding import end_consultations, hold_again
from egide.kernel.consulting.models import QuestionFile, State
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.holds import is_held
from egide.modules.interventions.actions import Intake, open_intervention
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Site, Unit
from egide.platform.errors.failures import Refused
from tests.database import as_owner
from tests.kernel.consulting.asked import CANARY, Asked


@pytest.fixture
def source(asked: Asked) -> Dossier:
    """A dossier of the Office, with a document, for a unit of the Office that is asked."""
    cast, now = asked.scene.cast, asked.scene.now
    with acting_as(cast.actor("marc")) as marc:
        intake = Intake(
            title="Autre dossier", name="Gaston Roy", received_at=now, channel="post", summary="s", wish="w",
            order=cast.order, email="g@exemple.example",
        )  # fmt: skip
        unit = Unit.objects.select_related("compartment", "site").get(code="interventions")
        dossier = open_intervention(
            actor=marc, intake=intake, unit=unit, site=Site.objects.get(code="quebec"), now=now
        )
        version = add_document(
            dossier=dossier, title="Plan directeur", origin=Origin.INTERNAL, stream=[CANARY.encode()],
            file_name="plan.txt", actor_code=marc.code, now=now,
        )  # fmt: skip
        DocumentVersion.objects.filter(pk=version.pk).update(pages=8)
    return dossier


def pick(asked: Asked, source: Dossier, *ranks: int) -> None:
    asked.do(answering.pick, "marc", "interventions", dossier=source, ranks=ranks)


def test_a_picked_document_keeps_its_place_on_its_own_side_and_is_held(asked: Asked, source: Dossier) -> None:
    asked.ask("interventions")
    pick(asked, source, 1)
    with pytest.raises(Refused, match="pas déjà joint"):
        pick(asked, source, 1)

    asked.answer("marc", "interventions", found=True)

    told = asked.consultation()
    with as_owner():
        file = QuestionFile.objects.get()
        (back,) = told.documents.all()
        assert file.dossier_id == source.pk
        assert file.sent_at is not None
        assert (back.reference, back.pages, back.class_code) == (
            "CNSOO-2026-00001/1", 8, source.class_code,
        )  # fmt: skip
        assert back.version_id != file.version_id
        assert is_held(source)


def test_the_hold_ends_with_the_request_and_comes_back_when_that_is_undone(
    asked: Asked, source: Dossier
) -> None:
    asked.ask("interventions")
    asked.ask("presidency")
    pick(asked, source, 1)
    asked.answer("marc", "interventions", found=True)

    asked.scene.act("nadia", lambda a, d: end_consultations(dossier=d, now=asked.scene.now))

    with as_owner():
        assert not is_held(source)
    assert asked.consultation(2).state == State.WITHDRAWN
    asked.scene.act("nadia", lambda a, d: hold_again(dossier=d, now=asked.scene.now))
    with as_owner():
        assert is_held(source)


def test_a_dossier_behind_another_wall_lends_nothing(asked: Asked, source: Dossier) -> None:
    asked.ask()

    with pytest.raises(Refused, match="réservée à"):
        asked.do(answering.pick, dossier=source, ranks=(1,))
