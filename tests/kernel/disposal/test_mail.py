"""A dossier that really wrote by e-mail, and was answered: a server took the message, a return came, a person replied.

Real SMTP; once the dossier is destroyed, both databases and the store are searched for what was said.
"""

from pathlib import Path

import psycopg
from django.conf import settings

from egide.kernel.disposal.destroying import destroy_dossier
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import Text, edit_letter
from egide.kernel.messages.actions import post_message
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.search.vocabulary import after_destructions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.mail.models import Message, State
from egide.platform.mail.reports import read_report
from egide.platform.mail.returns import note
from egide.platform.storage.joined import Upload
from egide.platform.storage.models import DestructionEntry, StoredObject, WrappedKey
from tests.cast import seed_office
from tests.database import Pair, TestServer, as_owner
from tests.kernel.letters.conftest import Deliver, deliver, smtp  # noqa: F401
from tests.kernel.scene import Scene, open_scene
from tests.platform.mail.notifications import POSTFIX, filled
from tests.platform.mail.server import Inbox
from tests.walls.searching import columns_with

ACK = "acknowledgment"
# A word in each place: who wrote, to which address, under what subject, in what words, what was answered and joined.
WORDS = ("zqnom", "zqadresse", "zqobjet", "zqcorps", "zqreponse", "zqpiece", "zqretour", "zqresume")


def written(scene: Scene) -> None:
    text = Text(subject="zqobjet", salutation="Madame,", body="zqcorps", closing="Salutations.")
    scene.act(
        "nadia", lambda a, d: edit_letter(dossier=d, letter=scene.letter(ACK), text=text, now=scene.now)
    )


def answered(scene: Scene) -> None:
    def answer(_: object, dossier: Dossier) -> None:
        person = Party.objects.filter(dossier=dossier, role=PartyRole.REQUESTER).first()
        assert person is not None
        post_message(
            dossier=dossier, direction="in", party=person, text="zqreponse",
            files=[Upload(stream=[b"zqpiece"], file_name="zqpiece.txt")], actor_code="party:1", now=scene.now,
        )  # fmt: skip

    scene.act("nadia", answer)


def came_back(scene: Scene) -> None:
    message = scene.letter(ACK).message
    assert message is not None
    told = filled(POSTFIX, id=message.message_id, to=message.recipients[0])
    report = read_report(told.replace(b"User unknown", b"zqretour"))
    assert report is not None
    assert note(report, actor=service("scheduler"), now=scene.now) is not None


def test_nothing_of_an_email_stays_once_its_dossier_is_destroyed(
    fresh: Pair,
    test_server: TestServer,
    deliver: Deliver,  # noqa: F811
    smtp: tuple[Inbox, int],  # noqa: F811
) -> None:
    scene = open_scene(
        seed_office(),
        name="Zqnom",
        email="zqadresse@exemple.example",
        summary="zqresume",
        address="1, zqadresse",
    )
    written(scene)
    scene.approve(ACK, who="bruno")
    scene.later(minutes=5).queue(ACK)
    assert deliver(scene, ACK) == State.SENT
    assert b"zqadresse" in smtp[0].accepted[0]
    came_back(scene.later(days=1))
    answered(scene)
    with as_owner():
        message = Message.objects.get(dossier_id=scene.dossier.pk)
        assert ("zqretour" in message.bounce_words, message.subject != "") == (True, True)
    with psycopg.connect(test_server.cluster.url("egide_owner", fresh.default)) as owner:
        columns = {word: columns_with(owner, word) for word in WORDS}
    assert [word for word, places in columns.items() if not places] == []
    assert "mail_message.recipients" in columns["zqadresse"]

    with acting_as(service("scheduler")):
        dossier = Dossier.objects.select_for_update(of=("self",)).get(number=scene.number)
        destroy_dossier(dossier=dossier, decision="LD-1", certificate="CD-1", rule="6200", now=scene.now)
    after_destructions(service("scheduler"))

    for name in (fresh.default, fresh.keys):
        with psycopg.connect(test_server.cluster.url("egide_owner", name)) as owner:
            assert {word: places for word in WORDS if (places := columns_with(owner, word))} == {}
    blobs = Path(settings.STORAGES["blobs"]["OPTIONS"]["location"])
    with as_owner():
        message.refresh_from_db()
        stored = StoredObject.objects.get(pk=message.stored_id)
        assert (message.state, message.recipients, message.subject, message.sender) == (
            State.SENT,
            [],
            "",
            "",
        )
        assert (stored.is_destroyed, (blobs / stored.blob).exists()) == (True, False)
        assert DestructionEntry.objects.get(pk=stored.pk).decision == "LD-1"
        assert not WrappedKey.objects.filter(pk=stored.pk).exists()
