"""The charts of the dashboard, from measured figures: values in words, the sentence that says what is seen.

Nothing is counted here.
"""

from collections.abc import Callable, Iterable, Mapping

from egide.interfaces.staff.dashboard_lists import Lists
from egide.kernel.statistics.measuring import Measured, Row
from egide.ui import formats
from egide.ui.formats import SHORT_MONTHS
from egide.ui.pages import Bar, Chart, Series

TOP = 10
Figures = Mapping[str, Measured]


def charts(figures: Figures, lists: Lists) -> tuple[Chart, ...]:
    """Will draw what there is something to draw of, in the order of the page."""
    drawn = (
        _flows(figures["received_by_month"], figures["handled_by_month"]),
        _columns("Ouverts à la fin de chaque mois", figures["open_at_end_by_month"], "Dossiers ouverts"),
        _rates(figures["kept_rate_by_month"], figures["kept_by_month"], figures["missed_by_month"]),
        rules(figures),
        _replies(figures),
        _lying("Reçus, par nature", figures["received_by_type"], "Nature", least=2),
        _lying(
            "Reçus, par thème",
            figures["received_by_theme"],
            "Thème",
            url=lambda key: lists.received(theme=key),
        ),
        _lying(
            "Reçus, par ordre",
            figures["received_by_order"],
            "Ordre",
            url=lambda key: lists.received(order=key),
        ),
        _lying("Reçus, par canal", figures["received_by_channel"], "Canal", least=2),
        _lying("Fermés, par issue", figures["handled_by_outcome"], "Issue"),
    )
    return tuple(chart for chart in drawn if chart is not None)


def _flows(received: Measured, handled: Measured) -> Chart | None:
    pairs = list(zip(received.rows, handled.rows, strict=True))
    if not received.total and not handled.total:
        return None
    return Chart(
        title="Reçus et fermés, par mois",
        summary=f"{_count(received.total, 'dossier reçu', 'dossiers reçus')} et "
        f"{_count(handled.total, 'fermé', 'fermés')} dans la période. {_peak('reçus', received.rows)}",
        maximum=max(max(_number(a), _number(b)) for a, b in pairs),
        heading="Mois",
        series=(Series(label="Reçus"), Series(label="Fermés", tone="met", pattern="stripes")),
        bars=tuple(
            Bar(label=_month(a), values=(_number(a), _number(b)), said=(_said(a), _said(b))) for a, b in pairs
        ),
    )


def _columns(title: str, figure: Measured, measure: str) -> Chart | None:
    if not any(_number(row) for row in figure.rows):
        return None
    return Chart(
        title=title,
        summary=f"{_count(figure.total, 'dossier ouvert', 'dossiers ouverts')} à la fin de la période. "
        f"{_peak('ouverts', figure.rows)}",
        maximum=max(_number(row) for row in figure.rows),
        measure=measure,
        heading="Mois",
        bars=tuple(Bar(label=_month(row), value=_number(row), shown=_said(row)) for row in figure.rows),
    )


def _rates(rates: Measured, kept: Measured, missed: Measured) -> Chart | None:
    if rates.total is None:
        return None
    return Chart(
        title="Délais tenus, par mois",
        summary=f"{formats.percent(rates.total)} des délais tenus dans la période\u00a0: "
        f"{formats.number(kept.total or 0)} tenus, {formats.number(missed.total or 0)} manqués.",
        measure="Délais tenus",
        heading="Mois",
        bars=tuple(
            Bar(
                label=_month(row),
                value=row.value,
                shown="—" if row.value is None else formats.percent(row.value),
            )
            for row in rates.rows
        ),
    )


def rules(figures: Figures) -> Chart | None:
    """Will draw what was kept and missed, rule by rule; nothing when nothing was."""
    kept = {row.key: row for row in figures["kept_by_rule"].rows}
    missed = {row.key: row for row in figures["missed_by_rule"].rows}
    keys = [key for key in {**kept, **missed} if _of(kept, key) or _of(missed, key)]
    keys.sort(key=lambda key: -(_of(kept, key) + _of(missed, key)))
    if not keys:
        return None
    tops = [_of(kept, key) + _of(missed, key) for key in keys]
    met, late = (sum(_of(of, key) for key in keys) for of in (kept, missed))
    return Chart(
        title="Échéances tenues et manquées, par règle",
        summary=f"{formats.number(met)} tenues et {formats.number(late)} manquées dans la période, "
        f"sur {formats.count(len(keys), 'règle')}.",
        maximum=max(tops),
        heading="Règle",
        kind="bars",
        series=(Series(label="Tenues", tone="met"), Series(label="Manquées", tone="late", pattern="stripes")),
        bars=tuple(
            Bar(
                label=(kept.get(key) or missed[key]).label,
                values=(_of(kept, key), _of(missed, key)),
                said=(formats.number(_of(kept, key)), formats.number(_of(missed, key))),
            )
            for key in keys
        ),
    )


def _of(rows: Mapping[str, Row], key: str) -> int | float:
    return _number(rows[key]) if key in rows else 0


def _replies(figures: Figures) -> Chart | None:
    rows = [
        Row(figure.code, figure.label, figure.total)
        for figure in (figures[c] for c in ("answered_in_time", "late_with_notice", "late_without_notice"))
    ]
    total = sum(_number(row) for row in rows)
    if not total:
        return None
    tones = ("met", "soon", "late")
    return Chart(
        title="Réponses\u00a0: les trois résultats",
        summary=". ".join(f"{row.label}\u00a0: {_said(row)}" for row in rows) + ".",
        maximum=total,
        heading="Résultat",
        measure="Réponses",
        kind="bars",
        bars=tuple(
            Bar(label=row.label, value=_number(row), shown=_said(row), tone=tone)  # type: ignore[arg-type]
            for row, tone in zip(rows, tones, strict=True)
        ),
    )


def _lying(
    title: str, figure: Measured, heading: str, *, least: int = 1, url: Callable[[str], str] | None = None
) -> Chart | None:
    # One kind, one way in: a single bar would only repeat the total.
    rows = [row for row in figure.rows if row.value]
    if len(rows) < least:
        return None
    rest = rows[TOP:]
    shown = rows[:TOP]
    # One lonely row more is shown by its name.
    if len(rest) == 1:
        shown, rest = rows, []
    bars = [
        Bar(
            label=row.label,
            value=_number(row),
            shown=_said(row),
            url=url(row.key) if url and row.key else "",
        )
        for row in shown
    ]
    if rest:
        others = sum(_number(row) for row in rest)
        label = f"Autres ({formats.number(len(rest))})"
        bars.append(Bar(label=label, value=others, shown=formats.number(others), tone="idle"))
    return Chart(
        title=title,
        summary=f"{shown[0].label}\u00a0: {_said(shown[0])} sur {formats.number(figure.total or 0)}.",
        maximum=max(bar.value or 0 for bar in bars),
        heading=heading,
        measure="Dossiers",
        kind="bars",
        bars=tuple(bars),
    )


def _month(row: Row) -> str:
    return SHORT_MONTHS[int(row.key[5:]) - 1]


def _number(row: Row) -> int | float:
    return row.value or 0


def _said(row: Row) -> str:
    return formats.number(row.value or 0)


def _count(value: float | None, one: str, many: str) -> str:
    return f"{formats.number(value or 0)} {one if (value or 0) < 2 else many}"


def _peak(what: str, rows: Iterable[Row]) -> str:
    highest = max(rows, key=_number)
    return f"Mois le plus haut\u00a0: {highest.label}, {_said(highest)} {what}."
