"""The picture of a process map: a drawing of egide/law/maps_shapes.py written as SVG, coloured by the style sheet.

Nothing is decided here. A file of its own (`standalone`) carries its colours, for light and dark grounds.
"""

from collections.abc import Collection
from html import escape

from django.utils.safestring import SafeString, mark_safe

from egide.law.maps import Column
from egide.law.maps_shapes import GLYPH, LINE, NUMBER, NUMBERS, TIMES, Arrow, Box, Drawing, number_rows

# The same names as in the style sheet; a file has no style sheet, and may be seen on either ground.
_STYLE = """
.pm{font-family:"Open Sans","Segoe UI",Helvetica,Arial,sans-serif;
--ink:#223654;--ink-2:#4e5662;--ground:#fff;--ground-2:#f5f7fa;--edge:#6b778a;--go:#095797;--accent-ground:#e4eff8}
@media(prefers-color-scheme:dark){.pm{
--ink:#e3e8ef;--ink-2:#b9c2cf;--ground:#1a1f26;--ground-2:#20262e;--edge:#7f8b9d;--go:#8cc2f0;--accent-ground:#17304b}}
.pm-ground{fill:var(--ground)}.pm-box>rect{fill:var(--ground-2);stroke:var(--edge);stroke-width:1.25}
.pm-spine>rect{fill:var(--accent-ground);stroke:var(--go);stroke-width:2}.pm-exit>rect{stroke-dasharray:5 4}
.pm-label{fill:var(--ink);font-size:14px;font-weight:600}.pm-time,.pm-word{fill:var(--ink-2);font-size:12px}
.pm-word{paint-order:stroke;stroke:var(--ground);stroke-width:5px;stroke-linejoin:round}
.pm-line{fill:none;stroke:var(--edge);stroke-width:1.5}.pm-head{fill:var(--edge)}
.pm-main .pm-line{stroke:var(--go);stroke-width:3}.pm-main .pm-head{fill:var(--go)}
.pm-number rect{fill:var(--ground);stroke:var(--edge)}
.pm-number text{fill:var(--ink);font-size:12px;font-weight:600}
.pm-main .pm-number rect{stroke:var(--go)}.pm-glyph{fill:none;stroke:var(--ink-2);stroke-width:1.5}
"""
_COLUMN = {Column.SIDE: "pm-side", Column.SPINE: "pm-spine", Column.EXIT: "pm-exit"}


def picture(
    drawing: Drawing,
    *,
    title: str,
    described_by: str = "",
    here: str = "",
    been: Collection[str] = (),
    standalone: bool = False,
) -> SafeString:
    """Will write the SVG; `here` lights the current state, `been` those where the dossier has been."""
    width, height = round(drawing.width), round(drawing.height)
    about = f' aria-describedby="{escape(described_by)}"' if described_by else ""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pm" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-label="{escape(title)}"{about}>'
    )
    parts = [head, f"<title>{escape(title)}</title>"]
    if standalone:
        parts += [f"<style>{_STYLE}</style>", f'<rect class="pm-ground" width="{width}" height="{height}"/>']
    parts += [_lines(arrow) for arrow in sorted(drawing.arrows, key=lambda a: a.main)]
    parts += [_box(box, here=here, been=been) for box in drawing.boxes]
    parts += [_numbers_of(arrow) for arrow in drawing.arrows]
    return mark_safe("\n".join([*parts, "</svg>"]))  # every word in it went through escape()


def _lines(arrow: Arrow) -> str:
    path = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in arrow.points)
    (x0, y0), (x, y) = arrow.points[-2], arrow.points[-1]
    across = (x > x0) - (x < x0)
    along = (y > y0) - (y < y0)
    long, half = (11, 6) if arrow.main else (9, 4.5)
    tail_x, tail_y = x - across * long, y - along * long
    side_x, side_y = along * half, across * half
    head = (
        f"M{_n(x)} {_n(y)}L{_n(tail_x + side_x)} {_n(tail_y + side_y)}"
        f"L{_n(tail_x - side_x)} {_n(tail_y - side_y)}Z"
    )
    words = "".join(
        f'<text class="pm-word" x="{_n(arrow.badge[0] + NUMBER * len(arrow.numbers) / 2 + 7)}" '
        f'y="{_n(arrow.badge[1] + 4 + 14 * n - 7 * (len(arrow.words) - 1))}">{escape(line)}</text>'
        for n, line in enumerate(arrow.words)
    )
    kind = "pm-arrow pm-main" if arrow.main else "pm-arrow"
    return (
        f'<g class="{kind}"><path class="pm-line" d="{path}"/><path class="pm-head" d="{head}"/>{words}</g>'
    )


def _numbers_of(arrow: Arrow) -> str:
    left = arrow.badge[0] - NUMBER * len(arrow.numbers) / 2 + NUMBER / 2
    marks = "".join(
        _number(left + NUMBER * n, arrow.badge[1], shown) for n, shown in enumerate(arrow.numbers)
    )
    return f'<g class="{"pm-arrow pm-main" if arrow.main else "pm-arrow"}">{marks}</g>'


def _number(x: float, y: float, shown: int) -> str:
    return (
        f'<g class="pm-number"><rect x="{_n(x - 11.5)}" y="{_n(y - 10)}" width="23" height="20" rx="10"/>'
        f'<text x="{_n(x)}" y="{_n(y + 4.2)}" text-anchor="middle">{shown}</text></g>'
    )


def _box(box: Box, *, here: str, been: Collection[str]) -> str:
    kinds = ["pm-box", _COLUMN[box.column]]
    kinds += ["pm-final"] if box.final else []
    kinds += ["pm-here"] if box.code == here else ["pm-been"] if box.code in been else []
    rows = number_rows(box.selfs, box.outs, box.width)
    tall = LINE * len(box.lines) + (TIMES if box.times else 0) + NUMBERS * len(rows)
    y = box.y + (box.height - tall) / 2
    parts = [
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}" rx="8"/>'
    ]
    x = box.middle[0]
    for line in box.lines:
        parts.append(_text("pm-label", x, y + LINE - 4, line))
        y += LINE
    if box.times:
        parts.append(_text("pm-time", x, y + TIMES - 3, box.times))
        y += TIMES
    for row in rows:
        left = x - sum(GLYPH + NUMBER * len(numbers) for _, numbers in row) / 2
        for glyph, numbers in row:
            parts.append(_glyph(glyph, left + 9, y + NUMBERS / 2 + 1))
            middles = (left + GLYPH + NUMBER * (n + 0.5) for n in range(len(numbers)))
            parts += [
                _number(at, y + NUMBERS / 2 + 1, shown) for at, shown in zip(middles, numbers, strict=True)
            ]
            left += GLYPH + NUMBER * len(numbers)
        y += NUMBERS
    return f'<g class="{" ".join(kinds)}">{"".join(parts)}</g>'


def _glyph(kind: str, x: float, y: float) -> str:
    """A turning arrow for what leaves the state as it is, an arrow to the right for what leads elsewhere."""
    if kind == "self":
        turn = f"M{_n(x + 4.5)} {_n(y - 3)}A5.5 5.5 0 1 0 {_n(x + 5.5)} {_n(y + 1.5)}"
        path = f"{turn}M{_n(x + 5.2)} {_n(y - 7)}v4.6h-4.6"
    else:
        path = f"M{_n(x - 6)} {_n(y)}h12M{_n(x + 2)} {_n(y - 4)}l4 4l-4 4"
    return f'<path class="pm-glyph" d="{path}"/>'


def _text(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}" text-anchor="middle">{escape(text)}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
