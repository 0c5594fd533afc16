"""A work of the Commissioner, from planned to closed: each step as the person who does it, a refusal for each.

The compartment is his: nobody of the Office sees the work, and his secretary does not read it either.
"""

from collections.abc import Callable

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.lifecycle.running import run
from egide.modules.admission_work.actions import NewWork, edit_work, open_work
from egide.modules.admission_work.models import AdmissionWork
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from tests.cast import NOW, Cast
from tests.database import as_owner

SUBJECT = "Délais de reconnaissance des diplômes obtenus hors du Canada."


def opened(cast: Cast, who: str = "simon") -> str:
    with acting_as(cast.actor(who)) as actor:
        work = NewWork(
            nature="verification", title="Délais d’équivalence", subject=SUBJECT, orders=[cast.order]
        )
        return open_work(actor=actor, work=work, now=NOW).number


def act(cast: Cast, number: str, who: str, what: Callable[[Actor, Dossier], None]) -> None:
    with acting_as(cast.actor(who)) as actor:
        what(actor, Dossier.objects.select_for_update(of=("self",)).get(number=number))


def move(cast: Cast, number: str, code: str, who: str, **answers: str) -> None:
    act(cast, number, who, lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=NOW))


def test_a_work_goes_from_planned_to_closed_and_its_product_is_approved(cast: Cast) -> None:
    number = opened(cast)
    assert number == "CAV-2026-00001"

    move(cast, number, "start", "simon")
    with pytest.raises(Refused, match="réservée"):
        move(cast, number, "deliver", "simon", produit="Rapport de vérification")
    move(cast, number, "deliver", "claire", produit="Rapport de vérification")
    move(cast, number, "close", "simon")

    with as_owner():
        dossier = Dossier.objects.get(number=number)
        assert (dossier.state, dossier.retention_series, dossier.class_code) == ("closed", "8100", "8100")
        assert tuple(dossiers_problems()) == ()


def test_nobody_of_the_office_sees_a_work_and_the_secretary_does_not_read_it(cast: Cast) -> None:
    number = opened(cast, "claire")

    for who in ("helene", "bruno", "nadia", "marc", "irene", "rene", "amelie", "odile", "yvette"):
        with acting_as(cast.actor(who)) as actor:
            assert not visible(actor).filter(number=number).exists()
    with acting_as(cast.actor("simon")) as actor:
        assert visible(actor).filter(number=number).exists()


def test_it_is_opened_by_the_commissioner_and_his_analysts_only(cast: Cast) -> None:
    for who in ("bruno", "helene", "yvette"):
        with pytest.raises(Refused, match="Commissaire et de ses analystes"):
            opened(cast, who)


def test_it_refuses_a_work_without_a_subject_and_an_edit_once_closed(cast: Cast) -> None:
    number = opened(cast)
    act(
        cast,
        number,
        "simon",
        lambda a, d: edit_work(dossier=d, subject="Autre objet", due_on=None, orders=[cast.order], now=NOW),
    )
    with as_owner():
        assert AdmissionWork.objects.get(dossier__number=number).subject == "Autre objet"

    with pytest.raises(Refused, match="objet"):
        act(
            cast,
            number,
            "simon",
            lambda a, d: edit_work(dossier=d, subject=" ", due_on=None, orders=(), now=NOW),
        )
    move(cast, number, "abandon", "claire", motive="Sans objet.")
    with pytest.raises(Refused, match="fermé"):
        act(
            cast,
            number,
            "simon",
            lambda a, d: edit_work(dossier=d, subject="Trop tard", due_on=None, orders=(), now=NOW),
        )
