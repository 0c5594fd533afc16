"""What was typed is given back under the label that the form showed, read from the forms themselves.

No table by hand: a label that changes in a form changes here.
"""

from django.test import RequestFactory
from django.urls import resolve

from egide.platform.errors.labels import labels_for
from egide.platform.errors.typed import typed_by


def labels(path: str) -> dict[str, str]:
    request = RequestFactory().post(path)
    request.resolver_match = resolve(path)
    return labels_for(request)


def test_the_forms_of_the_view_speak_first() -> None:
    assert labels("/travail/lot/")["text"] == "Note"
    assert labels("/dossiers/INT-2026-00001/conflit/")["reason"]


def test_the_fields_of_the_transitions_have_theirs() -> None:
    known = labels("/dossiers/INT-2026-00001/etapes/declare_admissible/")

    assert known["motive"] == "Motif"
    asked = labels("/dossiers/INT-2026-00001/etapes/ask_particulars/")
    assert asked["precisions"] == "Précisions à demander"


def test_an_unknown_name_is_shown_as_it_is() -> None:
    request = RequestFactory().post("/travail/lot/", {"zibeline": "Un texte assez long."})
    request.resolver_match = resolve("/travail/lot/")

    (typed,) = typed_by(request)

    assert typed.label == "Champ «\u00a0zibeline\u00a0»"
    assert typed.name == "zibeline"
