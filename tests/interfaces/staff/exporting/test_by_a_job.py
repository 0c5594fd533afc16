"""A long list is made by a job for whoever asked: rights asked again, failures told, an end to every file.

Short lists come at once, beside.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.exports import asking, making
from egide.kernel.exports.keeping import keep_until, remove_expired, to_tell
from egide.kernel.exports.models import Export, ExportedDossier, State
from egide.kernel.exports.writing import write_table
from egide.kernel.gate.conflicts import declare_conflict
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Membership
from egide.platform.errors.failures import Refused
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, SignIn
from tests.interfaces.staff.exporting.asking import (
    ASK,
    HERE,
    LIST,
    body,
    download,
    entries,
    make,
    rows,
    status,
)
from tests.interfaces.staff.test_register import piece
from tests.modules.privacy_incidents.test_thread import declared_by


@pytest.fixture
def long_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is long: a job makes its file."""
    monkeypatch.setattr(asking, "AT_ONCE", 0)


@pytest.fixture
def ask(cast: Cast, sign_in: SignIn, long_lists: None) -> Callable[..., Export]:
    """Will ask for the list as someone, and return the export that waits."""

    def asked(name: str = "nadia", **told: str) -> Export:
        response = sign_in(name).post(ASK, LIST | told)
        assert response.status_code == 303, response.content
        with as_owner():
            return Export.objects.select_related("user", "compartment").latest("pk")

    return asked


def test_a_long_list_is_made_by_a_job_told_and_downloaded(
    ask: Callable[..., Export], sign_in: SignIn, open_dossier: Open, cast: Cast
) -> None:
    first = open_dossier()
    numbers = {first.number, open_dossier().number}
    export = ask()
    assert "En file" in sign_in("nadia").get(HERE).content.decode()

    made = make(export, cast)

    assert made.stored is not None
    assert made.stored.compartment_id == made.compartment_id == first.compartment_id
    client = sign_in("nadia")
    page = client.get(HERE).content.decode()
    assert "Télécharger" in page
    assert "2\u00a0lignes" in page
    assert "1\u00a0exportation terminée" in client.get("/travail/avis/").content.decode()
    assert {row["Numéro"] for row in rows(body(download(client, made)))} == numbers
    assert len(entries("export.downloaded")) == 1
    assert "exportation terminée" not in client.get("/travail/avis/").content.decode()


