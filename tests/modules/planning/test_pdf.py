"""The PDF of a report: tagged, titled, in French, its charts with words; the same bytes every time."""

import io

import pikepdf

from egide.modules.planning.editions import pdf_bytes
from egide.modules.planning.models import Report
from egide.modules.planning.printing import report_pdf
from tests.database import as_owner
from tests.modules.planning.scene import Scene


def test_it_is_tagged_titled_and_its_charts_are_told(scene: Scene) -> None:
    scene.write(issues="# Délais\n\nLes délais.", analysis="Analyse.")
    scene.to_revision().present()
    edition, dossier = scene.edition, scene.dossier
    with as_owner():
        bytes_ = pdf_bytes(edition)
        again = report_pdf(
            dossier=dossier,
            report=Report.objects.get(pk=dossier.pk),
            edition=edition,
            day=edition.frozen_at.date(),
        )

    assert again == bytes_
    with pikepdf.open(io.BytesIO(bytes_)) as pdf:
        assert str(pdf.Root.Lang).startswith("fr")
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert "trimestre" in metadata["dc:title"]
        kinds, told = _structure(pdf)
    assert {"H1", "H2", "Table", "TH", "TD", "Figure", "TOC"} <= kinds
    assert told, "aucun diagramme n’a de texte de remplacement"
    assert all(len(words) > 10 for words in told)


def _structure(pdf: pikepdf.Pdf) -> tuple[set[str], list[str]]:
    kinds: set[str] = set()
    told: list[str] = []
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                kinds.add(str(node.S)[1:])
                if str(node.S) == "/Figure":
                    assert "/Alt" in node, "une figure n’a pas de texte de remplacement"
                    told.append(str(node.Alt))
            if "/K" in node:
                waiting.append(node.K)
    return kinds, told
