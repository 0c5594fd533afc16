"""A batch that the scanner left this morning: one piece filed by its separator, the others waiting on the screen.

Taken by the real round, from the real folder.
"""

import io
from pathlib import Path
from uuid import uuid4

import pikepdf
from django.conf import settings

from egide.interfaces.demo.play import Stage
from egide.kernel.dossiers.models import Dossier
from egide.kernel.scans.folder import CLAIMED
from egide.kernel.scans.sheets import separator_pdf
from egide.kernel.scans.taking import take_all
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.typesetting.engine import render

TEMPLATE = Path(__file__).parent / "data" / "scanned.typ"
LETTERS = (
    (
        "Lettre d’un membre de l’ordre",
        "Madame, Monsieur,",
        "Je vous transmets la copie de la lettre du syndic que vous m’avez demandée.",
        "Je demeure à votre disposition pour tout autre document.",
    ),
    (
        "Preuve d’envoi par courrier recommandé",
        "Numéro de l’envoi\u00a0: RN 000 000 000 CA (exemple).",
        "Livré et signé le mois dernier.",
    ),
    (
        "Réponse du bureau du syndic",
        "L’enquête se poursuit; un nouvel avis sera transmis dans les délais prévus.",
    ),
    ("Invitation à un colloque", "Document reçu avec le courrier du matin, sans dossier."),
)


def fill(stage: Stage) -> None:
    """Will leave a batch in the folder of the interventions and take it; nothing where no scanner is set."""
    if not settings.SCAN_FOLDER:
        return
    scheduler = service("scheduler")
    with acting_as(scheduler, read_only=True):
        open_ones = Dossier.objects.filter(unit__code="interventions", closed_on=None).order_by(
            "-received_at"
        )
        number = open_ones.values_list("number", flat=True).first() or ""
    claimed = Path(settings.SCAN_FOLDER) / "interventions" / CLAIMED
    claimed.mkdir(parents=True, exist_ok=True)
    (claimed / f"{uuid4().hex}-Courrier du matin.pdf").write_bytes(_batch(stage, number))
    take_all(actor=scheduler, now=stage.now)


def _batch(stage: Stage, number: str) -> bytes:
    letters = [{"title": title, "lines": list(lines)} for title, *lines in LETTERS]
    pages = pikepdf.open(io.BytesIO(render(template=TEMPLATE, data={"letters": letters}, at=stage.now))).pages
    blank = pikepdf.open(io.BytesIO(separator_pdf(now=stage.now))).pages
    named = pikepdf.open(io.BytesIO(separator_pdf(number=number, now=stage.now))).pages
    batch, out = pikepdf.new(), io.BytesIO()
    for part in (pages[:1], blank, pages[1:2], named, pages[2:3], blank, pages[3:]):
        batch.pages.extend(part)
    batch.save(out)
    return out.getvalue()
