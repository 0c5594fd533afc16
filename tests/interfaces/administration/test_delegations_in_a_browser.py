"""Delegations and a delegate’s exchanges in a real browser: light and dark, desk and phone.

One story; EGIDE_SHOTS keeps the pictures.
"""

from datetime import timedelta

from django.utils import timezone

from egide.modules.ombudsman import delegates
from egide.modules.ombudsman.models import Delegate
from egide.platform.accounts import elevations
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.accounts.delegations import Given, enter_delegation
from egide.platform.accounts.models import Compartment, Unit
from tests import browsers
from tests.cast import Cast, seed_office
from tests.database import Pair
from tests.interfaces.administration.conftest import with_administrators
from tests.modules.ombudsman.scene import open_scene
from tests.walls.house import client_of

JOSEE = "josee@protecteur.example"


def _delegate(cast: Cast) -> tuple[Delegate, str]:
    now = timezone.now()
    scene = open_scene(
        cast, email=JOSEE, asked_on=now.date() + timedelta(days=9), received_at=now - timedelta(days=1)
    )
    open_scene(
        cast, email=JOSEE, nature="document_request", subject="services", received_at=now - timedelta(days=1)
    )
    with acting_as(cast.actor("luc")) as luc:
        row = delegates.add_delegate(
            compartment=Compartment.objects.get(code="ombudsman"),
            name="Josée Lemay",
            email=JOSEE,
            actor_code=luc.code,
            now=now,
        )
        delegates.invite(delegate=row, now=now)
    return row, scene.number


def _elevated(cast: Cast) -> tuple[Actor, str]:
    user, now = cast.user("irene"), timezone.now()
    with acting_as(actor_for_user(user, on=timezone.localdate())) as irene:
        period = elevations.start(actor=irene, user=user, reason="Délégations", minutes=30, now=now)
    browser = client_of(user)
    session = browser.session
    elevations.carry(session, period)
    session.save()
    actor = actor_for_user(user, on=timezone.localdate(), elevation_id=period.pk)
    return actor, browser.cookies["egide_session"].value


def _lend(cast: Cast, actor: Actor) -> None:
    today, unit = timezone.localdate(), Unit.objects.select_related("compartment").get(code="interventions")
    for who, first, last in (("nadia", 0, 30), ("amelie", 12, 26)):
        given = Given(
            unit=unit,
            roles=("unit_head",),
            holder=cast.user("marc"),
            authority="",
            delegate=cast.user(who),
            deed="Résolution 2026-14",
            since=today + timedelta(days=first),
            last_day=today + timedelta(days=last),
        )
        with acting_as(actor):
            enter_delegation(actor=actor, given=given, now=timezone.now())


def test_both_are_readable_everywhere(fresh: Pair, live_site: str) -> None:
    cast = with_administrators(seed_office())
    row, number = _delegate(cast)
    irene, hers = _elevated(cast)
    _lend(cast, irene)
    assert row.user is not None
    visits = (
        (hers, (("delegations", "/administration/delegations/"),
                ("nouvelle", "/administration/delegations/nouvelle/"))),
        (client_of(row.user).cookies["egide_session"].value,
         (("mes-echanges", "/delegue/"), ("mon-echange", f"/delegue/{number}/"))),
        (client_of(cast.user("luc")).cookies["egide_session"].value,
         (("delegues", "/travail/protecteur/delegues/"), ("delegue", "/travail/protecteur/delegues/1/"))),
    )  # fmt: skip
    found: list[object] = []
    with browsers.launched() as browser:
        for session, pages in visits:
            page = browsers.page_as(browser, live_site, session, width=360, complaints=found)
            for name, url in pages:
                found += browsers.visited(page, live_site + url, name)
            if browsers.SHOTS:
                page.set_viewport_size({"width": 1280, "height": 900})
                for name, url in pages:
                    found += browsers.visited(page, live_site + url, name)
            page.close()

    assert found == []
