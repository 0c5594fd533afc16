"""The letterhead's logo is the installation's own when the settings name a file, else a neutral one.

The words that replace it for a screen reader go with it.
"""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from egide.kernel.letters.models import Letter
from egide.kernel.letters.printing import letter_pdf
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import User
from egide.platform.typesetting.errors import RenderingFailed
from tests.cast import TODAY, seed_office
from tests.kernel.scene import Scene, open_scene

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="18"/></svg>'


@pytest.fixture
def scene(db: None) -> Scene:
    return open_scene(seed_office())


def printed(scene: Scene) -> bytes:
    actor = scene.cast.actor("bruno")
    with acting_as(actor):
        letter = Letter.objects.select_related("recipient").get(dossier_id=scene.dossier.pk, rank=1)
        signatory = User.objects.get(pk=actor.user_id)
        return letter_pdf(letter=letter, dossier=scene.dossier, signatory=signatory, day=TODAY, draft=False)


def alternatives(pdf: bytes, folder: Path) -> set[str]:
    path = folder / "letter.pdf"
    path.write_bytes(pdf)
    with pikepdf.open(path) as opened:
        return {
            str(one["/Alt"])
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        }


def test_the_neutral_logo_gives_way_to_the_one_of_the_settings(
    scene: Scene, settings: Settings, tmp_path: Path
) -> None:
    neutral = printed(scene)
    settings.LETTER_LOGO, settings.LETTER_LOGO_ALT = str(tmp_path / "office.svg"), "Armoiries de l’Office"
    (tmp_path / "office.svg").write_text(SVG, encoding="utf-8")
    own = printed(scene)

    assert own != neutral
    assert "Armoiries de l’Office" in alternatives(own, tmp_path)
    assert "Armoiries de l’Office" not in alternatives(neutral, tmp_path)


def test_a_logo_may_be_a_png_and_nothing_that_only_says_so(
    scene: Scene, settings: Settings, tmp_path: Path
) -> None:
    settings.LETTER_LOGO, settings.LETTER_LOGO_ALT = str(tmp_path / "office.PNG"), "Armoiries de l’Office"
    Image.new("RGBA", (40, 20), (9, 87, 151, 128)).save(tmp_path / "office.PNG", format="PNG")

    assert "Armoiries de l’Office" in alternatives(printed(scene), tmp_path)

    (tmp_path / "office.PNG").write_text(SVG, encoding="utf-8")
    with pytest.raises(RenderingFailed, match="PNG"):
        printed(scene)


def test_a_logo_that_is_not_there_is_said_in_words(scene: Scene, settings: Settings, tmp_path: Path) -> None:
    settings.LETTER_LOGO = str(tmp_path / "absent.svg")

    with pytest.raises(RenderingFailed, match="logo de l’en-tête"):
        printed(scene)
