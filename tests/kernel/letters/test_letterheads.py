"""A letter of the Commissioner's compartment is his: name, independence, address, logo; nothing of the Office's.

The text is read in the PDF itself, where the recipient reads it.
"""

from datetime import UTC, datetime, time
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_django import Settings

from egide.kernel.letters.letterheads import edit_letterhead, own_letterhead, writes_as
from egide.kernel.letters.models import Letterhead
from egide.kernel.letters.printing import FURNITURE, logo, sender
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.typesetting.engine import render
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.platform.typesetting.samples import text_of

TEMPLATE = Path("egide/modules/interventions/letters/acknowledgment.typ").resolve()
NAME = "Commissaire à l’admission aux professions"


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def printed(cast: Cast, who: str, unit: str) -> str:
    with acting_as(cast.actor(who)):
        place = Unit.objects.select_related("site").get(code=unit)
        sending = SimpleNamespace(unit=place, compartment_id=place.compartment_id)
        letter = {
            "reference": "CAP-2026-00001",
            "date": TODAY.isoformat(),
            "date_long": "23 novembre 2026",
            "place": place.site.name,
            "recipient": {"name": "Élise Tremblay", "lines": ["12, rue du Port"]},
            "subject": "Votre plainte",
            "salutation": "Madame,",
            "blocks": [{"kind": "paragraph", "lines": [[{"text": "Nous l’avons reçue."}]]}],
            "closing": "Recevez nos salutations.",
            "signatory": {"name": "Claire Morin", "titles": []},
            "mark": "",
            "sender": sender(sending),
        }
        return text_of(
            render(
                template=TEMPLATE,
                data={"letter": letter},
                at=datetime.combine(TODAY, time(12), tzinfo=UTC),
                libraries={"letter": FURNITURE},
                assets=logo(sending),
            )
        )


def test_the_commissioner_writes_under_his_own_name_from_his_own_site(cast: Cast) -> None:
    words = printed(cast, "simon", "commission")

    assert NAME in words
    assert "manière indépendante" in words
    assert "Montréal (Québec)" in words
    assert "Québec (Québec)" not in words
    assert "Direction" not in words


def test_the_office_keeps_its_own(cast: Cast) -> None:
    words = printed(cast, "nadia", "interventions")

    assert "Office des professions du Québec" in words
    assert "Direction des interventions" in words
    assert NAME not in words


def test_the_logo_of_the_office_is_never_on_his_letters(
    cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    own = tmp_path / "own.svg"
    own.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>', encoding="utf-8")
    settings.LETTER_LOGO = str(tmp_path / "absent.svg")
    with acting_as(cast.actor("simon")):
        unit = Unit.objects.select_related("site").get(code="commission")
        sending = SimpleNamespace(unit=unit, compartment_id=unit.compartment_id)
        assert logo(sending) == {}

        settings.LETTER_LOGOS = {"commissioner": str(own)}
        assert list(logo(sending)) == ["logo.svg"]
        assert NAME in sender(sending)["logo"]["alt"]


def test_an_e_mail_of_his_comes_from_him(cast: Cast, settings: Settings) -> None:
    settings.MAIL_FROM = "Office des professions du Québec <info@office.example>"
    with acting_as(cast.actor("simon")) as simon:
        place = next(a.compartment_id for a in simon.roles)
        assert writes_as(place) == f"{NAME} <info@office.example>"
        Letterhead.objects.update(email="commissaire@office.example")
        assert writes_as(place) == f"{NAME} <commissaire@office.example>"
    with acting_as(cast.actor("nadia")) as nadia:
        assert writes_as(next(a.compartment_id for a in nadia.roles)) == settings.MAIL_FROM


def test_it_is_edited_by_his_own_people_and_seen_by_nobody_else(cast: Cast) -> None:
    with acting_as(cast.actor("claire")) as actor:
        place = next(a.compartment_id for a in actor.roles)
        own = own_letterhead(place)
        assert own is not None
        edit_letterhead(
            own=own, organization=NAME, line="Ombudsman de l’admission", address="", phone="514 555-0100",
            email="", now=NOW,
        )  # fmt: skip
        with pytest.raises(Refused, match="de qui elle vient"):
            edit_letterhead(own=own, organization=" ", line="", address="", phone="", email="", now=NOW)
    assert "Ombudsman de l’admission" in printed(cast, "simon", "commission")

    for who in ("helene", "irene", "marc"):
        with acting_as(cast.actor(who)):
            assert not Letterhead.objects.exists()
