"""A whole dossier is asked from its page, made by a job, and refused to whoever only reads it.

The bag itself is the kernel’s: tests/kernel/exports.
"""

import io
import zipfile
from pathlib import Path

from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.exports.bag.offline import verify_bag
from egide.kernel.exports.models import Export, State
from egide.kernel.gate.conflicts import declare_conflict
from egide.platform.accounts.acting import acting_as
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, SignIn
from tests.interfaces.staff.exporting.asking import HERE, body, download, entries, make, status


def ask_for_bag(client: Client, dossier: Dossier) -> int:
    with as_owner():
        version = Dossier.objects.get(pk=dossier.pk).version
    return client.post(f"/dossiers/{dossier.number}/exporter/", {"version": version}).status_code


def test_a_whole_dossier_is_asked_from_its_page_made_and_downloaded(
    sign_in: SignIn, dossier: Dossier, cast: Cast, tmp_path: Path
) -> None:
    marc = sign_in("marc")
    assert "Sortir le dossier complet" in marc.get(f"/dossiers/{dossier.number}/").content.decode()
    assert marc.get(f"/dossiers/{dossier.number}/exporter/").status_code == 200
    assert ask_for_bag(marc, dossier) == 303
    with as_owner():
        export = Export.objects.get()

    make(export, cast, "marc")

    text = marc.get(HERE).content.decode()
    assert f"Dossier complet\u00a0: {dossier.number}" in text
    assert 'data-confirm="Détruire ce fichier?' in text
    # A file may be downloaded again from the same page.
    assert f'action="{HERE}{export.public_id}/fichier/" data-download' in text
    with zipfile.ZipFile(io.BytesIO(body(download(marc, export)))) as archive:
        archive.extractall(tmp_path)
    (bag,) = tmp_path.iterdir()
    assert verify_bag(bag)[0] == []
    assert [len(entries(code)) for code in ("bag.made", "bag.downloaded")] == [1, 1]


def test_a_bag_that_was_cancelled_says_nothing_of_who_reads_its_dossier(
    sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    marc = sign_in("marc")
    ask_for_bag(marc, dossier)
    with as_owner():
        export = Export.objects.get()

    marc.post(f"{HERE}{export.public_id}/retirer/")

    text = marc.get(HERE).content.decode()
    assert "<b>Dossier complet</b>" in text
    assert "plus accessible" not in text


def test_a_whole_dossier_is_refused_to_whoever_only_reads_it(
    sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    nadia = sign_in("nadia")

    assert "Sortir le dossier complet" not in nadia.get(f"/dossiers/{dossier.number}/").content.decode()
    assert nadia.get(f"/dossiers/{dossier.number}/exporter/").status_code == 403


def test_a_bag_is_refused_to_whoever_came_in_conflict_since(
    sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    marc = sign_in("marc")
    made = []
    for _ in range(2):
        ask_for_bag(marc, dossier)
        with as_owner():
            made.append(Export.objects.latest("pk"))
    make(made[0], cast, "marc")
    assert status(download(marc, made[0])) == 200
    with acting_as(cast.actor("marc")) as actor:
        declare_conflict(actor=actor, dossier=dossier, reason="Parent.", now=CLOCK)

    assert make(made[1], cast, "marc").state == State.REFUSED
    assert download(marc, made[0]).status_code == 403
    page = marc.get(HERE).content.decode()
    assert dossier.number not in page
    assert "plus accessible" in page
