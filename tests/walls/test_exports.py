"""What is taken out obeys the same walls as the screens: every table, in both forms, by each person of the house.

Cells, names of sheets, properties and names of files are searched for the secrets of the other compartments; the
rightful reader's own is found. The bag, the jobs and the notices too.
"""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from egide.kernel.exports import asking
from egide.kernel.exports.bag.packing import pack
from egide.kernel.exports.keeping import exports_of
from egide.kernel.exports.making import make
from egide.kernel.exports.models import Export, State
from egide.kernel.exports.sources import sources
from egide.modules.correspondence.reach import KEEPERS
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import NotVisible
from tests.cast import TODAY
from tests.walls import sql
from tests.walls.house import House, client_of
from tests.walls.planted import CLOCK, FIRST, HELD, PLACES, PREFIX, SECRETS
from tests.walls.sql import Connection
from tests.walls.test_canary import leaks, others

ASK = "/travail/exports/demander/"
ASKING = (*PLACES, "helene", "farid", "rene", "aside-office", "aside-discipline")
FILTERS = {"q": PREFIX, "dossiers": "any", "du": TODAY.replace(day=1).isoformat(), "au": TODAY.isoformat()}


def unzipped(content: bytes) -> str:
    """Every part of a workbook or of a bag: cells, names, properties."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(
            f"{name}\n{archive.read(name).decode('utf-8', 'replace')}" for name in archive.namelist()
        )


def received(response: Any) -> str:
    """All that the browser receives, the parts of a workbook included."""
    content = response.getvalue() if response.streaming else response.content
    heads = "\n".join(f"{name}: {value}" for name, value in response.items())
    return heads + (unzipped(content) if content[:2] == b"PK" else content.decode("utf-8", "replace"))


def taken_by(house: House, name: str, *forms: str) -> str:
    client = client_of(house.user(name))
    found = []
    for source in sources():
        for form in forms:
            response = client.post(ASK, FILTERS | {"source": source.code, "format": form})
            assert response.status_code in (200, 403), source.code
            found.append(received(response))
    return "\n".join(found)


@pytest.mark.parametrize("name", ASKING)
def test_no_table_tells_the_secret_of_another_compartment(house: House, name: str) -> None:
    hidden = others(house, name)
    if name.startswith("aside-"):
        hidden -= {name[6:]}  # the mail that waits and the cards are not of the dossier

    text = taken_by(house, name, "xlsx")

    assert leaks(text, hidden) == set()
    assert not [
        house.plants[code].number for code in others(house, name) if house.plants[code].number in text
    ]


@pytest.mark.parametrize("code", sorted(PLACES))
def test_the_one_who_works_there_takes_it_out(house: House, code: str) -> None:
    text = taken_by(house, code, "csv")

    assert leaks(text, {code}) == {code}
    assert text.count(house.plants[code].number) >= 2  # the list and the search
    # The register is taken out by whoever keeps it there, as it is read.
    keeps = any((role.code, code) in KEEPERS for role in HELD)
    assert (f"COR-2026-{FIRST[code]}" in text) == keeps


def test_a_file_made_by_a_job_holds_one_compartment(
    house: House, monkeypatch: pytest.MonkeyPatch, owner: Connection
) -> None:
    monkeypatch.setattr(asking, "AT_ONCE", 0)
    client, actor = client_of(house.user("helene")), house.actor("helene")
    assert client.post(ASK, {"source": "search", "format": "csv", "q": PREFIX}).status_code == 303
    with acting_as(actor):
        asked = list(exports_of(actor).filter(state=State.ASKED))
    assert len(asked) == len(house.compartments_of("helene")) == 2

    for export in asked:
        make(export=str(export.public_id), actor=actor, now=CLOCK)

    seen = []
    for export in asked:
        answer = client.post(reverse("staff:export_file", kwargs={"export": export.public_id}))
        assert answer.status_code == 200
        seen.append(leaks(received(answer), set(PLACES)))
    assert sorted(seen, key=str) == [{"office"}, {"presidency"}]
    jobs = "\n".join(str(row[0]) for row in owner.execute("select j::text from procrastinate_jobs j"))
    assert "exports.make" in jobs
    assert leaks(jobs, set(PLACES)) == set()


def test_the_page_of_one_s_exports_shows_no_other_s(house: House, owner: Connection) -> None:
    keys = {str(row[0]) for row in owner.execute("select public_id from exports_export")}
    assert len(keys) >= len(PLACES)

    for name in ("bruno", "nadia", "marc", "claire", "aside-office", "farid"):
        page = client_of(house.user(name)).get("/travail/exports/").content.decode()
        assert not [key for key in keys if key in page]
    mine = client_of(house.user("office")).get("/travail/exports/").content.decode()
    assert len([key for key in keys if key in mine]) == 1


@pytest.mark.parametrize("code", sorted(PLACES))
def test_a_bag_tells_nothing_of_the_others(house: House, code: str, tmp_path: Path) -> None:
    plant = house.plants[code]
    packed = pack(number=plant.number, actor=house.actor(code), folder=tmp_path, now=CLOCK, policy=True)

    text = "\n".join(
        f"{file}\n{file.read_text('utf-8', 'replace')}" for file in packed.folder.rglob("*") if file.is_file()
    )
    assert leaks(text, set(PLACES)) == {code}
    # Everything that was planted and is of the dossier: the letter, the note, the message, the parties…
    for part in ("contenu", "résumé", "personne", "message", "titre", "document", "mandat"):
        assert re.search(rf"{PREFIX}{SECRETS[code]} {part}", text), part
    # … and what is not of the dossier stays: the typing, the reminder, the secret link.
    assert f"{PREFIX}{SECRETS[code]} frappe" not in text
    for someone in ("farid", f"aside-{code}", "commissioner" if code != "commissioner" else "office"):
        with pytest.raises(NotVisible):
            pack(number=plant.number, actor=house.actor(someone), folder=tmp_path, now=CLOCK, policy=True)


def test_another_compartment_s_export_cannot_be_reached_by_sql(house: House, app: Connection) -> None:
    sql.enter(app, "staff", house.plants["commissioner"].insider.pk)

    assert sql.seen(app, "exports_export") == sql.seen(app, "exports_exporteddossier") == 1


def test_an_owner_who_lost_the_compartment_no_longer_finds_the_file(house: House) -> None:
    with acting_as(house.actor("office")):
        mine = Export.objects.get(user=house.user("office"), state=State.ASKED)
    stranger = client_of(house.user("presidency"))

    assert stranger.post(reverse("staff:export_remove", kwargs={"export": mine.public_id})).status_code == 404
