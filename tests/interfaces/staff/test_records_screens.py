"""The records office in a real browser: axe, light and dark, on a phone.

One seeded site; set EGIDE_SHOTS to a folder to look at the pictures.
"""

from egide.kernel.records.actions import close_records
from egide.modules.records_office.opening import NewFile, open_file
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from tests import browsers
from tests.cast import NOW, TODAY, seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened
from tests.kernel.records.making import begun, loaded


def test_axe_finds_nothing_in_the_records_office(fresh: Pair, live_site: str) -> None:
    cast = seed_office()
    loaded(now=NOW)
    dossier = opened(cast, days_ago=20)
    with acting_as(cast.actor("nadia")) as nadia:
        close_records(dossier=dossier, on=TODAY)
        unit = Unit.objects.select_related("compartment", "site").get(code="interventions")
        file = NewFile(unit=unit, class_code="1130", title="Comité d’accueil", starter="committee")
        open_file(actor=nadia, file=file, now=NOW)
    begun(cast, now=NOW)
    sessions = {
        name: client_of(cast.user(name)).cookies["egide_session"].value for name in ("nadia", "rene", "marc")
    }
    visits = (
        ("rene", "archives", "/archives/"),
        ("rene", "plan", "/archives/plan/"),
        ("rene", "classe", "/archives/plan/v1/classe/6200/"),
        ("rene", "calendrier", "/archives/calendrier/v2/"),
        ("rene", "regle", "/archives/calendrier/v1/regle/6200/"),
        ("rene", "regle-modifier", "/archives/calendrier/v2/regle/6200/modifier/"),
        ("marc", "effets", "/archives/calendrier/v2/effets/"),
        ("nadia", "nouveau-dossier", "/archives/dossiers/nouveau/?modele=committee"),
        ("nadia", "dossier-ferme", f"/dossiers/{dossier.number}/echeances/"),
        ("nadia", "plan-public", "/plan-de-classification/"),
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
