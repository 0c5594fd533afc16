"""The word behind a letter's text: « PROJET » until it is approved, « EXERCICE » always in the practice space.

An approved letter of the real house carries neither.
"""

import pypdfium2
import pytest
from pytest_django import Settings

from egide.kernel.letters.models import Letter
from egide.kernel.letters.printing import letter_pdf
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import User
from tests.cast import TODAY, seed_office
from tests.kernel.scene import Scene, open_scene


@pytest.fixture
def scene(db: None) -> Scene:
    return open_scene(seed_office())


def words(scene: Scene, *, draft: bool) -> str:
    actor = scene.cast.actor("bruno")
    with acting_as(actor):
        letter = Letter.objects.select_related("recipient").get(dossier_id=scene.dossier.pk, rank=1)
        signatory = User.objects.get(pk=actor.user_id)
        pdf = letter_pdf(letter=letter, dossier=scene.dossier, signatory=signatory, day=TODAY, draft=draft)
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_range())


@pytest.mark.parametrize(
    ("practice", "draft", "marks"),
    [
        (False, True, {"PROJET"}),
        (False, False, set()),
        (True, True, {"EXERCICE"}),
        (True, False, {"EXERCICE"}),
    ],
)
def test_the_mark_says_what_the_letter_is_not(
    scene: Scene, settings: Settings, practice: bool, draft: bool, marks: set[str]
) -> None:
    settings.PRACTICE = practice

    text = words(scene, draft=draft)

    assert {word for word in ("PROJET", "EXERCICE") if word in text} == marks
