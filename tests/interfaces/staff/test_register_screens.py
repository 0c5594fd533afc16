"""The register, a piece, the daily list and the boxes in a real browser: axe, light and dark, on a phone.

One seeded site; set EGIDE_SHOTS to a folder to look at the pictures.
"""

from datetime import timedelta

from egide.modules.correspondence import actions, working
from egide.modules.correspondence.models import Checked, Direction, Doubt, Fate
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Site, Unit
from tests import browsers
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of

FORGED = {"checked": Checked.FAILED, "check_said": "spf=fail dkim=none dmarc=fail"}


def lived(cast: Cast) -> str:
    """Lines both ways: one given, one late, one doubtful, one answered; the number of the doubtful one."""
    numbers = []
    with acting_as(cast.actor("bruno")) as bruno:
        for n, (who, more) in enumerate(
            (
                ("Ministère de la Justice", {"expected": "reply", "due_on": TODAY}),
                ("Étude Lavallée, avocats", {}),
                ("Élise Tremblay", {"doubt": Doubt.FAILED, "medium": "email", **FORGED}),
            )
        ):
            medium = more.pop("medium", "post")
            entry = actions.Entry(
                medium=medium, site=Site.objects.get(code="quebec"), received_on=TODAY - timedelta(days=3 - n),
                sender=who, sender_email="autre@courriel.example" if more.get("doubt") else "",
                subject="Consultation sur un projet de règlement" if n == 0 else "Suite de notre échange",
            )  # fmt: skip
            words = {"proposed": {"summary": "Bonjour,\n\nVoici la suite.", "warnings": ["« a.bin » reste."]}}
            numbers.append(actions.enter_piece(actor=bruno, entry=entry, more=more | words, now=NOW))
        out = actions.Entry(
            medium="post", site=Site.objects.get(code="quebec"), received_on=TODAY, addressee="Étude"
        )
        reply = actions.enter_piece(
            actor=bruno, entry=out, direction=Direction.OUT, more={"fate": Fate.SENT, "work": ""}, now=NOW
        )
        working.answer(actor=bruno, piece=numbers[1], reply=reply, now=NOW)
        unit = Unit.objects.get(code="interventions")
        working.assign(actor=bruno, piece=numbers[0], unit=unit, person=cast.user("nadia"), now=NOW)
    return numbers[2].number


def test_axe_finds_nothing_in_the_register(fresh: Pair, live_site: str) -> None:
    cast = seed_office()
    number = lived(cast)
    sessions = {name: client_of(cast.user(name)).cookies["egide_session"].value for name in ("bruno",)}
    visits = (
        ("bruno", "registre", "/courrier/registre/"),
        ("bruno", "registre-a-faire", "/courrier/registre/?voir=a-faire"),
        ("bruno", "registre-piece", f"/courrier/registre/{number}/"),
        ("bruno", "courrier-piece", f"/travail/courrier/pieces/{number}/"),
        ("bruno", "registre-inscrire", "/courrier/registre/inscrire/"),
        ("bruno", "courrier-du-jour", f"/courrier/jour/{TODAY.isoformat()}/"),
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
