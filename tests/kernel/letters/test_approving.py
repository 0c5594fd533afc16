"""From draft to approval: who approves what, over which bytes, and what makes an approval fall.

What leaves afterwards is in test_dispatch.py.
"""

import hashlib
from dataclasses import replace

import pytest

from egide.kernel.documents.models import Document, DocumentVersion
from egide.kernel.letters.addressing import readdress
from egide.kernel.letters.approving import approve_letter, return_letter, submit_letter
from egide.kernel.letters.codes import previewed
from egide.kernel.letters.drafting import Text, cancel_letter, edit_letter
from egide.kernel.letters.models import Letter
from egide.kernel.letters.printing import letter_pdf
from egide.law import roles
from egide.platform.errors.failures import Refused, Stale
from egide.platform.storage import store
from egide.platform.typesetting.errors import MergeFailed
from tests.cast import Cast
from tests.kernel.scene import REPLY, Scene, in_progress, open_scene

ACK = "acknowledgment"
TEXT = Text(
    subject="Accusé", salutation="Madame,", body="Nous avons reçu votre demande.", closing="Salutations."
)


@pytest.fixture
def reply(cast: Cast) -> Scene:
    """A dossier whose reasoned reply is drafted."""
    scene = in_progress(open_scene(cast))
    scene.move("prepare_reply", **REPLY)
    return scene


def edit(scene: Scene, template: str = ACK, **changes: str) -> None:
    text = replace(TEXT, **changes)
    scene.act(
        "nadia",
        lambda a, d: edit_letter(dossier=d, letter=scene.letter(template), text=text, now=scene.now),
    )


def stored(scene: Scene, template: str = ACK) -> bytes:
    def read(*_: object) -> bytes:
        version = scene.letter(template).version
        assert version is not None
        return store.read_all(stored=version.stored)

    return scene.act("nadia", read)


def test_the_draft_is_filled_from_the_file(scene: Scene) -> None:
    letter = scene.letter(ACK)

    assert (letter.state, letter.reference, letter.channel) == ("draft", f"{scene.number}/1", "email")
    assert "23 novembre 2026" in letter.body.replace("\u00a0", " ")
    assert "l’Ordre des dentistes du Québec" in letter.body
    assert "{{" not in previewed(letter.body)  # the follow-up code is drawn by the approval


def test_the_approval_signs_the_hash_of_the_very_bytes_that_are_stored(scene: Scene) -> None:
    scene.later(hours=1).approve(ACK, who="bruno")

    letter = scene.letter(ACK)
    assert letter.version is not None
    assert letter.sha256 == letter.version.sha256 == hashlib.sha256(stored(scene)).hexdigest()
    assert (letter.letter_date, letter.approved_by) == (scene.today, scene.cast.user("bruno"))
    approved = next(row for row in scene.journal if row.code == "letter.approved")
    assert approved.data["sha256"] == letter.sha256


def test_the_same_letter_on_the_same_day_prints_the_same_bytes(scene: Scene) -> None:
    edit(scene.later(minutes=1))  # a text without a code, which is drawn anew each time
    scene.approve(ACK, who="bruno")

    def print_again(actor: object, dossier: object) -> bytes:
        return letter_pdf(
            letter=scene.letter(ACK),
            dossier=dossier,  # type: ignore[arg-type]
            signatory=scene.cast.user("bruno"),
            day=scene.today,
            draft=False,
        )

    assert scene.act("bruno", print_again) == stored(scene)


@pytest.mark.parametrize("who", ["nadia", "bruno"])
def test_a_reply_is_approved_by_the_head_of_the_unit_and_nobody_else(reply: Scene, who: str) -> None:
    with pytest.raises(Refused, match=r"réservée à.*responsable de l’unité"):
        reply.approve("reasoned_reply", who=who)
    assert reply.letter("reasoned_reply").state == "draft"

    reply.approve("reasoned_reply", who="marc")
    assert reply.letter("reasoned_reply").state == "approved"


def test_a_letter_is_approved_once(scene: Scene) -> None:
    scene.approve(ACK, who="bruno")

    with pytest.raises(Refused, match="n’attend pas d’approbation"):
        scene.approve(ACK, who="bruno")
    assert scene.codes.count("letter.approved") == 1


def test_a_text_that_changed_since_it_was_read_is_not_approved(scene: Scene) -> None:
    seen = scene.letter(ACK).edited_at.isoformat()
    scene.later(minutes=1)
    edit(scene)

    def sign(seen: str) -> None:
        scene.act(
            "bruno",
            lambda a, d: approve_letter(
                actor=a, dossier=d, letter=scene.letter(ACK), seen=seen, now=scene.now
            ),
        )

    with pytest.raises(Stale, match="a changé"):
        sign(seen)
    sign(scene.letter(ACK).edited_at.isoformat())
    assert scene.letter(ACK).state == "approved"


def test_a_later_edit_voids_the_approval_and_the_journal_says_so(scene: Scene) -> None:
    scene.approve(ACK, who="bruno")
    scene.later(minutes=1)
    edit(scene)

    letter = scene.letter(ACK)
    assert (letter.state, letter.sha256, letter.version, letter.approved_by) == ("draft", "", None, None)
    assert scene.codes[-1] == "letter.approval_voided"
    with pytest.raises(Refused, match="doit être approuvée"):
        scene.post(ACK)


