"""Messages both ways: kept with their files, once; an order's stay inside until released; alerts are closed by name."""

from typing import Any

import pytest
from django.db import connection

from egide.kernel import events
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.messages.actions import (
    LONGEST,
    flag,
    handle,
    post_message,
    release,
    settle_withdrawal,
)
from egide.kernel.messages.models import Alert, Message, MessageFile
from egide.kernel.messages.telling import tell_new_message
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import PartyRole
from egide.kernel.passes.actions import actor_for_pass, was_given_a_pass
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.errors.failures import Refused
from egide.platform.mail.content import content
from egide.platform.mail.models import Message as Mail
from egide.platform.storage import store
from egide.platform.storage.joined import RefusedFiles, Upload
from egide.platform.storage.models import ScanState
from egide.platform.storage.scanner import Verdict
from tests.database import as_owner
from tests.kernel.passes.holding import give, opened, party, seen_by
from tests.kernel.scene import Scene, open_scene


@pytest.fixture(autouse=True)
def surroundings(kept_files: None) -> None:
    """A folder for the files and a key."""


@pytest.fixture
def kept_files(settings: Any, tmp_path: Any) -> None:
    import base64
    import os

    blobs = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "blobs"), "file_permissions_mode": 0o600},
    }
    settings.STORAGES = {**settings.STORAGES, "blobs": blobs}
    settings.MASTER_KEY = base64.b64encode(os.urandom(32)).decode()
    settings.CLAMD_ADDRESS = ""


def post(
    scene: Scene, text: str = "Bonjour.", *, who: str = "nadia", role: str = "requester", **more: Any
) -> Message:
    """Will post a message as someone of the staff."""
    direction = more.pop("direction", "in")
    return scene.act(
        who,
        lambda a, d: post_message(
            dossier=d,
            direction=direction,
            party=party(d, role),
            text=text,
            actor_code=a.code,
            now=scene.now,
            **more,
        ),
    )


def on(scene: Scene, message: Message, what: Any, who: str = "nadia", **more: Any) -> None:
    """Will do something about a message as someone."""

    def done(actor: Actor, dossier: Dossier) -> None:
        row = Message.objects.select_related("party").get(pk=message.pk)
        what(actor=actor, dossier=dossier, message=row, now=scene.now, **more)

    scene.act(who, done)


def test_a_message_takes_a_rank_and_its_files_become_documents(scene: Scene) -> None:
    first = post(
        scene,
        files=[Upload(stream=[b"un"], file_name="un.txt"), Upload(stream=[b"deux"], file_name="deux.txt")],
    )
    second = post(scene)

    assert (first.rank, second.rank) == (1, 2)
    with acting_as(scene.cast.actor("marc")):
        assert list(Document.objects.order_by("rank").values_list("title", "origin")) == [
            ("un.txt", "received"),
            ("deux.txt", "received"),
        ]
        assert MessageFile.objects.filter(message=first).count() == 2


def test_the_same_key_gives_the_same_message(scene: Scene) -> None:
    first, second = post(scene, form_key="cle"), post(scene, "Autre texte.", form_key="cle")
    third = post(scene, form_key="autre")

    assert (first.pk, third.rank) == (second.pk, 2)


@pytest.mark.parametrize("text", ["", " \n\t ", "a" * (LONGEST + 1), "un\x00deux"])
def test_it_refuses_a_message_that_cannot_be_kept(scene: Scene, text: str) -> None:
    with pytest.raises(Refused):
        post(scene, text)


def test_it_keeps_what_is_long_but_fits(scene: Scene) -> None:
    assert len(post(scene, "é" * LONGEST).text) == LONGEST


def test_it_refuses_a_person_of_another_dossier(scene: Scene) -> None:
    other = open_scene(scene.cast)
    stranger = other.act("nadia", lambda a, d: party(d))

    with pytest.raises(Refused):
        scene.act(
            "nadia",
            lambda a, d: post_message(
                dossier=d, direction="out", party=stranger, text="Bonjour.", actor_code=a.code, now=scene.now
            ),
        )


def test_an_infected_file_refuses_the_message_and_keeps_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Finds:
        """A scanner that finds something in each file."""

        def feed(self, chunk: bytes) -> None: ...
        def abandon(self) -> None: ...
        def verdict(self) -> Verdict:
            return Verdict(ScanState.INFECTED, "Eicar")

    monkeypatch.setattr("egide.platform.storage.intake.begin_scan", Finds)

    with pytest.raises(RefusedFiles) as refused:
        post(scene, files=[Upload(stream=[b"x"], file_name="virus.txt")])

    assert refused.value.files[0][0] == "virus.txt"
    assert "Eicar" in refused.value.files[0][1]
    with as_owner():
        assert Message.objects.count() == 0


def test_the_bearer_sees_her_messages_and_not_the_order_s(scene: Scene) -> None:
    row = opened(give(scene), now=scene.now)
    post(scene, files=[Upload(stream=[b"un"], file_name="un.txt")])
    post(scene, "Réponse.", role="order", files=[Upload(stream=[b"deux"], file_name="deux.txt")])
    post(scene, "Une réponse.", direction="out")

    seen = seen_by(row)

    assert (seen["messages_message"], seen["messages_file"], seen["storage_storedobject"]) == (2, 1, 1)
    assert "messages_alert" not in seen


