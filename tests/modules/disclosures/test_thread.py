"""A disclosure, from the hand-over to the closed file, as the designated officer; a refusal for each success."""

import pytest

from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.handover.actions import hand_over
from egide.kernel.handover.parcels import Parcel
from egide.kernel.lifecycle.running import run
from egide.modules.disclosures.actions import receive
from egide.modules.disclosures.law import ACT, GROUNDS, RETENTION
from egide.modules.disclosures.module import DISCLOSURES
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment, Site
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast


@pytest.fixture
def sealed(cast: Cast) -> Cast:
    """A disclosure that Bruno received by mail and handed over."""
    with acting_as(cast.actor("bruno")) as bruno:
        parcel = Parcel(
            source="", title="Lettre", text="Un acte répréhensible.", received_at=NOW, channel="post",
            site=Site.objects.get(code="quebec"),
        )  # fmt: skip
        office = Compartment.objects.get(code="office")
        hand_over(actor=bruno, sender=office, parcel=parcel, kind="disclosure", receive=receive, now=NOW)
    return cast


def move(cast: Cast, code: str, **answers: str) -> str:
    with acting_as(cast.actor("solange")) as solange:
        dossier = Dossier.objects.select_for_update(of=("self",)).get(kind="disclosure")
        run(actor=solange, dossier=dossier, code=code, answers=answers, now=NOW)
        return dossier.state


def test_the_module_declares_itself_whole_and_says_what_is_to_validate() -> None:
    assert DISCLOSURES.problems() == ()
    assert ACT.to_validate
    assert all(ground.source.to_validate for ground in GROUNDS)
    assert all(rule.sample for rule in RETENTION)


def test_who_typed_it_no_longer_sees_it(sealed: Cast) -> None:
    with acting_as(sealed.actor("bruno")) as bruno:
        assert not visible(bruno).exists()
    with acting_as(sealed.actor("solange")) as solange:
        assert visible(solange).get().title == "Divulgation"


def test_the_compartment_journals_its_reads(sealed: Cast) -> None:
    assert Compartment.objects.get(code="integrity").reads_journaled


def test_it_is_examined_handled_and_closed(sealed: Cast) -> None:
    assert move(sealed, "examine", occurred_on=TODAY.isoformat()) == "examined"
    with pytest.raises(Refused):
        move(sealed, "handle", outcome="no_wrongdoing", motive=" ")
    assert move(sealed, "handle", outcome="no_wrongdoing", motive="Rien trouvé.") == "handled"
    assert move(sealed, "close") == "closed"


def test_the_person_may_be_directed_to_the_ombudsman_at_once(sealed: Cast) -> None:
    assert move(sealed, "direct", occurred_on=TODAY.isoformat(), motive="À sa demande.") == "directed"
    assert move(sealed, "close") == "closed"


def test_it_can_be_given_to_the_officer_and_to_nobody_else(sealed: Cast) -> None:
    with acting_as(sealed.actor("solange")):
        dossier = Dossier.objects.select_related("unit").get(kind="disclosure")
        with pytest.raises(Refused):
            assign(dossier=dossier, to=sealed.user("bruno"), now=NOW)
        assign(dossier=dossier, to=sealed.user("solange"), now=NOW)
