"""The guide stays true: each word in bold is a label of the screens, each picture is there and is shown.

A manual that names a button that no longer exists loses its reader at the worst moment.
"""

import re
from pathlib import Path

import pytest

from egide.interfaces.demo.people import PASSWORD
from tests.docs import camera
from tests.docs.documents import ROOT, links, name

MANUALS = sorted(ROOT.glob("docs/guide/*.md"))
IMAGES = ROOT / "docs/guide/images"
# Emphasis, and nothing that stands on a screen: a short list, so that a label never hides in it.
STRESSED = {
    "gras",
    "le jour de réception est le jour 0",
    "Un courriel reçu?",
    "Pas le temps de finir?",
    "quittent",
    "reste fermé",
    "l’envoi",
    "jamais",
    "sans nom de personne",
    "interne",
    "La date affichée",
    "le résultat",
    "Vous serez en retard?",
    "Ce que l’ordre doit",
    "En haut",
    "Les actions",
    "Les sections",
    "Deux personnes voient chaque lettre qui engage l’Office.",
    "numéro",
    "lien personnel",
    "code",
    "Se connecter.",
    "Chercher.",
    "Un bouton fermé dit pourquoi.",
    "Une date dit d’où elle vient.",
    "Le clavier suffit.",
    "Sur un téléphone, en sombre, sans JavaScript",
}
# The demonstration's and the gallery's sentences are not the screens'.
LEFT_OUT = ("egide/interfaces/demo/", "egide/ui/gallery/", "migrations/")


def _words(text: str) -> str:
    """Spaces of every kind made one; strings that Python puts together, put together."""
    text = text.replace("\\u00a0", " ").replace("&nbsp;", " ")
    return re.sub(r"\s+", " ", re.sub(r'"\s*\n\s*f?"', "", text))


@pytest.fixture(scope="module")
def screens() -> str:
    sources = [*ROOT.glob("egide/**/*.py"), *ROOT.glob("egide/**/*.html")]
    kept = [path for path in sources if not any(part in name(path) for part in LEFT_OUT)]
    return "\n".join(_words(path.read_text(encoding="utf-8")) for path in kept)


def _bold(manual: Path) -> list[str]:
    return [_words(found) for found in re.findall(r"\*\*([^*]+)\*\*", manual.read_text(encoding="utf-8"))]


def _is_on_a_screen(label: str, screens: str) -> bool:
    """Whole, as a button, a field or a title is: between quotes, tags or guillemets."""
    return re.search(rf"""["'>}}«%] ?{re.escape(label)} ?["'<{{»:.(]""", screens) is not None


@pytest.mark.parametrize("manual", MANUALS, ids=name)
def test_each_label_in_bold_is_on_a_screen(manual: Path, screens: str) -> None:
    labels = [label for label in _bold(manual) if label not in STRESSED]

    assert labels
    assert sorted({label for label in labels if not _is_on_a_screen(label, screens)}) == []


def test_a_label_that_left_would_be_seen(screens: str) -> None:
    assert _is_on_a_screen("Enregistrer et suivante", screens)
    assert not _is_on_a_screen("Enregistrer et suivant", screens)
    assert not _is_on_a_screen("Ouvrir le dossier magique", screens)


def test_what_is_only_stressed_is_said_somewhere() -> None:
    said = {words for manual in MANUALS for words in _bold(manual)}

    assert sorted(STRESSED - said) == []


def test_each_picture_is_shown_described_and_light() -> None:
    shown = {(manual.parent / target).resolve() for manual in MANUALS for target in links(manual)}

    assert [name(picture) for picture in IMAGES.iterdir() if picture not in shown] == []
    assert [name(one) for one in IMAGES.iterdir() if one.stat().st_size > camera.LARGEST] == []
    assert [m.name for m in MANUALS if re.search(r"!\[\s*\]", m.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("manual", MANUALS, ids=name)
def test_the_french_has_its_spaces(manual: Path) -> None:
    prose = re.sub(r"`[^`]*`|\]\([^)]*\)|^\|[-| ]+\|$", "", manual.read_text(encoding="utf-8"), flags=re.M)

    assert re.findall(r".{0,20}(?:« | »| :|[^\s|]\u00a0[;?!]).{0,20}", prose) == []
    assert re.findall(r"\w'\w", prose) == []


def test_the_camera_signs_in_with_the_password_of_the_demonstration() -> None:
    assert camera.PASSWORD == PASSWORD
