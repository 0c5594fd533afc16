"""One transaction, one actor: a page that writes on GET crashes, a refused page leaves nothing behind.

Throw-away pages, served by the real gate over the real login.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import InternalError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import Audience, HouseRequest, View, page
from egide.platform.accounts.acting import acting_as, current_actor
from egide.platform.accounts.actors import ANONYMOUS
from egide.platform.accounts.models import Site, User
from egide.platform.errors.failures import BadInput, MethodNotAllowed, NotVisible, Refused, Stale
from tests.database import as_owner
from tests.walls.house import House

Served = Callable[..., Any]


class Broken(Exception):
    """Stands for a defect in a view."""


def ask(view: Served, user: User, method: str = "GET", *, data: Any = None, **kwargs: Any) -> Any:
    request = RequestFactory().generic(method, "/essai/")
    if data is not None:
        request = getattr(RequestFactory(), method.lower())("/essai/", data)
    request.user, request.session = user, SessionStore()
    return view(request, **kwargs)


def renaming(answer: Callable[[], HttpResponse]) -> View:
    def view(request: HouseRequest, **kwargs: Any) -> HttpResponse:
        Site.objects.filter(code="quebec").update(name="Changé")
        return answer()

    return view


def name_of_site() -> str:
    return str(Site.objects.get(code="quebec").name)


def crash() -> HttpResponse:
    raise Broken


def refuse() -> HttpResponse:
    raise Refused("Non.")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_page_that_writes_on_get_crashes(house: House, method: str) -> None:
    served = page(action="test", methods=("GET", "POST"))(renaming(HttpResponse))

    with pytest.raises(InternalError, match="read-only"):
        ask(served, house.user("bruno"), method)

    assert name_of_site() == "Québec"


def test_the_same_page_writes_on_post(house: House) -> None:
    served = page(action="test", methods=("GET", "POST"))(renaming(HttpResponse))

    assert ask(served, house.user("bruno"), "POST").status_code == 200
    assert name_of_site() == "Changé"

    with as_owner():
        Site.objects.filter(code="quebec").update(name="Québec")


@pytest.mark.parametrize(("answer", "error"), [(crash, Broken), (refuse, Refused)])
def test_a_page_that_fails_leaves_nothing(
    house: House, answer: Callable[[], HttpResponse], error: type
) -> None:
    served = page(action="test", methods=("POST",))(renaming(answer))

    with pytest.raises(error):
        ask(served, house.user("bruno"), "POST")

    assert name_of_site() == "Québec"
    assert current_actor() is ANONYMOUS


@pytest.mark.parametrize("status", [400, 404, 409, 422, 500])
def test_an_answer_that_says_no_leaves_nothing(house: House, status: int) -> None:
    served = page(action="test", methods=("POST",))(renaming(lambda: HttpResponse(status=status)))

    assert ask(served, house.user("bruno"), "POST").status_code == status
    assert name_of_site() == "Québec"


def test_head_is_served_as_get_and_keeps_its_name_outside(house: House) -> None:
    seen: list[str] = []

    def view(request: HouseRequest, **kwargs: Any) -> HttpResponse:
        seen.append(str(request.method))
        return HttpResponse(headers={"X-Seen": "1"})

    request = RequestFactory().head("/essai/")
    request.user, request.session = house.user("bruno"), SessionStore()
    page(action="test")(view)(request)

    assert seen == ["GET"]
    assert request.method == "HEAD"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "MOVE"])
def test_a_method_that_was_not_declared_does_not_reach_the_view(house: House, method: str) -> None:
    served = page(action="test")(renaming(crash))

    with pytest.raises(MethodNotAllowed):
        ask(served, house.user("bruno"), method)


@pytest.mark.parametrize("name", ["denis", "guest-office"])
def test_an_outsider_is_told_that_a_page_of_the_staff_does_not_exist(house: House, name: str) -> None:
    served = page(action="test", to=Audience.STAFF)(renaming(crash))

    with pytest.raises(NotVisible):
        ask(served, house.user(name))


# --- The dossier that the address names -----------------------------------------------------------------------
def opened(action: str = "read", methods: tuple[str, ...] = ("GET", "POST")) -> Served:
    def view(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
        return HttpResponse(dossier.number)

    return page(action=action, opens=True, methods=methods)(view)


def test_the_gate_opens_the_dossier_for_who_may(house: House) -> None:
    number = house.plants["office"].number

    assert ask(opened(), house.user("nadia"), number=number).content.decode() == number


@pytest.mark.parametrize("name", ["claire", "pierre", "farid", "aside-office", "commissioner", "inactive"])
def test_the_dossier_does_not_exist_for_the_others(house: House, name: str) -> None:
    with pytest.raises(NotVisible):
        ask(opened(), house.user(name), number=house.plants["office"].number)


def test_absent_and_hidden_are_the_same_answer(house: House) -> None:
    answers = []
    for number in (house.plants["office"].number, "INT-2026-99999"):
        with pytest.raises(NotVisible) as raised:
            ask(opened(), house.user("claire"), number=number)
        answers.append((str(raised.value), raised.value.title, raised.value.kept))

    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "number", ["", "%", "_", "INT-2026-4100%", "x" * 5000, "INT-2026-41001\x00", "' or 1=1 --", "ⅫⅩ"]
)
def test_a_hostile_number_is_just_unknown(house: House, number: str) -> None:
    with pytest.raises(NotVisible):
        ask(opened(), house.user("nadia"), number=number)


def test_an_unknown_action_is_refused_with_its_reason(house: House) -> None:
    with pytest.raises(Refused, match="n’est offerte à personne"):
        ask(opened("never_declared"), house.user("nadia"), number=house.plants["office"].number)


@pytest.mark.parametrize("version", [None, "", "abc", "-1", "1e3", "9" * 30, "٣"])
def test_a_change_without_a_readable_version_is_refused(house: House, version: str | None) -> None:
    data = {} if version is None else {"version": version}

    with pytest.raises((BadInput, Stale)):
        ask(opened(), house.user("nadia"), "POST", data=data, number=house.plants["office"].number)


def test_an_old_version_is_stale_and_the_newest_is_accepted(house: House) -> None:
    plant = house.plants["office"]
    with acting_as(house.actor("nadia")):
        version = Dossier.objects.get(number=plant.number).version

    with pytest.raises(Stale):
        ask(opened(), house.user("nadia"), "POST", data={"version": version - 1}, number=plant.number)
    assert (
        ask(opened(), house.user("nadia"), "POST", data={"version": version}, number=plant.number).status_code
        == 200
    )


def test_the_actor_is_forgotten_after_the_page(house: House) -> None:
    ask(opened(), house.user("nadia"), number=house.plants["office"].number)

    with connection.cursor() as cursor:
        cursor.execute("select coalesce(current_setting('egide.compartments', true), '')")
        assert cursor.fetchone() == ("",)
    assert not Dossier.objects.exists()
