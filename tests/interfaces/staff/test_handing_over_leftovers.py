"""What must not be left on this side of a dossier handed over: every table that names it is read, row by row.

The texts that stay by decision (notes, messages, letters that left) are the Office's own work and have no part here.
"""

import pytest
from django.db import connection
from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.exports import asking, making
from egide.kernel.exports.models import Export, State
from egide.kernel.joining.merging import merge_parties, undo_merge
from egide.kernel.joining.models import PartyMerge
from egide.kernel.joining.persons import link_person
from egide.kernel.letters.models import Letter
from egide.kernel.letters.typing import keep_typing
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from egide.platform.storage.models import StoredObject
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, SignIn
from tests.interfaces.staff.exporting.asking import ASK, HERE, LIST
from tests.interfaces.staff.test_handing_over import SECRET, send, with_a_piece

HER = ("Tremblay", "elise@exemple.example", "4185550123", SECRET)
# The journal's own words are chained; what it keeps of a person is in its notes, which a destruction deletes.
NOT_HERE = ("journal_", "procrastinate_")


def left_of(dossier: Dossier) -> dict[str, list[str]]:
    """Will read every row that names the dossier, past the walls, and return those that still tell of her."""
    found: dict[str, list[str]] = {}
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.columns"
            " where table_schema = 'public' and column_name = 'dossier_id' order by 1"
        )
        for (table,) in cursor.fetchall():
            if table.startswith(NOT_HERE):
                continue
            cursor.execute(f"select t::text from {table} t where t.dossier_id = %s", [dossier.pk])
            told = [row for (row,) in cursor.fetchall() if any(word.lower() in row.lower() for word in HER)]
            if told:
                found[table] = told
    return found


def test_nothing_of_the_person_stays_in_any_table(sign_in: SignIn, cast: Cast, open_dossier: Open) -> None:
    dossier, other = open_dossier(), open_dossier(title="Autre affaire")
    with_a_piece(cast, dossier)
    with acting_as(cast.actor("nadia")) as nadia:
        here = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
        letter = Letter.objects.get(dossier=here)
        Letter.objects.filter(pk=letter.pk).update(body=f"Madame Tremblay, {SECRET}.")
        letter.refresh_from_db()
        texts = {"subject": SECRET, "salutation": "", "body": SECRET, "closing": "", "enclosures": ""}
        keep_typing(actor=nadia, dossier=here, letter=letter, text=texts, over=letter.edited_at, now=CLOCK)
        elise = Party.objects.get(dossier=here, role=PartyRole.REQUESTER)
        twice = add_person(
            dossier=here,
            role=PartyRole.CO_REQUESTER,
            name="Élise Tremblay Roy",
            email="elise@exemple.example",
            now=CLOCK,
        )
        merge = merge_parties(dossier=here, kept=elise, absorbed=twice, choices={}, actor=nadia, now=CLOCK)
        there = Party.objects.get(dossier=other, role=PartyRole.REQUESTER)
        link_person(
            dossier=here,
            party=elise,
            other=Dossier.objects.get(pk=other.pk),
            other_party=there,
            choices={},
            actor=nadia,
            now=CLOCK,
        )
    browser = sign_in("nadia")
    assert left_of(dossier)  # the twin: it was all there

    assert send(browser, dossier) == 303

    assert left_of(dossier) == {}
    assert not finds(browser, SECRET, dossier)
    assert "Tremblay" not in browser.get(f"/dossiers/{dossier.number}/memes-personnes/").text
    with acting_as(cast.actor("nadia")):
        here = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
        with pytest.raises(Refused, match="remise"):
            undo_merge(dossier=here, merge=PartyMerge.objects.get(pk=merge.pk), now=CLOCK)
    with as_owner():
        assert list(dossiers_problems(dossier.number)) == []


def finds(browser: Client, words: str, dossier: Dossier) -> bool:
    """Will tell whether a search gives the dossier."""
    return dossier.number in browser.get("/recherche/", {"q": words}).text


def test_the_files_taken_out_before_are_destroyed(
    sign_in: SignIn, cast: Cast, open_dossier: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, other = open_dossier(), open_dossier(title="Autre affaire")
    monkeypatch.setattr(asking, "AT_ONCE", 0)
    marc, nadia = sign_in("marc"), sign_in("nadia")
    assert marc.post(ASK, LIST).status_code == 303
    for one in (dossier, other):
        asked_for = marc.post(f"/dossiers/{one.number}/exporter/", {"version": one.version})
        assert asked_for.status_code == 303
    with as_owner():
        asked = list(Export.objects.order_by("pk"))
    for export in asked:
        making.make(export=str(export.public_id), actor=cast.actor("marc"), now=CLOCK)
    with as_owner():
        assert set(Export.objects.values_list("state", flat=True)) == {State.READY}
        stored = list(Export.objects.order_by("pk").values_list("stored_id", flat=True))

    assert send(nadia, dossier) == 303

    answers = [marc.post(f"{HERE}{export.public_id}/fichier/") for export in asked]
    assert [answer.status_code for answer in answers] == [403, 403, 200]
    b"".join(answers[2])
    with as_owner():
        gone = [StoredObject.objects.get(pk=pk).is_destroyed for pk in stored]
    assert gone == [True, True, False]
