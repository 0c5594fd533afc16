"""The classification scheme in force, read by anyone: a page and a PDF, both marked as a sample while it is.

Before one is in force, the page says so and the PDF does not exist.
"""

from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from tests.cast import NOW, Cast, seed_office
from tests.kernel.records.making import loaded


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def test_before_a_scheme_is_in_force_the_page_says_so(cast: Cast, client: Client) -> None:
    page = client.get("/plan-de-classification/")

    assert page.status_code == 200
    assert "n’est pas encore publié" in page.content.decode()
    assert client.get("/plan-de-classification.pdf").status_code == 404


def test_anyone_reads_every_class_and_takes_the_tagged_pdf(cast: Cast, client: Client) -> None:
    loaded(now=NOW)

    page = client.get("/plan-de-classification/").content.decode()
    pdf = client.get("/plan-de-classification.pdf")

    for word in ("Exemple", "6200", "Demandes d’intervention", "Procès-verbaux signés"):
        assert word in page, word
    assert "/archives/" not in page
    assert pdf["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(pdf.content)) as read:
        assert read.Root.MarkInfo.Marked
        assert "Plan de classification, version 1" in str(read.docinfo.get("/Title", "")) + str(
            read.open_metadata().get("dc:title", "")
        )
    assert client.get("/plan-de-classification.pdf").content == pdf.content
