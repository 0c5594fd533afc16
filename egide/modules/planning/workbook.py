"""The report's figures as a workbook: one sheet for the totals, one for each stream, one for the definitions.

From frozen figures only; the small numbers that the PDF hides are hidden here too.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from egide.kernel.dossiers.models import Dossier
from egide.modules.planning.counting import StreamFigures, thawed
from egide.modules.planning.masking import HIDDEN
from egide.modules.planning.models import Edition, Report
from egide.modules.planning.presenting import hidden_singles, told
from egide.modules.planning.queries import period_of
from egide.modules.planning.streams import BY_CODE
from egide.platform.sheets.workbook import Column, Sheet, write_workbook

TOTALS = (
    Column("Volet", "text", 36),
    Column("Chiffre", "text", 36),
    Column("Valeur", "number", 12),
    Column("Unité", "text", 14),
    Column("Période précédente", "number", 18),
)
CUTS = (
    Column("Chiffre", "text", 36),
    Column("Ligne", "text", 60),
    # A hidden cell says so in words; all the others are numbers, which can be added up.
    Column("Nombre", "number", 14),
)
DEFINITIONS = (Column("Chiffre", "text", 36), Column("Définition", "text", 90), Column("Unité", "text", 14))
MEASURES = (
    Column("Mesure correctrice", "text", 70),
    Column("Unité", "text", 30),
    Column("Responsable", "text", 26),
    Column("Échéance", "date", 14),
    Column("État", "text", 16),
)


def write_report(target: BinaryIO, *, dossier: Dossier, report: Report, edition: Edition) -> None:
    """Will write the workbook of an edition."""
    streams = thawed(edition.figures)
    period = period_of(report)
    note = f"{dossier.title}\n{dossier.number}, version {edition.rank}, {period.days}"
    figures = [one for stream in streams for one in stream.now]
    sheets = [
        Sheet("Chiffres", TOTALS, _totals(streams, hide=report.mask_small), note),
        *(
            Sheet(
                BY_CODE[stream.code].short,
                CUTS,
                [
                    (cut.label, row.label, row.shown if row.value is None else row.value)
                    for cut in stream.cuts
                    for row in cut.rows
                ],
                stream.label,
            )
            for stream in (told(one, hide=report.mask_small) for one in streams)
        ),
        Sheet(
            "Mesures correctrices",
            MEASURES,
            [(m.text, m.unit, m.owner, m.due_on, m.state) for one in streams for m in one.measures],
        ),
        Sheet(
            "Définitions",
            DEFINITIONS,
            [
                (one.label, one.definition, one.unit)
                for one in {one.code: one for one in figures if not one.by}.values()
            ],
        ),
    ]
    write_workbook(target, sheets, title=dossier.title)


def _totals(streams: Sequence[StreamFigures], *, hide: bool) -> Iterator[tuple[object, ...]]:
    for stream in streams:
        # The workbook of a discreet house never leaves it: it keeps every number.
        hidden, past_hidden = hidden_singles(stream, hide=hide and not stream.stream.discreet)
        for code in (*stream.stream.totals, *stream.stream.delays):
            one, past = stream.of(code), stream.previous(code)
            if one is not None:
                yield (
                    stream.stream.label,
                    one.label,
                    HIDDEN if code in hidden else one.total,
                    one.unit,
                    HIDDEN if code in hidden | past_hidden else past.total if past else None,
                )
