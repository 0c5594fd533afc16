"""A request from the form: opened once, or set aside once with its reason; the journal knows of both.

Two people at the same request: the second is told, whoever was first.
"""

from collections.abc import Callable

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.modules.interventions import actions
from egide.modules.interventions.models import Request
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Site, Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.models import Event
from tests.cast import NOW, Cast

ANSWERS = {"title": "Sans nouvelles", "email": "elise@exemple.example", "summary": "Aucune nouvelle."}


@pytest.fixture
def request_(cast: Cast) -> Request:
    with acting_as(service("public_intake")) as intake:
        return actions.submit_request(
            actor=intake, name="Élise Tremblay", order=cast.order, answers=ANSWERS, now=NOW
        )


def open_it(cast: Cast, request: Request) -> Dossier:
    with acting_as(cast.actor("bruno")) as bruno:
        return actions.open_intervention(
            actor=bruno, intake=actions.intake_from(request), unit=Unit.objects.get(code="interventions"),
            site=Site.objects.get(code="quebec"), request=request, now=NOW,
        )  # fmt: skip


def put_aside(cast: Cast, request: Request, reason: str = "Envoyée deux fois.") -> None:
    with acting_as(cast.actor("bruno")):
        actions.set_aside(request=request, reason=reason, now=NOW)


def copy(request: Request) -> Request:
    with acting_as(service("public_intake")):
        return Request.objects.get(pk=request.pk)


Deal = Callable[[Cast, Request], object]


@pytest.mark.parametrize("first", [open_it, put_aside])
@pytest.mark.parametrize("second", [open_it, put_aside])
def test_who_looked_at_it_before_it_was_dealt_with_is_told(
    cast: Cast, request_: Request, first: Deal, second: Deal
) -> None:
    stale = copy(request_)  # the other person's page, read before

    first(cast, request_)
    with pytest.raises(Refused, match="déjà été traitée par une autre personne"):
        second(cast, stale)

    with acting_as(cast.actor("bruno")):
        assert Dossier.objects.count() == (1 if first is open_it else 0)


def test_setting_aside_is_journaled_with_its_reason_as_a_note(cast: Cast, request_: Request) -> None:
    put_aside(cast, request_)

    with acting_as(cast.actor("bruno")):
        event = Event.objects.get(code="request.set_aside")
        assert request_.reference in event.body
        assert "deux fois" not in event.body
        assert Request.objects.get(pk=request_.pk).set_aside_reason == "Envoyée deux fois."


@pytest.mark.parametrize("reason", ["", " \n", "x" * 301, "a\x00b"])
def test_a_reason_that_cannot_be_kept_is_refused_in_words(cast: Cast, request_: Request, reason: str) -> None:
    with pytest.raises(Refused, match=r"Dites pourquoi|tient en 300"):
        put_aside(cast, request_, reason)
    assert copy(request_).set_aside_at is None

    put_aside(cast, request_, "x" * 300)
    assert copy(request_).set_aside_at == NOW
