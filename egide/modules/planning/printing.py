"""The report on the page: from frozen figures and texts to the data that its Typst template prints.

The same edition and day always give the same bytes: the approval signs their hash.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.printing import FURNITURE, logo, mark, sender
from egide.kernel.measures.queries import MeasureRow
from egide.law.dates_fr import plain_date
from egide.modules.planning.access import KIND
from egide.modules.planning.counting import StreamFigures, thawed
from egide.modules.planning.law import SMALLEST_SHOWN
from egide.modules.planning.masking import HIDDEN
from egide.modules.planning.models import Edition, Report
from egide.modules.planning.presenting import Cut, Line, Told, told
from egide.modules.planning.queries import period_of
from egide.modules.planning.streams import TITLES, discreet_home
from egide.modules.planning.telling import name_of
from egide.platform.typesetting.blocks import parse
from egide.platform.typesetting.engine import render
from egide.ui import formats

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
CHARTED = 12  # bars: beyond, the table alone says it better
RESULTS = ("answered_in_time", "late_with_notice", "late_without_notice")
HEADLINES = ("received", "handled", "open_at_end", "cards")


def report_pdf(*, dossier: Dossier, report: Report, edition: Edition, day: date) -> bytes:
    """Will print an edition: tagged PDF/UA-1 and PDF/A-2a, as every document of the house.

    :raises RenderingFailed: a text cannot be set.
    """
    return render(
        template=TEMPLATE,
        data={"report": report_data(dossier=dossier, report=report, edition=edition, day=day)},
        at=datetime.combine(day, time(12), tzinfo=UTC),
        libraries={"letter": FURNITURE},
        assets=logo(dossier),
    )


def report_data(*, dossier: Dossier, report: Report, edition: Edition, day: date) -> dict[str, Any]:
    """Will return every value that the template reads; all are plain text, never markup."""
    period, streams = period_of(report), thawed(edition.figures)
    words = [told(one, hide=report.mask_small) for one in streams]
    return {
        "number": dossier.number,
        "title": TITLES[report.compartment.code],
        "period": period.label,
        "days": period.days,
        "before": "" if discreet_home(report.compartment.code) else period.before.label,
        "date": day.isoformat(),
        "date_long": plain_date(day),
        "unit": dossier.unit.name,
        "mark": mark(),
        "sender": sender(dossier),
        "edition": edition.rank,
        "erratum": edition.reason,
        "headlines": [_headline(one, stream) for stream in streams for one in _headlines(stream, report)],
        "sections": {one["code"]: _blocks(one["text"]) for one in edition.texts["sections"]},
        "streams": [_stream(one, frozen) for one, frozen in zip(words, streams, strict=True)],
        "measures": [_measure(_told_measure(one, m), day) for one in streams for m in one.measures],
        "recommendations": [_recommendation(one) for one in edition.texts["recommendations"]],
        "comments": [_comment(one) for one in edition.texts["comments"]],
        "definitions": _definitions(streams),
        "method": _method(report, edition, streams, hidden=any(_hides(one) for one in words)),
    }


def _headlines(stream: StreamFigures, report: Report) -> list[Line]:
    shown = told(stream, hide=report.mask_small).totals
    labels = {one.label for code in HEADLINES if (one := stream.of(code)) is not None}
    return [line for line in shown if line.label in labels][:2]


def _hides(one: Told) -> bool:
    lines = (*one.totals, *one.delays)
    return any(cut.hidden for cut in one.cuts) or any(line.shown == HIDDEN for line in lines)


def _told_measure(one: StreamFigures, row: MeasureRow) -> MeasureRow:
    """The words of a measure that a dossier asked for stay in it; a report's own were written to be read."""
    if not one.stream.discreet or row.kind == KIND:
        return row
    return replace(row, text="Mesure née d’un dossier (son texte y reste)", owner="")


def _headline(line: Line, stream: StreamFigures) -> dict[str, str]:
    return {"value": line.shown, "label": line.label, "stream": stream.stream.label, "before": line.before}


def _stream(one: Told, frozen: StreamFigures) -> dict[str, Any]:
    return {
        "label": one.label,
        "totals": [_line(line) for line in one.totals],
        "delays": [_line(line) for line in one.delays],
        "results": _results(one, frozen),
        "cuts": [_cut(cut, one.label) for cut in one.cuts if cut.rows],
    }


def _line(line: Line) -> dict[str, Any]:
    return {"label": line.label, "value": line.shown, "before": line.before, "change": line.change}


