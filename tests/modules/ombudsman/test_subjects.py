"""The subjects of the network as data: added, renamed, ended on a day; nothing that came before changes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from egide.modules.ombudsman.models import NetworkSubject, OmbudsmanExchange
from egide.modules.ombudsman.network import name_respondent
from egide.modules.ombudsman.subjects import add_subject, end_subject, rename_subject, subjects_on
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment, Unit
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.modules.ombudsman.scene import Scene, name_mona, open_scene


def team(
    cast: Cast, what: Callable[..., Any], *, who: str = "luc", place: str = "ombudsman", **known: Any
) -> Any:
    with acting_as(cast.actor(who)):
        return what(compartment=Compartment.objects.get(code=place), now=NOW, **known)


def names(cast: Cast, *, who: str = "luc", place: str = "ombudsman", days: int = 0) -> list[str]:
    with acting_as(cast.actor(who)):
        rows = subjects_on(
            TODAY + timedelta(days=days), compartment_id=Compartment.objects.get(code=place).pk
        )
        return [row.name for row in rows]


def subject_of(scene: Scene) -> tuple[str, str]:
    with as_owner():
        own = OmbudsmanExchange.objects.get(dossier__number=scene.number)
        return own.subject, own.subject_name


def test_a_new_subject_reaches_its_respondent_and_the_other_team_does_not_have_it(cast: Cast) -> None:
    made = team(cast, add_subject, name="  Reconnaissance   des acquis ", since=TODAY)
    name_mona_for_today(cast, made.code)

    scene = open_scene(cast, subject=made.code)

    assert made.name in names(cast)
    assert made.name not in names(cast, who="claire", place="commissioner")
    assert scene.dossier.assignee_id == cast.user("mona").pk
    assert scene.dossier.title.endswith("Reconnaissance des acquis")
    with pytest.raises(Refused, match="porte déjà ce nom"):
        team(cast, add_subject, name="reconnaissance des ACQUIS", since=TODAY)
    with pytest.raises(Refused, match="Nommez le sujet"):
        team(cast, add_subject, name=" ", since=TODAY)


def name_mona_for_today(cast: Cast, code: str) -> None:
    def name(**known: Any) -> None:
        unit = Unit.objects.get(code="ombudsman")
        name_respondent(user=cast.user("mona"), unit=unit, subjects=[code], since=TODAY, **known)

    team(cast, name)


def test_a_renamed_subject_keeps_its_exchanges_its_respondent_and_its_former_name(cast: Cast) -> None:
    name_mona(cast, "recourses")
    before = open_scene(cast)
    team(cast, rename_subject, code="recourses", name="Recours et délais", on=TODAY)

    after = open_scene(cast)

    assert subject_of(before) == ("recourses", "Recours auprès des ordres")
    assert subject_of(after) == ("recourses", "Recours et délais")
    assert after.dossier.assignee_id == cast.user("mona").pk
    assert "Recours auprès des ordres" in names(cast, days=-1)
    assert "Recours auprès des ordres" not in names(cast)
    # Corrected the same day: nobody ever read the name between.
    team(cast, rename_subject, code="recourses", name="Recours aux ordres", on=TODAY)
    with as_owner():
        rows = NetworkSubject.objects.filter(code="recourses", compartment__code="ombudsman").order_by(
            "since"
        )
        assert [(row.name, row.until) for row in rows] == [
            ("Recours auprès des ordres", TODAY), ("Recours aux ordres", None),
        ]  # fmt: skip
    with pytest.raises(Refused, match="plus tard"):
        team(cast, rename_subject, code="recourses", name="Autre", on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="porte déjà"):
        team(cast, rename_subject, code="recourses", name="Discipline", on=TODAY)


def test_an_ended_subject_is_offered_no_more_and_its_exchanges_stay(cast: Cast) -> None:
    name_mona(cast, "recourses")
    before = open_scene(cast)

    team(cast, end_subject, code="recourses", on=TODAY)

    assert before.sees("mona")
    assert "Recours auprès des ordres" not in names(cast)
    with pytest.raises(Refused, match="pas proposé"):
        open_scene(cast)
    with pytest.raises(Refused, match="pas proposé"):
        name_mona_for_today(cast, "recourses")
    with pytest.raises(Refused, match="pris fin"):
        team(cast, end_subject, code="recourses", on=TODAY)
    with pytest.raises(Refused, match="après le début"):
        team(cast, end_subject, code="access", on=date(1999, 1, 1))
    for row in codes(cast)[1:]:
        team(cast, end_subject, code=row, on=TODAY)
    with pytest.raises(Refused, match="dernier"):
        team(cast, end_subject, code=codes(cast)[0], on=TODAY)


def codes(cast: Cast) -> list[str]:
    with acting_as(cast.actor("luc")):
        place = Compartment.objects.get(code="ombudsman").pk
        return list(subjects_on(TODAY, compartment_id=place).values_list("code", flat=True))


def test_nobody_outside_the_team_reads_its_subjects(cast: Cast) -> None:
    with acting_as(cast.actor("nadia")):
        assert not NetworkSubject.objects.exists()
    with acting_as(cast.actor("mona")):
        assert NetworkSubject.objects.exists()
