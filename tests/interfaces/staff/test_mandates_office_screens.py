"""Mandates, the workload, the calendar and the monthly report in a real browser: axe, light and dark, on a phone.

One seeded site; set EGIDE_SHOTS to a folder to look at the pictures.
"""

from datetime import timedelta

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import run
from egide.modules.mandates import acting
from egide.modules.mandates.opening import NewMandate, give
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from tests import browsers
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of

TITLES = ("Bilan des délais de réponse aux citoyens", "Portrait des comités de révision", "Guide des appels")


def lived(cast: Cast) -> list[str]:
    """Three mandates: one that advances with help, one revised, one suspended."""
    numbers = []
    for n, title in enumerate(TITLES):
        with acting_as(cast.actor("helene")) as helene:
            new = NewMandate(
                unit=Unit.objects.select_related("compartment", "site").get(code="interventions"),
                title=title,
                purpose="La présidence veut savoir où se perdent les jours, et ce qui peut changer.",
                deliverable="Une note de cinq pages, avec un tableau par mécanisme.",
                due_on=TODAY + timedelta(days=2 + 3 * n),
                lead=cast.user("nadia"),
                contributors=(cast.user("bruno"), cast.user("amelie")),
                approvers=(cast.user("marc"), cast.user("helene")),
            )
            numbers.append(give(actor=helene, new=new, now=NOW).number)
    for number in numbers:
        with acting_as(cast.actor("nadia")) as nadia:
            dossier = Dossier.objects.select_related("unit", "site", "assignee").get(number=number)
            for code in ("accept", "start"):
                run(actor=nadia, dossier=dossier, code=code, answers={}, now=NOW)
            acting.tell_progress(actor=nadia, dossier=dossier, percent=40, words="Chiffres réunis.", now=NOW)
            due = TODAY + timedelta(days=1)
            acting.add_task(
                dossier=dossier, text="Tableaux par mécanisme", owner=cast.user("bruno"), due_on=due, now=NOW
            )
    with acting_as(cast.actor("marc")) as marc:
        first, second, third = (
            Dossier.objects.select_related("unit", "site", "assignee").get(number=number)
            for number in numbers
        )
        later = TODAY + timedelta(days=30)
        acting.revise(actor=marc, dossier=second, due_on=later, reason="Les ordres tardent.", now=NOW)
        run(actor=marc, dossier=third, code="hold", answers={"motive": "En attente."}, now=NOW)
    return [first.number, second.number, third.number]


def test_axe_finds_nothing_in_the_mandates_and_the_calendar(fresh: Pair, live_site: str) -> None:
    cast = seed_office()
    first, second, third = lived(cast)
    sessions = {
        name: client_of(cast.user(name)).cookies["egide_session"].value for name in ("nadia", "helene")
    }
    visits = (
        ("helene", "mandat-nouveau", "/mandats/nouveau/"),
        ("nadia", "mandat", f"/dossiers/{first}/mandat/"),
        ("helene", "mandat-revise", f"/dossiers/{second}/mandat/"),
        ("helene", "mandat-suspendu", f"/dossiers/{third}/mandat/"),
        ("nadia", "mandat-dossier", f"/dossiers/{first}/"),
        ("nadia", "mandat-avancement", f"/dossiers/{first}/mandat/faire/avancement/"),
        ("nadia", "mandats-miens", "/mandats/miens/"),
        ("helene", "mandats-charge", "/mandats/charge/"),
        ("helene", "mandats-rapport", "/mandats/rapport/"),
        ("nadia", "calendrier-mois", f"/calendrier/?mois={TODAY:%Y-%m}"),
        ("nadia", "calendrier-semaine", f"/calendrier/?semaine={TODAY}"),
        ("nadia", "calendrier-abonnement", "/calendrier/abonnement/"),
    )
    found: list[object] = []
    with browsers.launched() as browser:
        for width in (360, 1360) if browsers.SHOTS else (360,):
            people = {
                person: browsers.page_as(browser, live_site, session, width=width, complaints=found)
                for person, session in sessions.items()
            }
            for person, name, path in visits:
                found += browsers.visited(people[person], live_site + path, name)

    assert found == []
