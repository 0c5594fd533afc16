"""What the bearer of a link reads of the file: where it stands, her letters, nothing internal; each visit journaled.

Messages have their own file.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.messages.actions import post_message
from egide.kernel.messages.models import Message
from egide.kernel.passes.actions import IssuedPass
from egide.platform.accounts.acting import acting_as
from egide.platform.storage.errors import MIB
from tests.database import as_owner
from tests.interfaces.public.follow_up.conftest import FILE, send
from tests.interfaces.public.visits import text_of
from tests.kernel.passes.holding import party
from tests.kernel.scene import Scene
from tests.walls.house import client_of


def test_the_page_says_where_the_file_stands_and_by_when(scene: Scene, elise: Client) -> None:
    words = text_of(elise.get(FILE))

    assert scene.number in words
    assert "Nous avons reçu votre demande." in words
    assert "Au plus tard" in words
    assert "Aucun message pour le moment" in words


def test_each_state_of_the_life_has_its_plain_sentence() -> None:
    from egide.modules.interventions.following import SENTENCES
    from egide.modules.interventions.lifecycle import LIFECYCLE

    assert {state.code for state in LIFECYCLE.states} <= set(SENTENCES)


def test_nothing_internal_is_ever_shown(scene: Scene, elise: Client) -> None:
    secret = "zibelineinterne"
    scene.give()
    scene.acknowledge()
    scene.move("start_triage")
    scene.act(
        "nadia",
        lambda a, d: add_document(
            dossier=d, title=f"{secret} note", origin=Origin.INTERNAL, stream=[secret.encode()],
            file_name=f"{secret}.txt", actor_code=a.code, now=scene.now,
        ),
    )  # fmt: skip
    scene.act(
        "nadia",
        lambda a, d: post_message(
            dossier=d, direction="out", party=party(d, "order"), text=secret, actor_code=a.code, now=scene.now
        ),
    )
    scene.act(
        "nadia",
        lambda a, d: post_message(
            dossier=d, direction="in", party=party(d, "order"), text=f"{secret} réponse", actor_code=a.code,
            now=scene.now,
        ),
    )  # fmt: skip

    for url in (FILE, "/suivi/dossier/coordonnees/", "/suivi/dossier/retirer/"):
        shown = elise.get(url).content.decode()
        assert secret not in shown
        assert "Nadia" not in shown
        assert "Bruno" not in shown


def test_a_letter_sent_to_her_can_be_downloaded_and_no_other_document(scene: Scene, elise: Client) -> None:
    scene.acknowledge()
    internal = scene.act(
        "nadia",
        lambda a, d: add_document(
            dossier=d, title="Note interne", origin=Origin.INTERNAL, stream=[b"interne"], file_name="note.txt",
            actor_code=a.code, now=scene.now,
        ),
    )  # fmt: skip
    letter = scene.act("bruno", lambda a, d: scene.letter("acknowledgment").version.document.rank)

    page = elise.get(FILE)
    found = elise.get(f"/suivi/dossier/documents/{letter}/")
    hidden = elise.get(f"/suivi/dossier/documents/{internal.document.rank}/")

    assert f"/suivi/dossier/documents/{letter}/" in page.content.decode()
    assert b"".join(found).startswith(b"%PDF")
    assert "attachment" in found["Content-Disposition"]
    assert hidden.status_code == 404
    assert elise.get("/suivi/dossier/documents/999/").status_code == 404


@pytest.mark.parametrize(
    "url", ["/travail/", "/recherche/", "/dossiers/{number}/", "/dossiers/{number}/journal/"]
)
def test_the_pass_reaches_no_page_of_the_staff(scene: Scene, elise: Client, url: str) -> None:
    answer = elise.get(url.format(number=scene.number))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")


def test_a_member_of_the_staff_who_opens_a_link_is_no_more_than_its_bearer(
    scene: Scene, issued: IssuedPass
) -> None:
    client = client_of(scene.cast.user("nadia"))
    client.get(issued.url_path)

    page = client.get(FILE)

    assert page.status_code == 200
    client.post(FILE, {"text": "Écrit par le lien."})
    with as_owner():
        assert Message.objects.get().posted_by.startswith("pass:")


def test_a_visit_is_journaled_once_and_its_instant_kept(scene: Scene, elise: Client) -> None:
    for _ in range(3):
        elise.get(FILE)

    assert scene.codes.count("pass.exchanged") == 1
    assert scene.codes.count("pass.used") == 0  # the exchange began the visit


def test_the_queries_do_not_grow_with_the_messages(scene: Scene, elise: Client) -> None:
    def queries() -> int:
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            assert elise.get(FILE).status_code == 200
        return len(caught)

    def post(count: int) -> None:
        for n in range(count):
            scene.act(
                "nadia",
                lambda a, d, n=n: post_message(
                    dossier=d, direction="out", party=party(d), text=f"Message {n}", actor_code=a.code,
                    now=scene.now + timedelta(minutes=n),
                ),
            )  # fmt: skip

    post(2)
    few = queries()
    post(10)
    assert queries() == few


def test_no_more_than_the_limit_is_read(elise: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    big = SimpleUploadedFile("gros.txt", b"a" * (MIB + 1))

    answer = send(elise, text="Voici.", files=big)

    assert answer.status_code == 422
    assert "dépasse 1" in text_of(answer)


def test_acting_as_is_restored_after_each_act(scene: Scene, elise: Client) -> None:
    send(elise, text="Bonjour.")
    with acting_as(scene.cast.actor("bruno")), connection.cursor() as cursor:
        cursor.execute("select current_setting('egide.pass', true), egide_pass()")
        assert cursor.fetchone() == ("", None)
