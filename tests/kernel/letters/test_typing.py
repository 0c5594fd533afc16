"""What is being typed: kept beside the letter, one by person, given back, and never in the way of an approval."""

import pytest

from egide.kernel.letters.drafting import TEXT, Text, edit_letter
from egide.kernel.letters.typing import Kept, drop_typing, keep_typing, typed_by
from egide.platform.errors.failures import Refused
from tests.kernel.scene import Scene

ACK = "acknowledgment"
TYPED = dict.fromkeys(TEXT, "Ce que j’écris")


def keep(scene: Scene, who: str, **text: str) -> Kept:
    letter = scene.letter(ACK)
    return scene.act(
        who,
        lambda a, d: keep_typing(
            actor=a, dossier=d, letter=letter, text=TYPED | text, over=letter.edited_at, now=scene.now
        ),
    )


def mine(scene: Scene, who: str) -> str:
    found = scene.act(who, lambda a, d: typed_by(a, scene.letter(ACK)))
    return found.text["body"] if found else ""


def test_each_person_keeps_their_own_and_the_letter_does_not_move(scene: Scene) -> None:
    scene.approve(ACK, who="bruno")
    body, entries = scene.letter(ACK).body, len(scene.journal)

    first = keep(scene, "nadia", body="Le texte de Nadia")
    second = keep(scene.later(minutes=1), "marc", body="Le texte de Marc")

    assert (first.others, second.others) == ((), ("Nadia Bouchard",))
    assert (mine(scene, "nadia"), mine(scene, "marc")) == ("Le texte de Nadia", "Le texte de Marc")
    assert (scene.letter(ACK).state, scene.letter(ACK).body) == ("approved", body)
    assert len(scene.journal) == entries


def test_someone_who_stopped_writing_is_not_announced(scene: Scene) -> None:
    keep(scene, "nadia")

    assert keep(scene.later(minutes=16), "marc").others == ()


def test_a_letter_that_changed_meanwhile_is_told_and_both_texts_remain(scene: Scene) -> None:
    old = scene.letter(ACK)
    other = Text(subject="a", salutation="b", body="Le texte enregistré", closing="c")
    scene.later(minutes=1).act(
        "marc", lambda a, d: edit_letter(dossier=d, letter=scene.letter(ACK), text=other, now=scene.now)
    )

    kept = scene.act(
        "nadia",
        lambda a, d: keep_typing(
            actor=a, dossier=d, letter=scene.letter(ACK), text=TYPED, over=old.edited_at, now=scene.now
        ),
    )

    assert kept.changed
    assert mine(scene, "nadia") == "Ce que j’écris"
    assert scene.letter(ACK).body == "Le texte enregistré"


def test_what_was_typed_before_she_kept_it_herself_does_not_come_back(scene: Scene) -> None:
    before = scene.letter(ACK)
    own = Text(subject="a", salutation="b", body="Le texte enregistré", closing="c")
    scene.later(minutes=1).act(
        "nadia", lambda a, d: edit_letter(dossier=d, letter=scene.letter(ACK), text=own, now=scene.now)
    )

    with pytest.raises(Refused, match="depuis"):  # sent by the page itself, late on its way
        scene.act(
            "nadia",
            lambda a, d: keep_typing(
                actor=a, dossier=d, letter=before, text=TYPED, over=before.edited_at, now=scene.now
            ),
        )

    assert mine(scene, "nadia") == ""
    assert keep(scene, "nadia").changed is False  # on the new version she types as before


def test_what_is_the_same_as_the_letter_or_was_dropped_does_not_come_back(scene: Scene) -> None:
    letter = scene.letter(ACK)
    keep(scene, "nadia", **{name: getattr(letter, name) for name in TEXT})
    assert mine(scene, "nadia") == ""

    keep(scene, "nadia")
    scene.act("nadia", lambda a, d: drop_typing(a, scene.letter(ACK)))
    assert mine(scene, "nadia") == ""


@pytest.mark.parametrize("text", [{"body": "x" * 70_001}, {"body": "x" * 40_000, "closing": "y" * 40_000}])
def test_far_too_much_is_refused_in_words(scene: Scene, text: dict[str, str]) -> None:
    with pytest.raises(Refused, match="trop long"):
        keep(scene, "nadia", **text)


def test_a_letter_that_left_takes_no_more_text(scene: Scene) -> None:
    scene.approve(ACK, who="bruno")
    scene.post(ACK)

    with pytest.raises(Refused, match="ne change plus"):
        keep(scene, "nadia")
