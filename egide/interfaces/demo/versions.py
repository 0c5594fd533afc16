"""A document in two versions, to compare, and a recording, to listen to, in the dossier where others are read.

Made here, never received; the worker reads the first one once the demonstration runs.
"""

import io
import math
import struct
import wave
from datetime import timedelta

import typst

from egide.interfaces.demo.play import Stage
from egide.kernel.documents.actions import add_document, add_version
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as

FIRST = (
    "Analyse sommaire des faits",
    "La personne a demandé une enquête au syndic. L’accusé de réception lui est parvenu après trente jours. Le syndic "
    "n’a pas expliqué les motifs de son retard.",
    "Les pièces reçues sont au dossier. L’analyse sera complétée après la réponse de l’ordre.",
)
SECOND = (
    FIRST[0],
    FIRST[1].replace("trente", "quarante-cinq").replace("n’a pas expliqué", "a expliqué par écrit"),
    FIRST[2].replace(" L’analyse sera complétée après la réponse de l’ordre.", ""),
    "La réponse de l’ordre confirme les dates données par la personne.",
)
RATE = 8000  # samples a second


def fill(stage: Stage) -> None:
    """Will add the document, its second version and the recording to the newest open dossier of the analyst."""
    with acting_as(stage.actor("nadia")) as nadia:
        mine = Dossier.objects.filter(kind="intervention_request", closed_on=None, assignee_id=nadia.user_id)
        dossier = mine.select_for_update(of=("self",)).order_by("-received_at", "-pk").first()
        if dossier is None:
            return
        first = add_document(
            dossier=dossier,
            title="Analyse sommaire",
            origin=Origin.INTERNAL,
            stream=[_pdf(FIRST)],
            file_name="Analyse sommaire.pdf",
            actor_code=nadia.code,
            now=stage.now - timedelta(hours=2, minutes=40),
        )
        add_version(
            document=first.document,
            dossier=dossier,
            stream=[_pdf(SECOND)],
            file_name="Analyse sommaire (2).pdf",
            actor_code=nadia.code,
            now=stage.now - timedelta(hours=2),
        )
        add_document(
            dossier=dossier,
            title="Message laissé au téléphone",
            origin=Origin.RECEIVED,
            stream=[_tone()],
            file_name="Message.wav",
            actor_code=nadia.code,
            now=stage.now - timedelta(hours=1, minutes=30),
        )


def _pdf(paragraphs: tuple[str, ...]) -> bytes:
    head = '#set page(paper: "us-letter", margin: 1in)\n#set text(size: 12pt, lang: "fr")\n'
    return bytes(typst.compile((head + "\n\n".join(paragraphs)).encode()))


def _tone() -> bytes:
    """Three seconds of a tone that stops and starts: no voice is imitated."""
    samples = (
        int(8000 * math.sin(2 * math.pi * 440 * n / RATE)) if n // 2000 % 2 == 0 else 0
        for n in range(3 * RATE)
    )
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return out.getvalue()
