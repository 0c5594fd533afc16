"""More than fifty dossiers at once: asked in one go, done by a job as the person who asked, one line each.

The limit is lowered here, so that three dossiers are many.
"""

import re

import pytest
from django.test import Client

from egide.interfaces.staff import bulk_choosing, bulk_job
from egide.kernel.batches import actions
from egide.kernel.batches.models import Batch, BatchRow, BatchState, RowState
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.notes.models import Note
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, SignIn

TEXT = "Même objet\u00a0: à traiter ensemble."
WHOLE = {"faire": "noter", "tout": "1", "liste": "interventions", "q": "Absence"}


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two dossiers are done at once; a job does two rows before it asks for the next."""
    monkeypatch.setattr(bulk_choosing, "AT_ONCE", 2)
    monkeypatch.setattr(bulk_job, "ROWS", 2)


def ask(who: Client, **more: str) -> Batch:
    """Will take all that the filter finds, confirm, and return what was kept."""
    preview = who.get("/travail/lot/", WHOLE)
    fields = dict(re.findall(r'type="hidden" name="(tout|liste|q|vu)" value="([^"]*)"', preview.text))
    sent = who.post("/travail/lot/?faire=noter", fields | {"text": TEXT} | more)
    assert sent.status_code == 303, sent.text
    with as_owner():
        return Batch.objects.get()


def work(cast: Cast, batch: Batch, who: str = "nadia") -> None:
    """Will run one job, as a worker does."""
    bulk_job.carry_on.function(batch=batch.pk, actor=cast.actor(who), now=CLOCK)


def lines(batch: Batch) -> list[tuple[str, str]]:
    with as_owner():
        rows = BatchRow.objects.filter(batch=batch).order_by("place")
        return [(row.state, row.words) for row in rows]


def test_a_dossier_that_left_the_reach_of_its_reader_is_not_named(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    kept, moved, third = open_dossier(), open_dossier(title="Absence qui part"), open_dossier()
    nadia = sign_in("nadia")
    batch = ask(nadia)
    for _ in range(2):
        work(cast, batch)
    with as_owner():  # same compartment, another unit: the wall lets it through, the policy does not
        Dossier.objects.filter(pk=moved.pk).update(unit=Unit.objects.get(code="records"))

    text = nadia.get(f"/travail/lots/{batch.public_id}/").text.replace("\u00a0", " ")

    assert moved.number not in text
    assert "Absence qui part" not in text
    assert kept.number in text
    assert third.number in text
    assert "1 dossier ne vous est plus accessible" in text


def notes() -> int:
    with as_owner():
        return Note.objects.filter(text=TEXT).count()


def test_all_that_a_filter_finds_is_done_by_jobs_with_one_line_each(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    for _ in range(3):
        open_dossier()
    nadia = sign_in("nadia")

    batch = ask(nadia)
    work(cast, batch)
    half = nadia.get(f"/travail/lots/{batch.public_id}/").text
    work(cast, batch)

    assert "2 / 3" in half
    assert "every 2s" in half
    assert [state for state, _ in lines(batch)] == [RowState.DONE] * 3
    assert notes() == 3
    done = nadia.get(f"/travail/lots/{batch.public_id}/").text
    assert "3 / 3" in done
    assert "every 2s" not in done
    assert "Note n°" in done
    assert "Ajouter une note" in nadia.get("/travail/lots/").text


def test_a_job_run_again_doubles_nothing(sign_in: SignIn, cast: Cast, open_dossier: Open) -> None:
    for _ in range(3):
        open_dossier()
    batch = ask(sign_in("nadia"))

    for _ in range(4):
        work(cast, batch)

    assert notes() == 3


def test_a_row_killed_in_the_middle_is_done_once(
    sign_in: SignIn, cast: Cast, open_dossier: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        open_dossier()
    batch = ask(sign_in("nadia"))
    real = actions._tried

    def killed(row: BatchRow, doing: actions.Doing) -> object:
        real(row, doing)
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "_tried", killed)
    with pytest.raises(KeyboardInterrupt):
        work(cast, batch)
    monkeypatch.setattr(actions, "_tried", real)

    assert notes() == 0
    work(cast, batch)
    work(cast, batch)
    assert notes() == 3


def test_a_dossier_changed_or_hidden_since_is_left_alone(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    dossiers = [open_dossier() for _ in range(3)]
    nadia = sign_in("nadia")
    batch = ask(nadia)
    with as_owner():
        Dossier.objects.filter(pk=dossiers[0].pk).update(version=99)
    with acting_as(cast.actor("nadia")) as actor:
        hidden = Dossier.objects.get(pk=dossiers[1].pk)
        declare_conflict(actor=actor, dossier=hidden, reason="Parente.", now=CLOCK)

    work(cast, batch)
    work(cast, batch)

    assert sorted(state for state, _ in lines(batch)) == sorted(
        [RowState.REFUSED, RowState.WAITING, RowState.DONE]
    )
    text = nadia.get(f"/travail/lots/{batch.public_id}/").text.replace("\u00a0", " ")
    assert "Quelqu’un a modifié ce dossier depuis la demande" in text
    assert "1 dossier ne vous est plus accessible" in text
    assert dossiers[1].number not in text
    assert notes() == 1


def test_a_role_lost_since_the_request_refuses_each_row(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    for _ in range(3):
        open_dossier()
    batch = ask(sign_in("nadia"))
    with as_owner():
        cast.user("nadia").memberships.all().delete()

    work(cast, batch)

    assert notes() == 0


def test_what_the_filter_finds_is_confirmed_again_when_it_changed(
    sign_in: SignIn, open_dossier: Open
) -> None:
    for _ in range(3):
        open_dossier()
    nadia = sign_in("nadia")
    preview = nadia.get("/travail/lot/", WHOLE)
    fields = dict(re.findall(r'type="hidden" name="(tout|liste|q|vu)" value="([^"]*)"', preview.text))
    open_dossier()

    again = nadia.post("/travail/lot/?faire=noter", fields | {"text": TEXT})

    assert again.status_code == 422
    assert "a changé depuis l’aperçu" in again.text
    assert TEXT in again.text
    assert "(4)" in again.text


def test_a_batch_is_stopped_and_says_what_is_left(sign_in: SignIn, cast: Cast, open_dossier: Open) -> None:
    for _ in range(3):
        open_dossier()
    nadia = sign_in("nadia")
    batch = ask(nadia)
    work(cast, batch)

    nadia.post(f"/travail/lots/{batch.public_id}/arreter/")
    work(cast, batch)

    with as_owner():
        assert Batch.objects.get().state == BatchState.STOPPED
    assert notes() == 2
    text = nadia.get(f"/travail/lots/{batch.public_id}/").text.replace("\u00a0", " ")
    assert "1 dossier n’a pas été touché" in text


def test_somebody_else_s_batch_does_not_exist(sign_in: SignIn, cast: Cast, open_dossier: Open) -> None:
    for _ in range(3):
        open_dossier()
    batch = ask(sign_in("nadia"))
    marc = sign_in("marc")

    assert marc.get(f"/travail/lots/{batch.public_id}/").status_code == 404
    assert marc.post(f"/travail/lots/{batch.public_id}/arreter/").status_code == 404
    assert "Ajouter une note" not in marc.get("/travail/lots/").text


def test_choices_made_on_another_page_are_kept(sign_in: SignIn, open_dossier: Open) -> None:
    here, there = open_dossier(), open_dossier(days_ago=3)
    nadia = sign_in("nadia")

    text = nadia.get("/interventions/", {"d": [here.number, there.number], "q": here.number}).text

    assert f'type="hidden" name="d" value="{there.number}"' in text
    assert f'value="{here.number}" checked' in text
    assert "1 dossier choisi sur une autre page" in text.replace("\u00a0", " ")
