"""The coordinates of a process map: boxes in three columns, straight arrows, corridors on both sides, one common end.
Pure arithmetic in units of the drawing (pixels at full size); what is drawn is decided in maps.py."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from textwrap import wrap

from egide.law.lifecycles import Lifecycle
from egide.law.maps import Chart, Column, Kind, chart_of
from egide.law.maps_shapes import (
    LINE,
    NUMBER,
    NUMBERS,
    PAD,
    TIMES,
    Arrow,
    Box,
    Drawing,
    Point,
    number_rows,
)

MARGIN, SIDE_WIDTH, SPINE_WIDTH = 16, 176, 236
GAP, ROW_GAP = 26, 54
BAND, LANE, SHIFT, CLEAR = 26, 30, 10, 24
BACK = 36  # between two arrows of a column that go opposite ways
BESIDE = 17  # characters of a line beside an arrow: longer ones would cross the nearest corridor
LANES = 5  # corridors wider than that would be mazes: further links become references
CHARS = {Column.SIDE: 21, Column.SPINE: 25, Column.EXIT: 21}

Pair = tuple[str, str]


def lay_out(lifecycle: Lifecycle, times: Mapping[str, str] | None = None) -> Drawing:
    """Will place the states and the arrows; `times` is the small line of a state, already in words."""
    return _Layout(chart_of(lifecycle), times or {}).drawing()


class _Layout:
    """One map being placed."""

    def __init__(self, chart: Chart, times: Mapping[str, str]) -> None:
        self.chart, self.times = chart, times
        self.by_kind: dict[Kind, dict[Pair, list[int]]] = {kind: defaultdict(list) for kind in Kind}
        lanes = _kept_lanes(chart)
        for link in chart.links:
            pair = (link.source, link.target)
            kind = Kind.REFERENCE if link.kind is Kind.LANE and pair not in lanes else link.kind
            numbers = self.by_kind[kind][pair]
            if link.number not in numbers:
                numbers.append(link.number)
        self.outs, self.ins, self.selfs = self._inside()
        self.boxes: dict[str, Box] = {}
        self.lane_side = {pair: self._side_of(pair) for pair in self.by_kind[Kind.LANE]}
        self.lane_x: dict[Pair, float] = {}
        # What comes from many boxes enters the main line where fewer corridors pass.
        fewer = len(self._lane_list(Column.EXIT)) <= len(self._lane_list(Column.SIDE))
        self.in_side = Column.EXIT if fewer else Column.SIDE
        self.bands = self._bands()
        self._columns()
        self._rows()

    def drawing(self) -> Drawing:
        """The placed map."""
        arrows = [
            *self._spine_arrows(),
            *self._flat_arrows(),
            *self._stack_arrows(),
            *self._lane_arrows(),
            *self._bus_arrows(),
            *self._in_arrows(),
        ]
        return Drawing(self.width, self.height, tuple(self.boxes.values()), tuple(arrows), self.chart)

    # --- what is inside the boxes ---------------------------------------------------------------------------
    def _inside(self) -> tuple[dict[str, list[int]], dict[str, list[int]], dict[str, list[int]]]:
        outs: dict[str, list[int]] = defaultdict(list)
        ins: dict[str, list[int]] = defaultdict(list)
        for (source, target), numbers in self.by_kind[Kind.REFERENCE].items():
            outs[source] += [n for n in numbers if n not in outs[source]]
            ins[target] += [n for n in numbers if n not in ins[target]]
        selfs = {source: numbers for (source, _), numbers in self.by_kind[Kind.SELF].items()}
        return outs, ins, selfs

    def _lines(self, code: str) -> tuple[str, ...]:
        label = self.chart.lifecycle.state(code).label
        return tuple(wrap(label, CHARS[self.chart.column_of(code)])) or (label,)

    def _need(self, code: str) -> float:
        width = SPINE_WIDTH if code in self.chart.spine else SIDE_WIDTH
        rows = len(number_rows(self.selfs.get(code, ()), self.outs.get(code, ()), width))
        times = TIMES if self.times.get(code) else 0
        return 2 * PAD + LINE * len(self._lines(code)) + times + NUMBERS * rows

    # --- corridors ------------------------------------------------------------------------------------------
    def _side_of(self, pair: Pair) -> Column:
        """A corridor on the side of the box that stands aside; between two of the main line, the emptier one."""
        for code in pair:
            if (column := self.chart.column_of(code)) is not Column.SPINE:
                return column
        rows = sorted(self.chart.row_of[code] for code in pair)
        between = range(rows[0], rows[1] + 1)
        left = sum(len(self.chart.side.get(row, ())) for row in between)
        right = sum(len(self.chart.exits.get(row, ())) for row in between)
        return Column.EXIT if right <= left else Column.SIDE

    def _bands(self) -> dict[tuple[int, Column, str], list[tuple[str, Pair]]]:
        """Above and below what stands beside a state of the main line, the places where corridors reach it."""
        bands: dict[tuple[int, Column, str], list[tuple[str, Pair]]] = defaultdict(list)
        for pair, side in self.lane_side.items():
            for code, other in (pair, pair[::-1]):
                if self.chart.column_of(code) is Column.SPINE:
                    row = self.chart.row_of[code]
                    edge = "top" if self.chart.row_of[other] < row else "bottom"
                    bands[row, side, edge].append((code, pair))
        for code in self.chart.spine:
            if self.ins.get(code):
                row = self.chart.row_of[code]
                bands[row, self.in_side, "top"].append((code, ("", code)))
        return bands

    def _lane_list(self, side: Column) -> list[Pair]:
        pairs = [pair for pair, where in self.lane_side.items() if where is side]
        return sorted(pairs, key=lambda p: abs(self.chart.row_of[p[0]] - self.chart.row_of[p[1]]))

    # --- places ---------------------------------------------------------------------------------------------
    def _columns(self) -> None:
        chart = self.chart
        left, right = self._lane_list(Column.SIDE), self._lane_list(Column.EXIT)
        has_left, has_right = any(chart.side.values()), any(chart.exits.values())
        side_ins = max((len(self.ins.get(code, ())) for code in chart.order(chart.side)), default=0)
        # The arrow that enters from the left, with its numbers whole inside the picture.
        stub = max(46, 24 + NUMBER * side_ins - MARGIN) if side_ins else 0
        self.left_x = float(MARGIN + stub)
        x = self.left_x + (SIDE_WIDTH if has_left else 0)
        spine_ins = max((len(self.ins.get(code, ())) for code in chart.spine), default=0)
        entry = 34 + NUMBER * spine_ins if spine_ins else 0
        flats = self._widest(Column.SIDE) if has_left else 8
        x += max(flats + self._spread(left)[-1], entry if self.in_side is Column.SIDE else 0)
        self.spine_x = x
        for pair, distance in zip(left, self._spread(left), strict=False):
            self.lane_x[pair] = x - distance
        x += SPINE_WIDTH
        for pair, distance in zip(right, self._spread(right), strict=False):
            self.lane_x[pair] = x + distance
        exit_ins = max((len(self.ins.get(code, ())) for code in chart.order(chart.exits)), default=0)
        room = max(self._widest(Column.EXIT), 34 + NUMBER * exit_ins if exit_ins else 0)
        x += max(self._spread(right)[-1] + (room if has_right else 8), entry * (self.in_side is Column.EXIT))
        self.right_x = x
        x += SIDE_WIDTH if has_right else 0
        bus = max((len(numbers) for numbers in self.by_kind[Kind.BUS].values()), default=0)
        self.bus_x = x + 20 + NUMBER * bus
        # The words of the main line stand at the right of its arrows.
        words = self.spine_x + SPINE_WIDTH + 110
        self.width = max((self.bus_x + 6 if bus else x) + MARGIN, words, self._stack_end())

    def _stack_end(self) -> float:
        """Where the numbers beside an arrow between two boxes of the last column end."""
        most = max(
            (
                len(numbers)
                for (source, _), numbers in self.by_kind[Kind.STACK].items()
                if self.chart.column_of(source) is Column.EXIT
            ),
            default=0,
        )
        return self.right_x + SIDE_WIDTH / 2 + BACK + 8 + NUMBER * most if most else 0

    def _spread(self, pairs: Sequence[Pair]) -> list[float]:
        """How far from the main line each corridor runs, then where they all end."""
        far, found = 0.0, []
        for pair in pairs:
            half = max(NUMBER * len(self.by_kind[Kind.LANE][pair]) / 2 + 4, LANE / 2)
            found.append(far + half)
            far += 2 * half
        return [*found, far]

    def _widest(self, side: Column) -> float:
        spread = [
            len(numbers)
            for (source, target), numbers in self.by_kind[Kind.FLAT].items()
            if side in (self.chart.column_of(source), self.chart.column_of(target))
        ]
        return 34 + NUMBER * max(spread, default=1)

    def _rows(self) -> None:
        chart, y = self.chart, float(MARGIN)
        for row, code in enumerate(chart.spine):
            left, right = chart.side.get(row, []), chart.exits.get(row, [])
            tops = max(len(self.bands.get((row, side, "top"), ())) for side in (Column.SIDE, Column.EXIT))
            bottoms = max(
                len(self.bands.get((row, side, "bottom"), ())) for side in (Column.SIDE, Column.EXIT)
            )
            if row == len(chart.spine) - 1 and self.by_kind[Kind.BUS]:
                bottoms = max(bottoms + 1, 1)
            slots = max(len(left), len(right), 1)
            heights = [
                max([self._need(column[n]) for column in (left, right) if n < len(column)] or [0])
                for n in range(slots)
            ]
            inner = sum(heights) + GAP * (slots - 1)
            inner = max(inner, self._need(code))
            height = inner + BAND * (tops + bottoms)
            self._box(code, self.spine_x, y, SPINE_WIDTH, height)
            at = y + BAND * tops
            for n in range(slots):
                own = heights[n] if slots > 1 else inner
                for column, x in ((left, self.left_x), (right, self.right_x)):
                    if n < len(column):
                        need = self._need(column[n])
                        self._box(column[n], x, at + (own - need) / 2, SIDE_WIDTH, need)
                at += own + GAP
            y += height + ROW_GAP
        self.height = y - ROW_GAP + MARGIN

    def _box(self, code: str, x: float, y: float, width: float, height: float) -> None:
        self.boxes[code] = Box(
            code=code,
            column=self.chart.column_of(code),
            final=self.chart.lifecycle.state(code).final,
            lines=self._lines(code),
            times=self.times.get(code, ""),
            x=x,
            y=y,
            width=width,
            height=height,
            selfs=tuple(self.selfs.get(code, ())),
            outs=tuple(self.outs.get(code, ())),
        )

    # --- arrows ---------------------------------------------------------------------------------------------
    def _spine_arrows(self) -> list[Arrow]:
        found = []
        labels = {move.number: move.label for move in self.chart.moves}
        for (source, target), numbers in self.by_kind[Kind.SPINE].items():
            one, other = self.boxes[source], self.boxes[target]
            down = other.y > one.y
            back = (target, source) in self.by_kind[Kind.SPINE]
            x = one.middle[0] - (26 if back and down else 0) + (26 if back and not down else 0)
            start, end = (one.y + one.height, other.y) if down else (one.y, other.y + other.height)
            x = one.middle[0] - 60 if not down else one.middle[0] - (20 if back else 0)
            badge = (x, (start + end) / 2 - (3 if down else -3))
            words = tuple(wrap(labels[numbers[0]], BESIDE)[:3]) if down and len(numbers) == 1 else ()
            found.append(
                Arrow(((x, start), (x, end)), tuple(numbers), badge, source, target, Kind.SPINE, down, words)
            )
        return found

    def _flat_arrows(self) -> list[Arrow]:
        found = []
        for (source, target), numbers in self.by_kind[Kind.FLAT].items():
            one, other = self.boxes[source], self.boxes[target]
            aside = one if one.column is not Column.SPINE else other
            back = (target, source) in self.by_kind[Kind.FLAT]
            shift = (-SHIFT - 2 if aside is other else SHIFT + 2) if back else 0
            y = aside.middle[1] + shift
            right = one.x < other.x
            start, end = (one.x + one.width, other.x) if right else (one.x, other.x + other.width)
            half = NUMBER * len(numbers) / 2 + 6
            near = aside.x + aside.width + half + 5 if aside.column is Column.SIDE else aside.x - half - 9
            found.append(Arrow(((start, y), (end, y)), tuple(numbers), (near, y), source, target, Kind.FLAT))
        return found

    def _stack_arrows(self) -> list[Arrow]:
        found = []
        for (source, target), numbers in self.by_kind[Kind.STACK].items():
            one, other = self.boxes[source], self.boxes[target]
            down = other.y > one.y
            back = (target, source) in self.by_kind[Kind.STACK]
            x = one.middle[0] + ((-BACK if down else BACK) if back else 0)
            start, end = (one.y + one.height, other.y) if down else (one.y, other.y + other.height)
            badge = (x + NUMBER * len(numbers) / 2 + 8, (start + end) / 2)
            found.append(Arrow(((x, start), (x, end)), tuple(numbers), badge, source, target, Kind.STACK))
        return found

    def _lane_arrows(self) -> list[Arrow]:
        found = []
        for pair, numbers in self.by_kind[Kind.LANE].items():
            source, target = pair
            x, side = self.lane_x[pair], self.lane_side[pair]
            start, end = self._port(source, pair, side), self._port(target, pair, side)
            middle = (start[1] + end[1]) / 2
            # Neighbouring corridors carry their numbers at different heights.
            middle += (self._lane_list(side).index(pair) % 3 - 1) * 30
            points = (start, (x, start[1]), (x, end[1]), end)
            found.append(Arrow(points, tuple(numbers), (x, middle), source, target, Kind.LANE))
        return found

    def _port(self, code: str, pair: Pair, side: Column) -> Point:
        box, other = self.boxes[code], pair[1] if code == pair[0] else pair[0]
        inward = box.x if (box.column is Column.SPINE) == (side is Column.SIDE) else box.x + box.width
        if box.column is not Column.SPINE:
            up = self.boxes[other].middle[1] < box.middle[1]
            return (inward, box.y + 8 if up else box.y + box.height - 8)
        row = self.chart.row_of[code]
        for edge in ("top", "bottom"):
            held = self.bands.get((row, side, edge), [])
            for n, (_, own) in enumerate(held):
                if own == pair:
                    step = BAND * (n + 0.5)
                    return (inward, box.y + step if edge == "top" else box.y + box.height - step)
        return (inward, box.middle[1])

    def _bus_arrows(self) -> list[Arrow]:
        found = []
        for (source, target), numbers in self.by_kind[Kind.BUS].items():
            one, end = self.boxes[source], self.boxes[target]
            start, y = (one.x + one.width, one.middle[1]), end.y + end.height - BAND / 2
            points = (start, (self.bus_x, start[1]), (self.bus_x, y), (end.x + end.width, y))
            badge = (start[0] + NUMBER * len(numbers) / 2 + 10, start[1])
            found.append(Arrow(points, tuple(numbers), badge, source, target, Kind.BUS))
        return found

    def _in_arrows(self) -> list[Arrow]:
        """What comes from many boxes enters by one short arrow that carries its numbers."""
        found = []
        for code, numbers in self.ins.items():
            box = self.boxes[code]
            y = self._in_height(code, box)
            half = NUMBER * len(numbers) / 2
            right = box.column is Column.SPINE and self.in_side is Column.EXIT
            edge = box.x + box.width if right else box.x
            tail = edge + 22 + half if right else edge - 22 - half
            points = ((tail, y), (edge, y))
            found.append(Arrow(points, tuple(numbers), (tail, y), "", code, Kind.REFERENCE))
        return found

    def _in_height(self, code: str, box: Box) -> float:
        if box.column is Column.SPINE:
            held = self.bands[self.chart.row_of[code], self.in_side, "top"]
            return box.y + BAND * (held.index((code, ("", code))) + 0.5)
        flat = box.column is Column.EXIT and any(code in pair for pair in self.by_kind[Kind.FLAT])
        return box.y + box.height - 9 if flat else box.middle[1]


def _kept_lanes(chart: Chart) -> set[Pair]:
    """The shortest links through the corridors, a few at most, one up and one down for each box that stands aside."""
    pairs = dict.fromkeys((link.source, link.target) for link in chart.links if link.kind is Kind.LANE)
    short = sorted(pairs, key=lambda p: abs(chart.row_of[p[0]] - chart.row_of[p[1]]))
    kept, ports = set[Pair](), set[tuple[str, bool]]()
    for pair in short:
        asked = {
            (code, chart.row_of[other] < chart.row_of[code])
            for code, other in (pair, pair[::-1])
            if chart.column_of(code) is not Column.SPINE
        }
        if len(kept) < LANES and not asked & ports:
            kept.add(pair)
            ports |= asked
    return kept