def _results(one: Told, frozen: StreamFigures) -> dict[str, Any] | None:
    found = [(code, frozen.of(code)) for code in RESULTS]
    values = [(code, int(figure.total or 0), figure.label) for code, figure in found if figure is not None]
    total = sum(value for _, value, _ in values)
    hidden = {line.label for line in one.delays if line.shown == HIDDEN}
    if not total or hidden.intersection(label for _, _, label in values):
        return None
    parts = [
        {"code": code, "label": label, "value": formats.number(value), "share": value / total}
        for code, value, label in values
    ]
    said = formats.listing(
        [f"{formats.count(value, 'réponse')} «\u00a0{label.lower()}\u00a0»" for _, value, label in values]
    )
    return {
        "parts": parts,
        "alt": f"Diagramme des réponses, {one.label.lower()}\u00a0: {said}. Le tableau donne les mêmes nombres.",
    }


def _cut(cut: Cut, stream: str) -> dict[str, Any]:
    bars = [row for row in cut.rows if row.value is not None][:CHARTED]
    most = max((float(row.value or 0) for row in bars), default=0)
    greatest = sorted(bars, key=lambda row: -(row.value or 0))[
        :3
    ]  # tables by rule are in the order of their names
    first = formats.listing([f"{row.label} ({row.shown})" for row in greatest])
    return {
        "label": cut.label,
        "rows": [{"label": row.label, "value": row.shown} for row in cut.rows],
        "total": cut.total,
        "hidden": cut.hidden,
        "bars": [
            {"label": row.label, "value": row.shown, "share": float(row.value or 0) / most} for row in bars
        ]
        if most and len(bars) > 1
        else [],
        "alt": f"Diagramme à barres\u00a0: {cut.label.lower()}, {stream.lower()}. Les plus nombreux\u00a0: {first}. "
        "Le tableau qui suit donne tous les nombres.",
    }


def _measure(row: Any, day: date) -> dict[str, str]:
    return {
        "text": row.text,
        "unit": row.unit,
        "owner": row.owner,
        "due": plain_date(row.due_on),
        "state": row.state + (", en retard" if row.is_late(day) else ""),
        "source": row.source,
    }


def _recommendation(one: dict[str, Any]) -> dict[str, Any]:
    measure = one["measure"]
    told_measure = ""
    if measure:
        who = ", ".join(part for part in (measure["unit"], measure["owner"]) if part)
        due, state = _day(measure["due_on"]), measure["state"].lower()
        told_measure = f"Mesure correctrice\u00a0: {who}, au plus tard le {due} ({state})."
    return {"number": str(one["number"]), "text": one["text"], "unit": one["unit"], "measure": told_measure}


def _comment(one: dict[str, Any]) -> dict[str, Any]:
    said = bool(one["on"])
    return {
        "unit": one["unit"],
        "who": f"{one['author']}, le {_day(one['on'])}" if said else "",
        "blocks": _blocks(one["text"]),
        "treatment": one["treatment"],
        "reply": _blocks(one["reply"]),
        "silence": "" if said else f"N’a pas commenté (commentaires demandés pour le {_day(one['due_on'])}).",
    }


def _definitions(streams: tuple[StreamFigures, ...]) -> list[dict[str, str]]:
    known = {one.code: one for stream in streams for one in stream.now if not one.by}
    return [{"label": one.label, "definition": one.definition, "unit": one.unit} for one in known.values()]


def _method(
    report: Report, edition: Edition, streams: tuple[StreamFigures, ...], *, hidden: bool
) -> list[dict[str, str]]:
    at = formats.local(edition.frozen_at)
    rows = [
        ("Période", period_of(report).days),
        (
            "Chiffres figés",
            f"le {formats.day(at.date())} à {formats.clock(at.time())}, par {name_of(edition.frozen_by)}",
        ),
        *((one.stream.label, _counted(one)) for one in streams),
        ("Empreinte des chiffres", edition.figures_sha256),
        (
            "Petits nombres",
            f"Les cases de moins de {SMALLEST_SHOWN} sont masquées dans les tableaux, et d’autres, plus grandes, quand "
            "elles en redonneraient une, pour que personne ne soit reconnu (choix à valider)."
            if hidden
            else "Aucune case n’est masquée.",
        ),
    ]
    return [{"label": label, "text": text} for label, text in rows]


def _counted(one: StreamFigures) -> str:
    at = formats.local(one.counted_at)
    query = f"requête «\u00a0{one.stream.code}\u00a0»"
    return f"{query}, comptée le {formats.day(at.date())} à {formats.clock(at.time())} pour {one.counted_by}"


def _blocks(text: str) -> list[dict[str, Any]]:
    return [block.data() for block in parse(text)]


def _day(iso: str) -> str:
    return plain_date(date.fromisoformat(iso))
