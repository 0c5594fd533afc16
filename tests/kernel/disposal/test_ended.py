"""After its destruction a dossier is read and nothing more: no document enters it, no rule dates it again."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.pages_deadlines import marked_once
from egide.kernel.disposal import lists
from egide.kernel.disposal.models import Choice
from egide.kernel.documents.models import DocumentVersion, ReadingState
from egide.kernel.gate.opening import open_dossier
from egide.kernel.records.changes import totals
from egide.kernel.records.schedule import declared
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from tests.cast import Cast, seed_office
from tests.database import as_owner
from tests.kernel.disposal.steps import THEN, approved, do, made, old_dossier, run
from tests.kernel.scene import Scene
from tests.walls.house import client_of


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def destroyed(cast: Cast, django_capture_on_commit_callbacks: Any) -> Scene:
    scene = old_dossier(cast)
    run(approved(cast), django_capture_on_commit_callbacks)
    return scene


def test_nothing_enters_a_destroyed_dossier(destroyed: Scene) -> None:
    nadia = client_of(destroyed.cast.user("nadia"))
    with acting_as(destroyed.cast.actor("nadia")) as actor:
        seen = open_dossier(actor=actor, number=destroyed.number, action="read")
        with pytest.raises(Refused, match="est détruit"):
            open_dossier(actor=actor, number=destroyed.number, action="add_document", lock=True)

    page = nadia.get(reverse("staff:dossier", kwargs={"number": seen.number})).content.decode()
    assert "Détruit, certificat CD-2036-00001" in page
    assert not re.search(r'class="btn[^>]*>[^<]*Verser un document', page)
    piece = nadia.get(reverse("staff:document", kwargs={"number": seen.number, "rank": 1}))
    assert (piece.status_code, "nouvelle version" in piece.content.decode()) == (200, False)
    assert ("Plus rien à lire" in piece.content.decode(), "Classer aussi" in piece.content.decode()) == (
        True,
        False,
    )
    for section in ("documents", "notes", "measures", "links", "exchanges"):
        shown = nadia.get(
            reverse(f"staff:dossier_{section}", kwargs={"number": seen.number})
        ).content.decode()
        offered = re.findall(r'class="btn[^>]*>([^<]+)<', shown) + re.findall("Déposez des fichiers", shown)
        assert {words.strip() for words in offered} <= {"Faire le cahier des pièces", "Fermer"}, section
    upload = reverse("staff:upload", kwargs={"number": seen.number})
    answer = nadia.post(upload, {"version": str(seen.version)})
    assert (answer.status_code, "on n’y fait plus rien" in answer.content.decode()) == (403, True)
    with as_owner():
        (version,) = DocumentVersion.objects.filter(dossier=seen)
        # It waited to be read, and its file may live on in another dossier: no job reads it any more.
        assert version.reading == ReadingState.UNREADABLE


def test_a_destroyed_dossier_is_dated_by_no_new_rule(destroyed: Scene, cast: Cast) -> None:
    living = old_dossier(cast)
    rule = declared("6200")
    assert rule is not None

    with acting_as(cast.actor("rene")) as actor:
        (found,) = totals([replace(rule, active=9)], actor=actor)

    assert (found.total, living.number != destroyed.number) == (1, True)


def test_one_that_the_unit_keeps_is_not_objected_to(cast: Cast) -> None:
    old_dossier(cast)
    old_dossier(cast)
    listed = made(cast)
    do(cast, "rene", lists.submit, listed=listed)
    kept = {
        "choice": Choice.KEPT,
        "reason": "Utile.",
        "keep_until": timezone.localdate(THEN).replace(year=2040),
    }
    do(cast, "marc", lists.review, listed=listed, places=[1], **kept)
    do(cast, "marc", lists.agree_to_rest, listed=listed)
    do(cast, "marc", lists.end_review, listed=listed)
    do(cast, "rene", lists.check, listed=listed)
    with as_owner():
        listed.refresh_from_db()
    page = client_of(cast.user("helene")).get(
        reverse("staff:disposal_step", kwargs={"listed": listed.number, "step": "approuver"})
    )
    assert "Digest" not in page.content.decode()
    do(cast, "helene", lists.approve, listed=listed, digest_seen=listed.digest)

    with pytest.raises(Refused, match="rien à quoi s’opposer"):
        do(cast, "marc", lists.object_to, listed=listed, place=1, reason="Recours.")
    do(cast, "marc", lists.object_to, listed=listed, place=2, reason="Recours.")
    with pytest.raises(Refused, match="rien à quoi s’opposer"):
        do(cast, "marc", lists.object_to, listed=listed, place=2, reason="Encore.")


def test_an_example_is_said_once() -> None:
    assert marked_once("calendrier (à valider) (exemple)") == "calendrier (exemple, à valider)"
    assert marked_once("calendrier EXEMPLE, version 1 (à valider) (exemple)") == (
        "calendrier EXEMPLE, version 1 (à valider)"
    )
