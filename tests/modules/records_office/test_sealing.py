"""Tests of the sealed series: the archivist sees number, class and dates that the Commissioner lets out, nothing else.

Each refusal has its twin: what the Commissioner lets out does pass, and goes when he takes it back.
"""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection

from egide.kernel.dossiers.models import Dossier
from egide.modules.records_office import sealing
from egide.modules.records_office.models import SealedFile, SealedRelease
from egide.modules.records_office.sealing import release, sealed_files, withdraw
from egide.modules.records_office.tasks import nightly_sealed
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import NotVisible, Refused
from tests.cast import NOW, Cast, seed_office
from tests.database import as_owner
from tests.interfaces.staff.conftest import client_of
from tests.modules.admission_work.complaints import opened

KIND = "admission_complaint"
SECRET = "zibelinebenali"
LISTED = "/archives/series-scellees/"
HIS = "/commissaire/dates/"


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office."""
    return seed_office()


def closed(cast: Cast, *, name: str = f"{SECRET} Amina") -> str:
    """A complaint that ended, with the dates of its rule."""
    number = opened(cast, name=name)
    with as_owner():
        Dossier.objects.filter(number=number).update(
            closed_on=date(2026, 11, 23),
            active_until=date(2029, 11, 23),
            semi_active_until=date(2036, 11, 23),
            disposition="T",
            title=f"{SECRET} titre",
        )
    return number


def let_out(cast: Cast) -> int:
    with acting_as(cast.actor("claire")) as claire:
        return release(actor=claire, kind=KIND, now=NOW)


def night() -> None:
    with acting_as(service("scheduler")):
        nightly_sealed.function(now=NOW)


def seen(cast: Cast, who: str) -> list[str]:
    with acting_as(cast.actor(who)):
        return [one.number for one in sealed_files().rows]


def test_the_list_is_read_page_by_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "PAGE", 2)
    numbers = [closed(cast) for _ in range(5)]
    with as_owner():
        Dossier.objects.filter(number=numbers[0]).update(semi_active_until=None)
        Dossier.objects.filter(number=numbers[4]).update(semi_active_until=date(2030, 1, 1))
    let_out(cast)
    rene, found, url = client_of(cast.user("rene")), [], LISTED
    while url:
        text = rene.get(url).text
        found += re.findall(r">(CAP-[0-9-]+)<", text)
        following = re.search(r'href="([^"]+apres=[^"]+)"', text)
        url = unescape(following[1]) if following else ""

    assert found == [numbers[4], *numbers[1:4], numbers[0]]
    assert "5 dossiers" in rene.get(LISTED).text.replace("\u00a0", " ")
    assert numbers[4] in rene.get(f"{LISTED}?apres=CAP-1999-00001").text


def test_nothing_crosses_before_the_commissioner_decides(cast: Cast) -> None:
    number = closed(cast)
    opened(cast)
    night()
    assert seen(cast, "rene") == []

    assert let_out(cast) == 1

    assert seen(cast, "rene") == [number]


def test_a_row_holds_number_class_and_dates_and_no_word_of_the_complaint(cast: Cast) -> None:
    number = closed(cast)
    let_out(cast)

    with acting_as(cast.actor("rene")), connection.cursor() as cursor:
        cursor.execute("select to_jsonb(f) from records_office_sealedfile f")
        [(row,)] = cursor.fetchall()
        assert SECRET not in str(row)
        assert not Dossier.objects.filter(number=number).exists()
        assert not SealedRelease.objects.exists()
    names = {field.name for field in SealedFile._meta.get_fields()}
    assert names == {
        "id", "compartment", "kind", "number", "class_code", "opened_year", "closed_on", "active_until",
        "semi_active_until", "disposition", "fate", "told_at", "withdrawn_at",
    }  # fmt: skip


def test_nobody_outside_the_office_reads_it_and_nobody_there_writes_it(cast: Cast) -> None:
    closed(cast)
    let_out(cast)

    assert seen(cast, "denis") == []
    assert seen(cast, "pierre") == []  # another compartment
    with acting_as(cast.actor("rene")):
        assert SealedFile.objects.update(number="AUTRE") == 0
        assert SealedFile.objects.all().delete()[0] == 0


def test_only_the_authority_lets_out_and_takes_back(cast: Cast) -> None:
    number = closed(cast)
    for who in ("simon", "yvette", "rene", "helene"):
        with acting_as(cast.actor(who)) as actor, pytest.raises(NotVisible):
            release(actor=actor, kind=KIND, now=NOW)
    let_out(cast)
    with acting_as(cast.actor("claire")) as claire:
        with pytest.raises(Refused, match="déjà communiquées"):
            release(actor=claire, kind=KIND, now=NOW)
        withdraw(actor=claire, kind=KIND, now=NOW)
        with pytest.raises(Refused):
            withdraw(actor=claire, kind=KIND, now=NOW)
    assert seen(cast, "rene") == []
    night()
    assert seen(cast, "rene") == []
    let_out(cast)
    assert seen(cast, "rene") == [number]


def test_the_night_adds_what_closed_and_withdraws_what_reopened(cast: Cast) -> None:
    first = closed(cast)
    let_out(cast)
    second = closed(cast)
    with as_owner():
        Dossier.objects.filter(number=first).update(closed_on=None)

    night()

    assert seen(cast, "rene") == [second]


def test_the_archivist_s_page_shows_dates_and_never_a_word(cast: Cast) -> None:
    number = closed(cast)
    rene, claire = client_of(cast.user("rene")), client_of(cast.user("claire"))
    assert "Aucune date n’est communiquée" in rene.get(LISTED).text
    assert LISTED in rene.get("/archives/").text
    assert LISTED not in client_of(cast.user("marc")).get("/archives/").text
    assert "Dossiers fermés" in claire.get(HIS).text

    assert claire.post(HIS, {"serie": KIND, "geste": "communiquer"}).status_code == 303

    page = rene.get(LISTED).text.replace("\u00a0", " ")
    assert number in page
    assert "23 novembre 2036" in page
    assert SECRET not in page
    assert rene.get(f"/dossiers/{number}/").status_code == 404
    assert claire.post(HIS, {"serie": KIND, "geste": "retirer"}).status_code == 303
    assert number not in rene.get(LISTED).text
    for name in ("helene", "amelie", "bruno", "marc", "simon", "yvette", "irene"):
        assert client_of(cast.user(name)).get(LISTED).status_code == 403
        assert client_of(cast.user(name)).get(HIS).status_code == 403
