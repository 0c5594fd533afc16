"""The yearly count, counted a second time by hand from what was lived; the network on a day."""

from datetime import date, timedelta

import pytest

from egide.kernel.gate.visibility import visible
from egide.modules.ombudsman.counting import YearCount, fiscal_year, year_count
from egide.modules.ombudsman.models import Meeting, Respondent
from egide.modules.ombudsman.network import end_respondent, enter_meeting, name_respondent
from egide.modules.ombudsman.printing import follow_up_pdf
from egide.modules.ombudsman.queries import respondent_for
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast
from tests.modules.ombudsman.scene import name_mona, open_scene
from tests.modules.ombudsman.test_thread import answer, answered, carry_out, recommended


def counted(cast: Cast) -> YearCount:
    with acting_as(cast.actor("luc")) as luc:
        return year_count(visible(luc, kind="ombudsman_exchange"), day=TODAY)


def test_the_count_of_the_year_is_what_was_lived(cast: Cast) -> None:
    name_mona(cast, "recourses")
    first = recommended(answered(open_scene(cast)))
    first.move("receive_recommendation", occurred_on="2026-11-23")
    answer(first, 1, "accepted", on=TODAY)
    carry_out(first, 1)
    recommended(open_scene(cast, nature="document_request"))
    # The day before the fiscal year: not of this one.
    open_scene(cast, received_at=NOW - timedelta(days=(TODAY - date(2026, 3, 31)).days))

    found = counted(cast)

    assert (found.first, found.last) == (date(2026, 4, 1), date(2027, 3, 31))
    assert found.received == 2
    assert found.by_nature == {"question": 1, "document_request": 1, "recommendation": 0}
    assert (found.answered, found.in_time, found.late, found.median_days) == (1, 1, 0, 0)
    assert found.recommendations == 2
    assert found.by_answer == {"": 1, "accepted": 1, "partly": 0, "refused": 0}
    assert found.done == 1
    with acting_as(cast.actor("luc")) as luc:
        assert follow_up_pdf(visible(luc, kind="ombudsman_exchange"), day=TODAY).startswith(b"%PDF")


@pytest.mark.parametrize(("day", "year"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026)])
def test_a_fiscal_year_begins_on_the_first_of_april(day: date, year: int) -> None:
    assert fiscal_year(day) == (date(year, 4, 1), date(year + 1, 3, 31))


def test_the_network_is_that_of_the_day_and_the_last_named_answers(cast: Cast) -> None:
    name_mona(cast, "recourses", "access")
    with acting_as(cast.actor("luc")):
        unit = Unit.objects.select_related("compartment").get(code="ombudsman")
        place = {"compartment_id": unit.compartment_id}
        mona = Respondent.objects.get()
        name_respondent(
            compartment=unit.compartment,
            user=cast.user("luc"),
            unit=unit,
            subjects=["access"],
            since=TODAY,
            now=NOW,
        )
        before = respondent_for("access", day=TODAY - timedelta(days=1), **place)
        after = respondent_for("access", day=TODAY, **place)
        assert before is not None
        assert before.user == cast.user("mona")
        assert after is not None
        assert after.user == cast.user("luc")

        end_respondent(respondent=mona, on=TODAY, now=NOW)

        assert respondent_for("recourses", day=TODAY, **place) is None
        with pytest.raises(Refused, match="déjà terminé"):
            end_respondent(respondent=mona, on=TODAY, now=NOW)
        with pytest.raises(Refused, match="n’a pas de rôle"):
            name_respondent(
                compartment=unit.compartment,
                user=cast.user("nadia"),
                unit=unit,
                subjects=["other"],
                since=TODAY,
                now=NOW,
            )


def test_a_meeting_is_entered_once_held(cast: Cast) -> None:
    told = {"kind": "training", "participants": "L’équipe", "subjects": "La loi", "documents": ""}
    with acting_as(cast.actor("luc")) as luc:
        unit = Unit.objects.select_related("compartment").get(code="ombudsman")
        same = {"compartment": unit.compartment, "actor_code": luc.code, "today": TODAY, "now": NOW}
        with pytest.raises(Refused, match="une fois"):
            enter_meeting(held_on=TODAY + timedelta(days=1), **told, **same)
        enter_meeting(held_on=TODAY, **told, **same)
    with acting_as(cast.actor("nadia")):
        assert not Meeting.objects.exists()
