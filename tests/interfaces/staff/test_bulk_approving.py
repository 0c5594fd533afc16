"""The letters of many dossiers signed by a job, set by set: the same rows and entries as one by one, the same refusals.

What is not plain in a set (a code to draw, a text that changed, a letter that cannot be set) is left to the single act.
"""

import hashlib
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from egide.interfaces.staff import bulk_approving, bulk_choosing, bulk_job
from egide.kernel.batches import sets
from egide.kernel.batches.models import Batch, BatchRow, BatchState, RowState
from egide.kernel.documents.models import Document, DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Delivery, Letter, LetterState
from egide.kernel.records.holds import place_hold
from egide.platform.accounts.acting import acting_as
from egide.platform.journal.history import history
from egide.platform.storage import store
from egide.platform.storage.keys import key_room
from egide.platform.storage.models import HeldKey
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, SignIn

WHOLE = {"faire": "approuver", "tout": "1", "liste": "interventions", "q": "Absence"}
BODY = "{{ destinataire }}, votre demande du {{ date_reception }} a été étudiée."


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """One dossier is done at once; a set holds three."""
    monkeypatch.setattr(bulk_choosing, "AT_ONCE", 1)
    monkeypatch.setattr(bulk_approving, "SET", 3)


@pytest.fixture
def waiting(sign_in: SignIn, cast: Cast, open_dossier: Open) -> list[Dossier]:
    """Four dossiers whose common letter is submitted."""
    dossiers = [open_dossier() for _ in range(4)]
    with as_owner():
        for letter in Letter.objects.all():
            letter.state, letter.body = (
                LetterState.SUBMITTED,
                f"Nous avons reçu votre demande {letter.reference}.",
            )
            letter.submitted_at, letter.submitted_by = CLOCK, cast.actor("nadia").code
            letter.save()
    return dossiers


def ask(who: Client) -> Batch:
    preview = who.get("/travail/lot/", WHOLE)
    assert "À signer tel quel" in preview.text, preview.text
    fields = dict(re.findall(r'type="hidden" name="(tout|liste|q|vu)" value="([^"]*)"', preview.text))
    sent = who.post("/travail/lot/?faire=approuver", fields)
    assert sent.status_code == 303, sent.text
    with as_owner():
        return Batch.objects.get()


def work(cast: Cast, batch: Batch) -> None:
    bulk_job.carry_on.function(batch=batch.pk, actor=cast.actor("bruno"), now=CLOCK)


def lines(batch: Batch) -> list[tuple[str, str]]:
    with as_owner():
        return list(BatchRow.objects.filter(batch=batch).order_by("place").values_list("state", "words"))


def states() -> list[str]:
    with as_owner():
        return list(Letter.objects.order_by("pk").values_list("state", flat=True))


def test_each_letter_keeps_its_own_bytes_hash_and_entries(
    sign_in: SignIn, cast: Cast, waiting: list[Dossier]
) -> None:
    bruno = sign_in("bruno")
    batch = ask(bruno)

    work(cast, batch)

    assert [state for state, _ in lines(batch)] == [RowState.DONE] * 4
    assert all(words.startswith("Lettre approuvée\u00a0: ") for _, words in lines(batch))
    with as_owner():
        assert Batch.objects.get().state == BatchState.DONE
        letters = list(Letter.objects.select_related("version__stored", "version__document", "dossier"))
    with acting_as(cast.actor("bruno")):
        for letter in letters:
            assert letter.version is not None
            content = store.read_all(stored=letter.version.stored)
            assert letter.sha256 == letter.version.sha256 == hashlib.sha256(content).hexdigest()
            assert letter.version.document.title == f"{letter.title} ({letter.reference})"
            assert (letter.signed_as, letter.approved_by_id) == ("Bruno Lavoie", cast.user("bruno").pk)
            codes = [row.code for row in history(dossier_id=letter.dossier_id)]
            assert codes[:2] == ["letter.approved", "document.added"]  # newest first
    assert len({letter.sha256 for letter in letters}) == 4


