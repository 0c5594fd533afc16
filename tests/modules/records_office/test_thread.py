"""A dossier documentaire, by actions alone: opened in a class, described, closed by the rule of its class, reopened.

Nadia opens in her unit; René, the archivist, answers for all of them; Bruno works elsewhere.
"""

from datetime import date

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.lifecycle.running import run
from egide.kernel.records.classifying import put_back, reclassify
from egide.kernel.records.models import Keeping
from egide.kernel.records.stages import Stage, stage_of
from egide.modules.records_office.opening import NewFile, open_file, tell_event
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import NotVisible, Refused
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import as_owner
from tests.kernel.records.making import loaded


@pytest.fixture
def cast(db: None) -> Cast:
    made = seed_office()
    loaded(now=NOW)
    return made


def opened(cast: Cast, class_code: str = "1130", who: str = "nadia", unit: str = "interventions") -> Dossier:
    file = NewFile(
        unit=Unit.objects.select_related("compartment", "site").get(code=unit),
        class_code=class_code,
        title="Comité d’amélioration",
        starter="committee",
        description="Mandat et comptes rendus.",
    )
    with acting_as(cast.actor(who)) as actor:
        return open_file(actor=actor, file=file, now=NOW)


def move(cast: Cast, dossier: Dossier, code: str, who: str, **answers: str) -> Dossier:
    with acting_as(cast.actor(who)) as actor:
        found = open_dossier(actor=actor, number=dossier.number, action="act", lock=True)
        run(actor=actor, dossier=found, code=code, answers=answers, now=NOW)
        return found


def problems(dossier: Dossier) -> list[str]:
    with as_owner():
        return list(dossiers_problems(dossier.number))


def test_it_takes_its_number_its_confidentiality_and_its_rule_from_its_class(cast: Cast) -> None:
    dossier = opened(cast)

    assert dossier.number == "DOC-2026-00001"
    assert (dossier.class_code, dossier.retention_series) == ("1130", "1000")
    assert (dossier.confidentiality, dossier.state) == ("internal", "open")
    assert problems(dossier) == []


def test_a_uniform_subdivision_is_a_class_too(cast: Cast) -> None:
    assert opened(cast, "1300.03").class_code == "1300.03"
    with pytest.raises(Refused, match="n’est pas au plan"):
        opened(cast, "1300.99")


def test_a_unit_opens_only_in_the_classes_that_its_creation_right_names(cast: Cast) -> None:
    with pytest.raises(Refused, match="n’ouvre pas de dossier dans la classe 2100"):
        opened(cast, "2100")
    with pytest.raises(Refused, match="n’est pas au plan"):
        opened(cast, "7777")
    with pytest.raises(Refused, match="dans votre unité"):
        opened(cast, unit="secretariat")


def test_its_unit_and_the_archivist_see_it_and_nobody_else(cast: Cast) -> None:
    dossier = opened(cast)

    for who, sees in {"nadia": True, "marc": True, "rene": True, "bruno": False, "claire": False}.items():
        with acting_as(cast.actor(who)) as actor:
            assert visible(actor).filter(number=dossier.number).exists() is sees, who
    with acting_as(cast.actor("bruno")) as bruno, pytest.raises(NotVisible):
        open_dossier(actor=bruno, number=dossier.number, action="read")


def test_it_closes_by_the_rule_of_its_class_and_reopens_with_a_reason(cast: Cast) -> None:
    dossier = move(cast, opened(cast), "close", "nadia")

    # Rule 1000: 5 years active, 5 semi-active, kept for ever after.
    assert (dossier.active_until, dossier.semi_active_until) == (date(2031, 11, 23), date(2036, 11, 23))
    assert dossier.disposition == "C"
    with pytest.raises(Refused):
        move(cast, dossier, "reopen", "nadia", motive="Une suite.")
    with pytest.raises(Refused):
        move(cast, dossier, "reopen", "marc", motive=" ")
    again = move(cast, dossier, "reopen", "marc", motive="Une suite.")
    assert (again.closed_on, again.state) == (None, "open")
    assert problems(dossier) == []


def test_an_event_is_told_after_the_closing_and_dates_it(cast: Cast) -> None:
    made = opened(cast, "4400", who="rene", unit="records")
    closed = move(cast, made, "close", "rene")

    with acting_as(cast.actor("rene")) as rene:
        assert stage_of(closed, today=date(2080, 1, 1)).waits_for == "fin d’utilité"
        with pytest.raises(Refused, match="au plus tard aujourd’hui"):
            tell_event(actor=rene, dossier=closed, event="end_of_use", occurred_on=date(2027, 1, 1), now=NOW)
        tell_event(actor=rene, dossier=closed, event="end_of_use", occurred_on=TODAY, now=NOW)
        assert closed.semi_active_until == date(2036, 11, 23)
        assert stage_of(closed, today=date(2036, 11, 24)).stage is Stage.INACTIVE
    assert problems(made) == []


def test_another_class_brings_its_rule_and_undo_puts_everything_back(cast: Cast) -> None:
    dossier = move(cast, opened(cast), "close", "nadia")

    with acting_as(cast.actor("marc")):
        reclassify(dossier=dossier, class_code="2300", now=NOW)
        assert (dossier.class_code, dossier.retention_series) == ("2300", "2300")
        assert (dossier.semi_active_until, dossier.disposition) == (date(2031, 11, 23), "D")
        with pytest.raises(Refused, match="déjà dans la classe"):
            reclassify(dossier=dossier, class_code="2300", now=NOW)
    assert problems(dossier) == []

    with acting_as(cast.actor("marc")):
        assert put_back(dossier=dossier, now=NOW) == "1130"
        assert (dossier.retention_series, dossier.semi_active_until) == ("1000", date(2036, 11, 23))
        assert Keeping.objects.get(dossier=dossier).series == "1000"
        with pytest.raises(Refused, match="pas de reclassement à annuler"):
            put_back(dossier=dossier, now=NOW)
    assert problems(dossier) == []