def test_the_export_of_someone_else_does_not_exist(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    made = make(ask(), cast)

    for name in ("marc", "bruno", "claire", "helene"):
        other = sign_in(name)
        answers = [other.post(f"{HERE}{made.public_id}/{what}/").status_code for what in
                   ("fichier", "garder", "retirer", "reprendre")]  # fmt: skip
        assert answers == [404] * 4
        assert str(made.public_id) not in other.get(HERE).content.decode()
    assert status(download(sign_in("nadia"), made)) == 200


def test_a_conflict_before_the_file_is_made_leaves_the_dossier_out(
    ask: Callable[..., Export], sign_in: SignIn, open_dossier: Open, cast: Cast
) -> None:
    mine, other = open_dossier(), open_dossier()
    export = ask()
    with acting_as(cast.actor("nadia")) as nadia:
        declare_conflict(actor=nadia, dossier=mine, reason="Voisine.", now=CLOCK)

    made = make(export, cast)

    assert [row["Numéro"] for row in rows(body(download(sign_in("nadia"), made)))] == [other.number]


def test_a_conflict_after_the_file_is_made_refuses_the_download(
    ask: Callable[..., Export], sign_in: SignIn, open_dossier: Open, cast: Cast
) -> None:
    mine, _ = open_dossier(), open_dossier()
    made = make(ask(), cast)
    assert status(download(sign_in("nadia"), made)) == 200
    with acting_as(cast.actor("nadia")) as nadia:
        declare_conflict(actor=nadia, dossier=mine, reason="Voisine.", now=CLOCK)

    refused = download(sign_in("nadia"), made)

    assert refused.status_code == 403
    assert "ne vous est plus accessible" in refused.content.decode()


def test_a_role_lost_after_the_file_is_made_refuses_the_download(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    made = make(ask("marc"), cast, "marc")
    with as_owner():
        Membership.objects.filter(user=cast.user("marc")).update(role="storekeeper")

    assert download(sign_in("marc"), made).status_code == 403


def test_a_second_attempt_starts_again_and_doubles_nothing(
    ask: Callable[..., Export], dossier: Dossier, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ask()
    with monkeypatch.context() as broken:
        broken.setattr(making, "_finish", _killed)
        with pytest.raises(KeyboardInterrupt):
            make(export, cast)

    made = make(export, cast)
    again = make(made, cast)

    assert (again.state, again.total, again.dossiers, again.stored_id) == (State.READY, 1, 1, made.stored_id)
    with as_owner():
        assert ExportedDossier.objects.filter(export=export).count() == 1


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_failure_is_told_and_can_be_taken_up_again(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ask()
    with monkeypatch.context() as broken:
        broken.setattr(making, "write_table", _no_room)
        with pytest.raises(OSError, match="disque"):
            make(export, cast)
    client = sign_in("nadia")
    assert "Reprendre" in client.get(HERE).content.decode()

    client.post(f"{HERE}{export.public_id}/reprendre/")

    assert make(export, cast).state == State.READY


def _no_room(*_: object, **__: object) -> None:
    raise OSError("disque plein")


def test_what_is_cancelled_meanwhile_leaves_nothing(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, client = ask(), sign_in("nadia")
    assert 'data-confirm="Annuler cette exportation?' in client.get(HERE).content.decode()  # it asks before
    real = write_table

    def cancelled(*args: object, **told: object) -> None:
        real(*args, **told)  # type: ignore[arg-type]
        client.post(f"{HERE}{export.public_id}/retirer/")

    monkeypatch.setattr(making, "write_table", cancelled)

    made = make(export, cast)

    assert (made.state, made.stored_id) == (State.CANCELLED, None)
    assert download(client, made).status_code == 403


def test_whoever_lost_the_role_before_the_file_is_made_is_told_why(
    sign_in: SignIn, long_lists: None, cast: Cast
) -> None:
    client = sign_in("bruno")
    card = {"theme": "syndic", "body": "none", "outcome": "answered", "channel": "phone"}
    client.post("/travail/renseignements/", card)
    client.post(ASK, {"source": "cards", "format": "csv"})
    with as_owner():
        export = Export.objects.get()
        Membership.objects.filter(user=cast.user("bruno")).update(role="storekeeper")

    assert make(export, cast, "bruno").state == State.REFUSED
    assert "Vous n’aviez plus accès" in sign_in("bruno").get(HERE).content.decode()


def test_the_end_can_be_moved_within_thirty_days(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    made, client = make(ask(), cast), sign_in("nadia")
    address = f"{HERE}{made.public_id}/garder/"

    assert (
        client.post(address, {"jusqu_au": (CLOCK + timedelta(days=31)).date().isoformat()}).status_code == 403
    )
    assert client.post(address, {"jusqu_au": "demain"}).status_code == 400
    assert client.post(address, {"jusqu_au": CLOCK.date().isoformat()}).status_code == 303
    with as_owner():
        end = Export.objects.get(pk=made.pk).expires_at
    assert end is not None
    assert CLOCK < end < CLOCK + timedelta(days=1)


def test_moving_the_end_again_never_keeps_a_file_beyond_its_thirty_days_nor_past_its_end(
    ask: Callable[..., Export], dossier: Dossier, cast: Cast
) -> None:
    made = make(ask(), cast)
    assert made.finished_at is not None
    born = made.finished_at

    with as_owner():
        keep_until(export=made, day=(born + timedelta(days=30)).date(), now=born)
        made.refresh_from_db()

    with pytest.raises(Refused, match="au plus 30"):
        keep_until(export=made, day=(born + timedelta(days=35)).date(), now=born + timedelta(days=20))
    with pytest.raises(Refused, match="plus conservé"):
        keep_until(export=made, day=(born + timedelta(days=40)).date(), now=born + timedelta(days=40))


def test_an_expired_file_is_refused_then_destroyed(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(ask(), cast)
    with acting_as(service("scheduler")):
        assert remove_expired(now=CLOCK + timedelta(days=6)) == 0
        assert remove_expired(now=CLOCK + timedelta(days=8)) == 1

    assert download(sign_in("nadia"), made).status_code == 403
    with as_owner():
        ended = Export.objects.get(pk=made.pk)
        made.stored.refresh_from_db()  # type: ignore[union-attr]
    assert (ended.state, ended.stored_id) == (State.EXPIRED, None)
    assert made.stored is not None
    assert made.stored.is_destroyed
    with acting_as(cast.actor("nadia")) as nadia:
        assert not to_tell(nadia).exists()


def test_past_its_end_a_file_that_is_not_destroyed_yet_is_said_to_be_expired(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    made = make(ask(), cast)
    assert "Télécharger" in sign_in("nadia").get(HERE).content.decode()
    with as_owner():
        Export.objects.filter(pk=made.pk).update(expires_at=CLOCK)

    text = sign_in("nadia").get(HERE).content.decode()

    assert "Sa date de fin est passée" in text
    assert "Télécharger" not in text
    assert "Détruire" not in text
    assert download(sign_in("nadia"), made).status_code == 403


def test_too_many_files_under_way_are_refused(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier
) -> None:
    for _ in range(asking.UNDER_WAY_MOST):
        ask()

    assert sign_in("nadia").post(ASK, LIST).status_code == 403


def test_a_register_asks_again_for_rows_that_tell_of_no_dossier(
    ask: Callable[..., Export], sign_in: SignIn, cast: Cast
) -> None:
    piece(cast, sender="Lavoie")
    made = make(ask("bruno", source="mail", avec="Lavoie"), cast, "bruno")
    assert [row["Expéditeur"] for row in rows(body(download(sign_in("bruno"), made)))] == ["Lavoie"]
    with as_owner():  # he leaves the secretariat for another function of the Office
        Membership.objects.filter(user=cast.user("bruno")).update(role="storekeeper")

    refused = download(sign_in("bruno"), made)

    assert refused.status_code == 403
    assert "ne vous est plus accessible" in refused.content.decode()


def test_a_name_typed_as_a_filter_stays_out_of_what_the_journal_keeps_for_ever(
    ask: Callable[..., Export], cast: Cast
) -> None:
    piece(cast, sender="Lavoie")

    ask("bruno", source="mail", avec="Lavoie", voie="post")

    told = entries("export.asked")[-1]

    assert "Lavoie" not in told
    assert '"voie":"post"' in told.replace(" ", "")


def test_the_right_to_take_out_lost_while_reading_stays_refuses_the_download(
    sign_in: SignIn, cast: Cast, long_lists: None
) -> None:
    declared_by(cast, "nadia", "interventions")
    answer = sign_in("paule").post(ASK, {"source": "incidents_register", "format": "csv"})
    assert answer.status_code == 303
    with as_owner():
        made = make(Export.objects.select_related("user", "compartment").latest("pk"), cast, "paule")
    assert status(download(sign_in("paule"), made)) == 200
    with as_owner():  # who answers for access reads incidents, and takes none out
        Membership.objects.filter(user=cast.user("paule"), role="privacy_officer").update(
            role="access_officer"
        )

    assert status(download(sign_in("paule"), made)) == 403
