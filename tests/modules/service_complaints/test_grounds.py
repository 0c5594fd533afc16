"""Grounds are declared per stream: what excludes a complaint about services says nothing of an intervention.

Source: domain.md D.1, seed 003. A pending inquiry by the syndic is a ground in neither stream.
"""

import pytest

from egide.law.grounds import Ground
from egide.modules.interventions.law import GROUNDS as INTERVENTION
from egide.modules.service_complaints.law import EXCLUSIONS, FINDINGS, GROUNDS
from egide.modules.service_complaints.module import SERVICE_COMPLAINTS

# The exclusions of the model policy, in its own order, then what the Office adds.
EXPECTED = {
    "own_recourse", "procurement", "other_body", "partner", "partner_dispute", "disclosure", "labour_relations",
    "access_request", "general_information", "order_mechanism",
}  # fmt: skip


def words(grounds: tuple[Ground, ...]) -> str:
    return " ".join(f"{g.code} {g.label} {g.wording}" for g in grounds).lower()


def test_the_module_declares_itself_whole() -> None:
    assert SERVICE_COMPLAINTS.problems() == ()


def test_the_exclusions_are_those_of_the_model_policy() -> None:
    assert {ground.code for ground in EXCLUSIONS} == EXPECTED


def test_each_stream_has_its_own_grounds() -> None:
    own = EXPECTED - {"other_body"}  # the only reason that both streams may give

    assert own.isdisjoint({ground.code for ground in INTERVENTION})


def test_a_recourse_in_progress_excludes_a_complaint_about_services_and_never_an_intervention() -> None:
    assert "own_recourse" in {ground.code for ground in EXCLUSIONS}
    assert not [g for g in INTERVENTION if "recours" in f"{g.code} {g.label}".lower()]


@pytest.mark.parametrize("grounds", [INTERVENTION, GROUNDS], ids=["interventions", "services"])
def test_a_pending_inquiry_by_the_syndic_is_a_ground_nowhere(grounds: tuple[Ground, ...]) -> None:
    assert "syndic" not in words(grounds)
    assert "enquête" not in words(grounds)


def test_founded_belongs_to_services_and_never_to_interventions() -> None:
    assert {ground.code for ground in FINDINGS} == {"founded", "not_founded"}
    assert "founded" not in {ground.code for ground in INTERVENTION}
    assert "fondé" not in words(INTERVENTION)
