"""A secret link opens one dossier for one party: PostgreSQL shows what was released, and nothing else.

Expired, revoked, mistyped, of another purpose or number: it does not open, and the journal says so without the secret.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from egide.kernel.passes.actions import (
    Purpose,
    actor_for_pass,
    bind_passes,
    issue_request_pass,
    revoke_passes,
)
from egide.kernel.passes.exchanging import NotOpened, Why, bearer, consume, exchange, note_use
from egide.kernel.passes.models import Pass
from egide.kernel.passes.secrets import new_secret
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment
from egide.platform.errors.failures import Refused
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.kernel.passes.holding import ANY, give, opened, party, seen_by
from tests.kernel.scene import Scene, open_scene

LONG_PAST = datetime(2026, 1, 5, tzinfo=UTC)


def refusal(
    secret: str, *, now: datetime = NOW, purposes: tuple[Purpose, ...] = ANY, number: str | None = None
) -> Why:
    with pytest.raises(NotOpened) as refused:
        exchange(secret, now=now, purposes=purposes, number=number)
    return refused.value.why


def everything_written() -> str:
    """All that the journal holds, as one text."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select string_agg(body, ' ') from journal_event")
        return str(cursor.fetchone()[0])


# --- What it opens ------------------------------------------------------------------------------------------
def test_the_bearer_sees_the_dossier_its_own_party_and_its_pass_and_no_other_row(scene: Scene) -> None:
    other = open_scene(scene.cast)
    give(other)
    give(scene, role="order", purpose="follow_up")
    row = opened(give(scene), now=scene.now)

    assert seen_by(row) == {"dossiers_dossier": 1, "parties_party": 1, "passes_pass": 1}


def test_a_letter_sent_to_the_party_is_seen_with_its_bytes_and_a_draft_is_not(scene: Scene) -> None:
    row = opened(give(scene), now=scene.now)
    assert "letters_letter" not in seen_by(row)

    scene.acknowledge()

    seen = seen_by(row)
    assert {
        name: seen[name] for name in ("letters_letter", "documents_document", "documents_documentversion")
    } == {
        "letters_letter": 1,
        "documents_document": 1,
        "documents_documentversion": 1,
    }
    assert seen["storage_storedobject"] == 1
    assert set(seen) <= {
        "dossiers_dossier", "parties_party", "passes_pass", "letters_letter", "documents_document",
        "documents_documentversion", "storage_storedobject",
    }  # fmt: skip


def test_another_party_does_not_see_the_letter(scene: Scene) -> None:
    scene.acknowledge()
    row = opened(give(scene, role="order"), now=scene.now)

    assert seen_by(row) == {"dossiers_dossier": 1, "parties_party": 1, "passes_pass": 1}


def test_a_pass_for_one_letter_sees_that_letter_only(scene: Scene) -> None:
    scene.acknowledge()
    rank = scene.act("bruno", lambda a, d: scene.letter("acknowledgment").version.document.rank)
    mine = opened(give(scene, purpose="read", document_rank=rank), now=scene.now)
    theirs = opened(give(scene, role="order", purpose="answer", document_rank=rank), now=scene.now)

    assert seen_by(mine)["letters_letter"] == 1
    assert "letters_letter" not in seen_by(theirs)  # the letter is not addressed to the order


def test_the_bearer_changes_nothing_by_itself(scene: Scene) -> None:
    row = opened(give(scene), now=scene.now)

    with acting_as(actor_for_pass(row)), connection.cursor() as cursor:
        for statement in (
            "update dossiers_dossier set title = 'x'",
            "update parties_party set name = 'x'",
            "update passes_pass set ends_at = 'infinity'",
            "delete from passes_pass",
        ):
            cursor.execute(statement)
            assert cursor.rowcount == 0, statement


# --- What it does not open ------------------------------------------------------------------------------------
def test_an_unknown_secret_is_refused_and_told_in_the_journal(scene: Scene) -> None:
    assert refusal(new_secret()) is Why.UNKNOWN
    assert refusal("pas un secret") is Why.UNKNOWN
    assert '"why":"unknown"' in everything_written()


def test_an_expired_pass_is_refused_by_the_house_and_by_postgresql(scene: Scene) -> None:
    live = opened(give(scene), now=scene.now)
    dead = give(scene, ends_at=LONG_PAST)

    assert refusal(dead.secret) is Why.EXPIRED
    with as_owner():
        row = Pass.objects.get(rank=2)
    assert seen_by(live)
    assert seen_by(row) == {}


def test_a_revoked_pass_is_refused_at_once_everywhere(scene: Scene) -> None:
    issued = give(scene)
    row = opened(issued, now=scene.now)
    assert seen_by(row)

    closed = scene.act("bruno", lambda a, d: revoke_passes(dossier=d, now=scene.now))

    assert closed == 1
    assert refusal(issued.secret) is Why.REVOKED
    assert seen_by(row) == {}
    with pytest.raises(NotOpened):
        bearer(row.public_id, now=scene.now, purposes=ANY)
    assert "pass.revoked" in scene.codes


