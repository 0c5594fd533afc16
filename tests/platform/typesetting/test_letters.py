"""The letters of the interventions: each has its template, its wording, and says what it must."""

import re
from typing import Any

import pypdfium2
import pytest

from egide.platform.typesetting.wording import Wording
from tests.platform.typesetting.samples import LETTERS, letter, opened, pdf_of, text_of

LISTS = ("precisions", "faits", "demandes", "demarches", "verifications", "constats")
OUTCOMES = (
    "acknowledgment", "request_for_particulars", "redirection", "not_admissible", "letter_to_order",
    "intervention_notice", "intervention_reply", "delay_notice", "reasoned_reply", "feedback_to_order",
    "transfer_notice",
)  # fmt: skip
# What domain.md H.3 asks of each letter, by field.
MUST_CONTAIN = {
    "acknowledgment": {"numero", "date_reception", "date_reponse", "responsable", "telephone", "courriel"},
    "request_for_particulars": {"precisions", "date_precisions"},
    "redirection": {"organisme", "demarche", "delai", "motif"},
    "not_admissible": {"motif", "demarche", "delai"},
    "letter_to_order": {"disposition", "faits", "date_souhaitee"},
    "intervention_notice": {"demarches", "date_suivi"},
    "intervention_reply": {"demarches", "date_suivi", "recours", "date_recours"},
    "feedback_to_order": {"theme", "faits", "demande_ordre", "date_souhaitee"},
    "transfer_notice": {"motif", "organisme"},
    "delay_notice": {"motif", "date_reponse", "nouvelle_date"},
    "reasoned_reply": {"constats", "recours", "date_recours"},
}


def filled(outcome: str) -> tuple[Wording, dict[str, Any]]:
    """Will fill a wording with one recognisable value per field."""
    wording = Wording.read(LETTERS / "wording" / f"{outcome}.txt")
    fields = {
        name: [f"{name}-un", f"{name}-deux"] if name in LISTS else f"[{name}]" for name in wording.fields
    }
    return wording.filled(fields), fields


def test_each_outcome_has_one_template_and_one_wording() -> None:
    assert sorted(path.stem for path in LETTERS.glob("*.typ")) == sorted(OUTCOMES)
    assert sorted(path.stem for path in (LETTERS / "wording").glob("*.txt")) == sorted(OUTCOMES)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_it_prints_every_field_of_its_wording(outcome: str) -> None:
    wording, fields = filled(outcome)
    values = letter(
        subject=wording.subject, salutation=wording.salutation, closing=wording.closing,
        blocks=[block.data() for block in wording.blocks],
    )  # fmt: skip

    text = re.sub(r"\s+", " ", text_of(pdf_of(values, template=outcome)).replace("\u2010", "-"))

    assert MUST_CONTAIN[outcome] <= set(fields)
    for name, value in fields.items():
        for expected in [value] if isinstance(value, str) else value:
            assert expected in text, name


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_its_wording_is_written_in_careful_french(outcome: str) -> None:
    text = (LETTERS / "wording" / f"{outcome}.txt").read_text(encoding="utf-8")

    assert "Veuillez agréer" in text
    assert "'" not in text  # the typographic apostrophe
    assert not re.search(r"[ \u00a0][;!?]", text)  # usage of Québec
    assert not re.search(
        r"\b(tu|ton|tes|coupable|fautif|faute|(?<!bien-)fondée?)\b", text
    )  # « vous »; never the merits


def test_the_acknowledgment_tells_of_privacy_and_of_the_recourses_that_go_on() -> None:
    text = (LETTERS / "wording" / "acknowledgment.txt").read_text(encoding="utf-8")

    assert "Protection des renseignements personnels" in text
    assert "ne prolonge aucun des délais" in text


def test_the_address_stands_in_the_window_of_the_envelope() -> None:
    with pypdfium2.PdfDocument(pdf_of(letter())) as document:
        page = document[0]
        text = page.get_textpage()
        index, _ = text.search("G1R 1S5").get_next()
        _left, bottom, right, _ = text.get_charbox(index + 6)
        first, _ = text.search("Madame Élise").get_next()
        _, _, _, top = text.get_charbox(first)
        height = page.get_height()

    millimetres = 25.4 / 72
    assert (height - top) * millimetres > 58.7
    assert (height - bottom) * millimetres < 87.2
    assert right * millimetres < 111


def test_a_long_letter_goes_on_with_a_header_and_never_ends_with_a_signature_alone() -> None:
    paragraphs = [{"kind": "paragraph", "lines": [[{"text": "Une phrase de la réponse. " * 12}]]}]
    for count in range(4, 9):
        pdf = pdf_of(letter(blocks=paragraphs * count))
        with pypdfium2.PdfDocument(pdf) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        assert f"Page 1 de {len(pages)}" in pages[0].replace("\u00a0", " ")
        if len(pages) > 1:
            assert "Madame Élise Tremblay · INT-2026-00042" in re.sub(r"\s+", " ", pages[1])
        assert "Une phrase" in pages[-1]
        assert "Amélie Gagnon" in pages[-1]


def test_a_draft_is_marked_and_an_approved_letter_is_not() -> None:
    assert "PROJET" in text_of(pdf_of(letter(mark="PROJET")))
    assert "PROJET" not in text_of(pdf_of(letter()))


def test_the_date_the_mentions_and_the_ends_of_the_letter_are_there() -> None:
    text = text_of(
        pdf_of(letter(your_reference="2026-12", enclosures=["Avis de recours"], copies=["Me Claire Dubé"]))
    )

    for expected in (
        "Québec, le 20 mars 2026", "PERSONNEL ET CONFIDENTIEL", "PAR COURRIEL", "N/Réf. : INT-2026-00042",
        "V/Réf. : 2026-12", "Objet : Accusé", "p. j. Avis de recours", "c. c. Me Claire Dubé", "Page 1 de 1",
    ):  # fmt: skip
        assert expected in text, expected
    assert "\nLe 20 mars 2026" in text_of(pdf_of(letter(place="")))


def test_a_bare_letter_needs_no_optional_part() -> None:
    values = letter()
    for key in ("reference", "place", "delivery", "confidentiality", "enclosures", "copies"):
        del values[key]
    values["sender"] = {"organization": "Office des professions du Québec"}
    values["recipient"] = {"name": "Madame Élise Tremblay"}

    with opened(pdf_of(values)) as document:
        assert len(document.pages) == 1
