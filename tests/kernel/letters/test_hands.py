"""Two pairs of eyes: who may sign what, whoever wrote, corrected or submitted it."""

from dataclasses import replace

import pytest

from egide.kernel.letters.approving import approval, approve_letter, return_letter, submit_letter
from egide.kernel.letters.drafting import Text, edit_letter
from egide.kernel.letters.hands import ALONE
from egide.kernel.letters.models import Letter
from egide.kernel.letters.signing import to_sign
from egide.kernel.notices.actions import notices_of
from egide.platform.errors.failures import Refused
from tests.cast import Cast
from tests.kernel.scene import REPLY, Scene, in_progress, open_scene

REASONED = "reasoned_reply"
TEXT = Text(subject="Réponse", salutation="Madame,", body="Nos constats.", closing="Salutations.")


def drafted(cast: Cast, by: str) -> Scene:
    scene = in_progress(open_scene(cast))
    scene.move("prepare_reply", who=by, **REPLY)
    return scene


def edit(scene: Scene, who: str, body: str = "Autre texte.") -> None:
    text = replace(TEXT, body=body)
    scene.later(minutes=1).act(
        who, lambda a, d: edit_letter(dossier=d, letter=scene.letter(REASONED), text=text, now=scene.now)
    )


def submit(scene: Scene, who: str) -> None:
    scene.act(who, lambda a, d: submit_letter(dossier=d, letter=scene.letter(REASONED), now=scene.now))


def waits_for(scene: Scene, who: str) -> bool:
    return bool(scene.act(who, lambda a, d: to_sign(a).filter(dossier=d).exists()))


def test_nobody_signs_what_only_they_wrote(cast: Cast) -> None:
    scene = drafted(cast, "marc")
    submit(scene, "marc")

    verdict = scene.act("marc", lambda a, d: approval(a, d, scene.letter(REASONED)))
    assert (verdict.allowed, verdict.reason) == (False, ALONE)
    with pytest.raises(Refused, match="deux personnes"):
        scene.approve(REASONED)
    assert not waits_for(scene, "marc")

    edit(scene, "nadia")
    submit(scene, "nadia")
    assert waits_for(scene, "marc")
    scene.approve(REASONED)
    assert scene.letter(REASONED).state == "approved"


def test_a_signatory_corrects_what_someone_else_wrote_and_signs_it(cast: Cast) -> None:
    scene = drafted(cast, "nadia")
    submit(scene, "nadia")
    assert waits_for(scene, "marc")

    edit(scene, "marc", body="Nos constats, corrigés.")
    scene.approve(REASONED)

    assert scene.letter(REASONED).edited_by == cast.actor("marc").code
    assert scene.letter(REASONED).state == "approved"


def test_a_letter_of_the_system_that_one_person_rewrote_needs_another(cast: Cast) -> None:
    scene = drafted(cast, "nadia")
    scene.act("nadia", lambda a, d: Letter.objects.update(drafted_by="service:scheduler"))
    edit(scene, "marc")
    with pytest.raises(Refused, match="deux personnes"):
        scene.approve(REASONED)

    submit(scene, "nadia")
    scene.approve(REASONED)


def test_a_letter_without_that_rule_is_signed_by_its_author(cast: Cast) -> None:
    scene = open_scene(cast)

    scene.approve("acknowledgment", who="bruno")

    assert scene.letter("acknowledgment").state == "approved"


def test_what_waits_is_for_the_role_that_signs_and_nobody_else(cast: Cast) -> None:
    scene = drafted(cast, "nadia")
    assert not waits_for(scene, "marc")
    submit(scene, "nadia")

    assert [waits_for(scene, who) for who in ("marc", "nadia", "bruno", "helene")] == [
        True, False, False, False
    ]  # fmt: skip


def test_a_returned_letter_carries_the_comment_until_it_is_submitted_again(cast: Cast) -> None:
    scene = drafted(cast, "nadia")
    submit(scene, "nadia")

    scene.act(
        "marc",
        lambda a, d: return_letter(
            dossier=d, letter=scene.letter(REASONED), now=scene.now, comment=" Citez l’article 123. "
        ),
    )

    letter = scene.letter(REASONED)
    assert (letter.state, letter.comment, letter.returned_by) == (
        "draft", "Citez l’article 123.", cast.user("marc")
    )  # fmt: skip
    told = scene.journal[-1]
    assert (told.code, told.notes) == ("letter.returned", {"comment": "Citez l’article 123."})
    assert "123" not in str(told.data)
    notices = scene.act("nadia", lambda a, d: [row.code for row in notices_of(a)])
    assert notices == ["letter.returned"]
    submit(scene, "nadia")
    assert scene.letter(REASONED).comment == ""


def test_a_comment_that_is_too_long_is_refused_in_words(cast: Cast) -> None:
    scene = drafted(cast, "nadia")
    submit(scene, "nadia")

    with pytest.raises(Refused, match="2000 caractères"):
        scene.act(
            "marc",
            lambda a, d: return_letter(
                dossier=d, letter=scene.letter(REASONED), now=scene.now, comment="x" * 2001
            ),
        )


def test_an_approval_of_a_text_that_one_has_not_seen_stays_refused(cast: Cast) -> None:
    from egide.platform.errors.failures import Stale

    scene = drafted(cast, "nadia")
    with pytest.raises(Stale):
        scene.act(
            "marc",
            lambda a, d: approve_letter(
                actor=a, dossier=d, letter=scene.letter(REASONED), seen="", now=scene.now
            ),
        )