def test_a_set_writes_what_the_single_act_writes(
    sign_in: SignIn, cast: Cast, waiting: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The first is approved alone, by its page's own action; the three others by one set.
    bruno = sign_in("bruno")
    first = waiting[0]
    done = bruno.post("/travail/lot/?faire=approuver", {"d": f"{first.number}:{first.version}"})
    assert "Lettre approuvée" in done.text

    work(cast, ask(bruno))

    with as_owner():
        columns = [field.attname for field in DocumentVersion._meta.concrete_fields]
        rows = list(DocumentVersion.objects.order_by("dossier_id").values(*columns))
        documents = list(
            Document.objects.order_by("dossier_id").values("rank", "origin", "added_at", "container_id")
        )
        letters = list(
            Letter.objects.order_by("dossier_id").values("state", "letter_date", "approved_at", "signed_as")
        )
        versions = list(
            Dossier.objects.filter(pk__in=[d.pk for d in waiting]).values_list("version", flat=True)
        )
    own = ("id", "dossier_id", "document_id", "stored_id", "sha256", "size", "file_name")
    assert len(rows) == 4
    assert len({str({k: v for k, v in row.items() if k not in own}) for row in rows}) == 1
    assert len({str(row) for row in documents}) == 1
    assert len({str(row) for row in letters}) == 1
    assert len(set(versions)) == 1


def test_a_set_costs_as_many_statements_as_its_tables(
    sign_in: SignIn, cast: Cast, waiting: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = ask(sign_in("bruno"))
    monkeypatch.setattr(bulk_approving, "SET", 50)

    sent: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        work(cast, batch)

    for once in (
        "journal_append(",
        'INSERT INTO "documents_documentversion"',
        'INSERT INTO "storage_storedobject"',
    ):
        assert sum(once in sql for sql in sent) == 1, once


def test_what_is_not_plain_is_left_to_the_single_act(
    sign_in: SignIn, cast: Cast, waiting: list[Dossier]
) -> None:
    with as_owner():  # by the post, with a code that only the approval draws
        Letter.objects.filter(dossier=waiting[1]).update(
            delivery=Delivery.POST, body="Votre code\u00a0: {{ code_suivi }}."
        )
    bruno = sign_in("bruno")
    batch = ask(bruno)
    with as_owner():  # and one that can no longer leave
        Letter.objects.filter(dossier=waiting[2]).update(body="Madame {{ nom_absent }},")
        Dossier.objects.filter(pk=waiting[3].pk).update(version=99)

    work(cast, batch)

    by_place = dict(zip([row for row, _ in enumerate(lines(batch))], lines(batch), strict=True))
    said = sorted(state for state, _ in by_place.values())
    assert said == [RowState.DONE, RowState.DONE, RowState.REFUSED, RowState.REFUSED]
    refusals = " ".join(words for state, words in by_place.values() if state == RowState.REFUSED)
    assert "un champ qui n’est pas rempli" in refusals
    assert "Quelqu’un a modifié ce dossier" in refusals
    with as_owner():
        assert Letter.objects.get(dossier=waiting[1]).printed_passes
        assert Letter.objects.get(dossier=waiting[2]).state == LetterState.SUBMITTED


def test_a_text_that_changed_while_it_was_set_is_not_signed_as_it_was(
    sign_in: SignIn, cast: Cast, waiting: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = ask(sign_in("bruno"))
    real = sets.do_set

    def meanwhile(**named: object) -> object:
        with as_owner():
            Letter.objects.filter(dossier=waiting[0]).update(body="Un autre texte.")
        return real(**named)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk_approving, "do_set", meanwhile)
    work(cast, batch)

    with as_owner():
        letter = Letter.objects.select_related("version__stored").get(dossier=waiting[0])
    assert letter.version is not None  # by the single act, from the text that now stands
    assert letter.sha256 == letter.version.sha256
    assert [state for state, _ in lines(batch)] == [RowState.DONE] * 4
    assert states() == [LetterState.APPROVED] * 4


def test_a_job_run_again_signs_nothing_twice(sign_in: SignIn, cast: Cast, waiting: list[Dossier]) -> None:
    batch = ask(sign_in("bruno"))

    work(cast, batch)
    work(cast, batch)

    with as_owner():
        assert DocumentVersion.objects.count() == 4


def test_whoever_may_not_sign_is_refused_on_each_line(
    sign_in: SignIn, cast: Cast, waiting: list[Dossier]
) -> None:
    batch = ask(sign_in("bruno"))
    with as_owner():
        cast.user("bruno").memberships.all().delete()

    work(cast, batch)

    assert states() == [LetterState.SUBMITTED] * 4


def test_the_keys_of_what_enters_a_held_dossier_are_held(
    sign_in: SignIn, cast: Cast, waiting: list[Dossier]
) -> None:
    held = waiting[0]
    with acting_as(cast.actor("bruno")) as actor:
        place_hold(dossier=held, reason="litige", actor_code=actor.code, now=CLOCK)
    batch = ask(sign_in("bruno"))

    work(cast, batch)

    with acting_as(cast.actor("bruno")):
        kept = set(DocumentVersion.objects.filter(dossier=held).values_list("stored_id", flat=True))
        with key_room():
            assert set(HeldKey.objects.values_list("object_id", flat=True)) == kept
    assert kept