def test_revoking_one_party_or_one_purpose_leaves_the_others(scene: Scene) -> None:
    mine, theirs = give(scene), give(scene, role="order")

    scene.act(
        "bruno", lambda a, d: revoke_passes(dossier=d, party=party(d), purpose="follow_up", now=scene.now)
    )

    assert refusal(mine.secret) is Why.REVOKED
    assert opened(theirs, now=scene.now)


def test_a_secret_opens_only_what_it_was_made_for(scene: Scene) -> None:
    issued = give(scene)

    assert refusal(issued.secret, purposes=(Purpose.ANSWER,)) is Why.UNKNOWN
    assert opened(issued, now=scene.now)


def test_the_number_typed_must_be_its_own(scene: Scene) -> None:
    issued, other = give(scene), open_scene(scene.cast)

    assert refusal(issued.secret, number=other.number) is Why.UNKNOWN
    assert opened(issued, now=scene.now, number=scene.number)


def test_a_one_use_pass_is_consumed_once(scene: Scene) -> None:
    scene.acknowledge()
    rank = scene.act("bruno", lambda a, d: scene.letter("acknowledgment").version.document.rank)
    issued = give(scene, role="order", purpose="answer", document_rank=rank)
    row = opened(issued, now=scene.now)
    assert opened(issued, now=scene.now)  # opening is not using

    assert (consume(row=row, now=scene.now), consume(row=row, now=scene.now)) == (True, False)
    assert refusal(issued.secret) is Why.USED


def test_a_pass_is_refused_to_a_stranger_of_the_dossier_and_a_letter_that_is_not_there(scene: Scene) -> None:
    other = open_scene(scene.cast)
    stranger = other.act("bruno", lambda a, d: party(d))

    for more, words in (
        ({"purpose": "answer"}, "désigne une lettre"),
        ({"purpose": "follow_up", "document_rank": 1}, "désigne une lettre"),
        ({"purpose": "read", "document_rank": 99}, "document de ce rang"),
    ):
        with pytest.raises(Refused, match=words):
            give(scene, **more)
    with pytest.raises(Refused, match="partie du dossier"):
        scene.act("bruno", lambda a, d: _issue(d, stranger, a.code))


def _issue(dossier: object, stranger: object, code: str) -> None:
    from egide.kernel.passes.actions import issue_pass

    issue_pass(dossier=dossier, party=stranger, purpose="follow_up", actor_code=code, now=NOW)  # type: ignore[arg-type]


# --- Before the dossier -----------------------------------------------------------------------------------------
def test_a_request_is_followed_before_its_dossier_then_the_same_secret_follows_the_dossier(
    cast: Cast, scene: Scene
) -> None:
    with acting_as(service("public_intake")) as intake:
        office = Compartment.objects.get(code="office")
        issued = issue_request_pass(
            compartment=office, reference="REC-2026-00007", actor_code=intake.code, now=NOW
        )
    row = opened(issued, now=NOW, number="REC-2026-00007")
    assert seen_by(row) == {"passes_pass": 1}

    bound = scene.act(
        "bruno", lambda a, d: bind_passes(reference="REC-2026-00007", dossier=d, party=party(d), now=NOW)
    )

    assert bound == 1
    again = opened(issued, now=NOW, number=scene.number)
    assert seen_by(again) == {"dossiers_dossier": 1, "parties_party": 1, "passes_pass": 1}
    assert "pass.bound" in scene.codes


# --- The journal ---------------------------------------------------------------------------------------------
def test_the_journal_tells_every_step_and_never_the_secret_nor_its_hash(scene: Scene) -> None:
    issued = give(scene)
    row = opened(issued, now=scene.now + timedelta(minutes=1))
    with acting_as(actor_for_pass(row)):
        note_use(row=row, what="visit", now=scene.now)
    scene.act("bruno", lambda a, d: revoke_passes(dossier=d, now=scene.now))
    refusal(issued.secret)

    told = everything_written()
    assert [c for c in scene.codes if c.startswith("pass.")] == [
        "pass.issued", "pass.exchanged", "pass.used", "pass.revoked", "pass.refused",
    ]  # fmt: skip
    assert issued.secret not in told
    assert issued.code not in told
    assert row.secret_sha256 not in told
    assert f"pass:{row.pk}" in told
    assert issued.secret not in repr(issued)


def test_the_stored_row_holds_no_secret(scene: Scene) -> None:
    issued = give(scene)

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select to_jsonb(p)::text from passes_pass p")
        kept = cursor.fetchone()[0]
    assert issued.secret not in kept
    assert issued.code not in kept


def test_a_forged_pass_opens_nothing(scene: Scene) -> None:
    give(scene)
    for pk in (-1, 0, 2**62):
        assert seen_by(Pass(pk=pk)) == {}
