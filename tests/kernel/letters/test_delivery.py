"""How a letter leaves: by a secret link unless told otherwise; no message names the professional or the matter."""

import email
import email.policy
import io
import re
from dataclasses import replace

import pikepdf
import pytest

from egide.kernel.letters.codes import LATE_FIELD
from egide.kernel.letters.delivery import ANSWER, ENCLOSED, LINK, choose_delivery, default_delivery
from egide.kernel.letters.drafting import Text, edit_letter
from egide.kernel.letters.models import Delivery
from egide.kernel.passes.models import Pass
from egide.kernel.passes.secrets import digest, read
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import Refused
from egide.platform.mail.content import content
from egide.platform.storage import store
from tests.cast import Cast
from tests.kernel.scene import Scene, open_scene

ACK = "acknowledgment"
WITH_CODE = Text(
    subject="Accusé de réception concernant le docteur Untel",
    salutation="Madame,",
    body="Pour suivre votre dossier, inscrivez le code {{ code_suivi }} à l’adresse indiquée.",
    closing="Salutations.",
)


def message_of(scene: Scene) -> email.message.EmailMessage:
    message = scene.letter(ACK).message
    assert message is not None
    with acting_as(service("scheduler")):
        raw = content(message)
    return email.message_from_bytes(raw, policy=email.policy.default)  # type: ignore[return-value]


def edit(scene: Scene, text: Text) -> None:
    scene.later(minutes=1).act(
        "nadia", lambda a, d: edit_letter(dossier=d, letter=scene.letter(ACK), text=text, now=scene.now)
    )


def choose(scene: Scene, delivery: str) -> None:
    scene.act(
        "nadia",
        lambda a, d: choose_delivery(dossier=d, letter=scene.letter(ACK), delivery=delivery, now=scene.now),
    )


def passes(scene: Scene) -> list[Pass]:
    return scene.act("nadia", lambda a, d: list(Pass.objects.filter(dossier=d).order_by("rank")))


def printed(scene: Scene) -> bytes:
    version = scene.letter(ACK).version
    assert version is not None
    return scene.act("nadia", lambda a, d: store.read_all(stored=version.stored))


@pytest.mark.parametrize("delivery", ["link", "email"])
def test_no_message_names_the_professional_the_order_or_the_matter(cast: Cast, delivery: str) -> None:
    scene = open_scene(cast, summary="Plainte contre le docteur Untel.")
    edit(scene, replace(WITH_CODE, subject="Plainte contre le docteur Untel"))
    scene.later(minutes=1).approve(ACK, who="bruno")
    choose(scene, delivery)
    scene.queue(ACK)

    message = message_of(scene)
    body = message.get_body(("plain",))
    assert body is not None
    headers = "".join(f"{name}: {value}\n" for name, value in message.items() if name != "To")
    said = headers + body.get_content()
    files = [part.get_filename() for part in message.iter_attachments()]
    for word in ("Untel", "Plainte", "dentistes", "Ordre", "Accusé", "intervention", "Élise", "Tremblay"):
        assert word not in said + str(files), word
    assert scene.number in said
    assert bool(files) == (delivery == "email")


@pytest.mark.parametrize("wording", [LINK, ANSWER, ENCLOSED])
def test_a_message_has_no_other_field_than_the_number_the_link_and_the_office_s_address(wording: str) -> None:
    # Who writes (`names_of`): the Office, or a compartment by its own name; nothing of the file.
    assert set(re.findall(r"\{(\w+)\}", wording)) <= {"number", "url", "email", "who", "of", "name"}


def test_the_link_opens_that_letter_and_only_its_hash_is_kept(scene: Scene) -> None:
    scene.approve(ACK, who="bruno")
    scene.queue(ACK)

    body = message_of(scene).get_body(("plain",))
    assert body is not None
    secret = read(body.get_content().partition("/suivi/")[2].partition("/")[0])
    assert secret is not None
    (kept,) = (row for row in passes(scene) if row.purpose == "read")
    letter = scene.letter(ACK)
    assert letter.version is not None
    assert (kept.purpose, kept.secret_sha256, kept.document_id) == (
        "read", digest(secret), letter.version.document_id
    )  # fmt: skip
    assert letter.message is not None
    assert secret not in str(vars(letter.message)) + str([row.data for row in scene.journal])


def test_the_way_of_leaving_follows_the_person_then_whoever_chooses(cast: Cast) -> None:
    scene = open_scene(cast)
    assert (scene.letter(ACK).delivery, scene.letter(ACK).channel) == ("link", "email")
    choose(scene, "post")
    assert (scene.letter(ACK).delivery, scene.letter(ACK).channel) == ("post", "post")

    nowhere = open_scene(cast, email="", address="1, rue du Port")
    assert nowhere.letter(ACK).delivery == "post"
    with pytest.raises(Refused, match="adresse de courriel"):
        choose(nowhere, "link")
    with pytest.raises(Refused, match="de la liste"):
        choose(scene, "pigeon")
    scene.approve(ACK, who="bruno")
    scene.post(ACK)
    with pytest.raises(Refused, match="ne change plus"):
        choose(scene, "email")


def test_a_person_who_prefers_the_post_is_written_to_by_post(scene: Scene) -> None:
    party = scene.letter(ACK).recipient

    party.preferred_channel = "post"
    assert default_delivery(party) is Delivery.POST
    party.address = ""
    assert default_delivery(party) is Delivery.LINK


@pytest.mark.parametrize("delivery", ["link", "email"])
def test_a_page_that_leaves_by_email_carries_no_code(scene: Scene, delivery: str) -> None:
    choose(scene, delivery)
    edit(scene, WITH_CODE)
    scene.later(minutes=1).approve(ACK, who="bruno")

    assert passes(scene) == []
    with pikepdf.open(io.BytesIO(printed(scene))) as pdf:
        assert len(pdf.pages) == 1


def test_a_code_is_drawn_by_the_approval_printed_and_falls_with_it(scene: Scene) -> None:
    choose(scene, "post")
    edit(scene, WITH_CODE)
    assert passes(scene) == []
    scene.later(minutes=1).approve(ACK, who="bruno")

    (first,) = passes(scene)
    assert (first.purpose, first.revoked_at) == ("follow_up", None)
    assert LATE_FIELD.search(scene.letter(ACK).body)  # the text never holds the code
    once = printed(scene)

    edit(scene, replace(WITH_CODE, body=f"{WITH_CODE.body} Merci."))
    assert passes(scene)[0].revoked_at == scene.now
    scene.later(minutes=1).approve(ACK, who="bruno")
    assert [row.revoked_at is None for row in passes(scene)] == [False, True]
    assert printed(scene) != once