def test_a_released_answer_is_seen_with_the_chosen_files_only(scene: Scene) -> None:
    row = opened(give(scene), now=scene.now)
    message = post(
        scene,
        "Réponse.",
        role="order",
        files=[Upload(stream=[b"oui"], file_name="oui.txt"), Upload(stream=[b"non"], file_name="non.txt")],
    )
    assert "messages_message" not in seen_by(row)

    def let_go(*, actor: Actor, dossier: Dossier, message: Message, now: Any) -> None:
        chosen = [f for f in message.files.select_related("version") if f.version.file_name == "oui.txt"]
        release(actor=actor, dossier=dossier, message=message, files=chosen, now=now)

    on(scene, message, let_go)

    seen = seen_by(row)
    assert (seen["messages_message"], seen["messages_file"]) == (1, 1)
    with acting_as(actor_for_pass(row)):
        file = MessageFile.objects.select_related("version__stored").get()
        assert store.read_all(stored=file.version.stored) == b"oui"
    assert "message.released" in scene.codes


def test_what_is_released_is_an_order_s_once_by_a_person(scene: Scene) -> None:
    mine, theirs = post(scene), post(scene, role="order")

    with pytest.raises(Refused, match="un ordre"):
        on(scene, mine, release)
    on(scene, theirs, release)
    with pytest.raises(Refused, match="déjà"):
        on(scene, theirs, release)
    with pytest.raises(Refused, match="personne, en son nom"), acting_as(service("scheduler")) as robot:
        release(actor=robot, dossier=scene.dossier, message=theirs, now=scene.now)


def test_an_alert_is_closed_by_name_with_a_note_that_the_journal_keeps(scene: Scene) -> None:
    message = post(scene, "Je pense au suicide.")
    assert "message.flagged" in scene.codes

    with pytest.raises(Refused):
        on(scene, message, handle, note="  ")
    on(scene, message, handle, note="Appelée à 10 h; elle va mieux.")
    with pytest.raises(Refused):
        on(scene, message, handle, note="Encore.")

    with acting_as(scene.cast.actor("marc")):
        alert = Alert.objects.select_related("handled_by").get()
    assert alert.handled_by is not None
    assert (alert.handled_by.full_name, alert.concern) == ("Nadia Bouchard", "distress")
    handled = next(row for row in scene.journal if row.code == "message.handled")
    assert handled.notes == {"note": "Appelée à 10 h; elle va mieux."}
    assert "elle va mieux" not in str(handled.data)


def test_what_the_office_writes_raises_no_alert(scene: Scene) -> None:
    post(scene, "Si vous pensez au suicide, appelez le 9-8-8.", direction="out")

    with as_owner():
        assert Alert.objects.count() == 0


def test_an_ordinary_message_is_not_flagged(scene: Scene) -> None:
    message = post(scene)

    assert scene.act("nadia", lambda a, d: flag(dossier=d, message=message, now=scene.now)) is None


def test_followers_are_told_of_what_comes_in_only(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setitem(events._listeners, events.MESSAGE_RECEIVED, [])
    events.follow(events.MESSAGE_RECEIVED, lambda *, dossier, message, on, now: told.append(message.rank))

    post(scene)
    post(scene, direction="out")

    assert told == [1]


def test_a_withdrawal_is_settled_once(scene: Scene) -> None:
    message = post(scene, withdrawal=True)
    scene.act("nadia", lambda a, d: settle_withdrawal(message=message, now=scene.now))

    with acting_as(scene.cast.actor("marc")):
        assert Message.objects.get().settled_at == scene.now


def test_the_journal_holds_no_word_of_a_message(scene: Scene) -> None:
    post(scene, "zibelinemessage", files=[Upload(stream=[b"x"], file_name="zibelinefichier.txt")])

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select count(*) from journal_event where body like '%zibeline%'")
        assert cursor.fetchone() == (0,)


def test_someone_never_given_a_link_gets_her_own_with_the_message(scene: Scene) -> None:
    def write(actor: Actor, dossier: Dossier) -> None:
        other = add_person(
            dossier=dossier,
            role=PartyRole.REPRESENTATIVE,
            name="Karim",
            email="karim@exemple.example",
            now=scene.now,
        )
        for person in (party(dossier), other):
            link = "" if was_given_a_pass(party=person) else "/suivi/ABCD-EFGH/"
            assert tell_new_message(dossier=dossier, party=person, link=link, now=scene.now)

    give(scene)
    scene.act("nadia", write)

    with acting_as(scene.cast.actor("marc")):
        told = {m.recipients[0]: content(m).decode() for m in Mail.objects.order_by("pk")}
    assert "/suivi/ABCD-EFGH/" in told["karim@exemple.example"]
    assert "avec votre num" in told["elise@exemple.example"]
    assert "/suivi/ABCD" not in told["elise@exemple.example"]