def test_saving_the_same_text_voids_nothing(scene: Scene) -> None:
    scene.approve(ACK, who="bruno")
    letter = scene.letter(ACK)
    same = {
        name: getattr(letter, name) for name in ("subject", "salutation", "body", "closing", "enclosures")
    }
    entries = len(scene.journal)

    edit(scene, **same)

    assert (scene.letter(ACK).state, len(scene.journal)) == ("approved", entries)


def test_a_second_approval_is_a_new_version_of_the_same_document(scene: Scene) -> None:
    scene.approve(ACK, who="bruno")
    first = stored(scene)
    scene.later(minutes=1)
    edit(scene)
    scene.later(minutes=1).approve(ACK, who="bruno")

    assert stored(scene) != first
    assert scene.act("bruno", lambda a, d: Document.objects.filter(dossier_id=d.pk).count()) == 1
    numbers = scene.act("bruno", lambda a, d: list(DocumentVersion.objects.values_list("number", flat=True)))
    assert sorted(numbers) == [1, 2]
    assert "document.version_added" in scene.codes


@pytest.mark.parametrize("part", ["subject", "salutation", "body", "closing", "enclosures"])
def test_a_field_left_unfilled_stops_the_approval(scene: Scene, part: str) -> None:
    edit(scene, **{part: "Bonjour {{ prenom }},"})

    def submit() -> None:
        scene.act("nadia", lambda a, d: submit_letter(dossier=d, letter=scene.letter(ACK), now=scene.now))

    for attempt in (submit, lambda: scene.approve(ACK, who="bruno")):
        with pytest.raises(Refused, match=r"\{\{ prenom \}\}"):
            attempt()

    scene.later(minutes=1)
    edit(scene, **{part: "Bonjour Élise,"})
    submit()
    scene.approve(ACK, who="bruno")


def test_braces_that_the_person_wrote_are_words_like_others(cast: Cast) -> None:
    # They are merged as a value: nothing is looked up, nothing fails; whoever signs sees them and removes them.
    scene = in_progress(open_scene(cast, summary="Mon dossier {{ numero }} est perdu."))
    scene.move("prepare_reply", **REPLY)

    assert "{{ numero }}" in scene.letter("reasoned_reply").body


def test_a_recipient_without_any_address_stops_the_approval_until_one_is_given(cast: Cast) -> None:
    scene = open_scene(cast, email="", address="")
    assert scene.letter(ACK).channel == "post"

    with pytest.raises(Refused, match="ni courriel ni adresse postale"):
        scene.approve(ACK, who="bruno")

    scene.act(
        "bruno",
        lambda a, d: readdress(
            dossier=d, letter=scene.letter(ACK), email="", address="1, rue du Port", now=scene.now
        ),
    )
    scene.approve(ACK, who="bruno")
    scene.post(ACK)
    assert scene.letter(ACK).state == "sent"


def test_submitting_and_returning_are_journaled_and_have_their_states(scene: Scene) -> None:
    def submit() -> None:
        scene.act("nadia", lambda a, d: submit_letter(dossier=d, letter=scene.letter(ACK), now=scene.now))

    def give_back() -> None:
        scene.act("bruno", lambda a, d: return_letter(dossier=d, letter=scene.letter(ACK), now=scene.now))

    with pytest.raises(Refused, match="n’attend pas d’approbation"):
        give_back()

    submit()
    with pytest.raises(Refused, match="Seul un projet"):
        submit()
    give_back()

    assert scene.letter(ACK).state == "draft"
    assert [code for code in scene.codes if code.startswith("letter.")][1:] == [
        "letter.submitted",
        "letter.returned",
    ]


def test_an_edit_during_submission_returns_the_letter_to_its_author(scene: Scene) -> None:
    scene.act("nadia", lambda a, d: submit_letter(dossier=d, letter=scene.letter(ACK), now=scene.now))
    edit(scene)

    assert (scene.letter(ACK).state, scene.codes[-1]) == ("draft", "letter.edited")


def test_a_cancelled_letter_does_not_come_back_to_life(scene: Scene) -> None:
    scene.act("nadia", lambda a, d: cancel_letter(dossier=d, letter=scene.letter(ACK), now=scene.now))

    with pytest.raises(Refused, match="annulée"):
        edit(scene)
    with pytest.raises(Refused, match="n’attend pas"):
        scene.approve(ACK, who="bruno")
    assert scene.letter(ACK).state == "cancelled"


@pytest.mark.parametrize("answers", [{}, {"verifications": "Rien."}])
def test_a_wording_that_asks_for_what_is_missing_fails_before_anything_is_kept(
    cast: Cast, answers: dict[str, str]
) -> None:
    from egide.kernel.letters.drafting import draft_letter

    scene = open_scene(cast)
    with pytest.raises(MergeFailed, match=r"n’existe pas"):
        scene.act(
            "nadia",
            lambda a, d: draft_letter(
                dossier=d, template="reasoned_reply", answers=answers, actor_code=a.code, now=scene.now
            ),
        )

    assert scene.act("nadia", lambda a, d: Letter.objects.filter(dossier_id=d.pk).count()) == 1


def test_the_approver_of_each_letter_is_declared() -> None:
    from egide.modules.interventions.module import LETTERS

    heads = {letter.code for letter in LETTERS if letter.requires_approval_by is roles.UNIT_HEAD}
    assert {"reasoned_reply", "not_admissible", "delay_notice"} <= heads
    assert all(letter.requires_approval_by for letter in LETTERS)
