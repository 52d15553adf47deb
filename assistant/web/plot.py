"""Charts as inline SVG: drawn here, nothing fetched and no script; sized to be read on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import groupby

from assistant.answer import Chart, ChartKind
from assistant.web import words
from assistant.web.markup import Html, join, tag

# All in units of the drawing, which is as wide as a phone's column.
WIDTH, LINE_HEIGHT = 400, 230
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 30, 24
# The first and the last point stand so far inside, so that a mark before the first is seen.
INSET = 16
LETTER = 12.5
BAR, BAR_GAP, LABEL_LINE, LABEL_LEFT = 14, 3, 19, 9
# So many points have their numbers beside them; of more, the table tells them.
NUMBERED_POINTS = 9
# A line whose smallest value is above this share of the largest is drawn from near it, and that is said.
FLAT = Decimal("0.5")
STEPS = (1, 2, Decimal("2.5"), 5, 10)
_MARKERS = 6


def chart_figure(chart: Chart) -> Html:
    """The chart with its title, unit and legend; all its values in words for those who don't see it."""
    scale = _Scale.of(chart)
    drawn = _lines(chart, scale) if chart.kind is ChartKind.LINE else _bars(chart, scale)
    notes = words.AXIS_FROM.format(start=_said(scale.start, chart.unit)) if scale.start > 0 else ""
    title = words.CHART_TITLE if chart.title else words.CHART_UNIT
    caption = tag("figcaption", title.format(title=chart.title, unit=chart.unit), notes)
    return tag("figure", caption, drawn, _legend(chart), class_="chart")


def in_words(chart: Chart) -> str:
    """'2021年68件，2022年无数据；…': every value of the chart, series by series."""
    told = []
    for series in chart.series:
        items = (
            f"{label}{_said(value, chart.unit) if value is not None else words.NO_VALUE}"
            for label, value in zip(chart.labels, series.values, strict=True)
        )
        name = f"{series.name}：" if len(chart.series) > 1 else ""
        told.append(name + "，".join(items))
    marks = [words.MARK_AT.format(label=chart.labels[i], mark=mark) for i, mark in chart.marks]
    return "；".join((*told, *marks))


def _said(value: Decimal, unit: str) -> str:
    return f"{value.normalize():f}{unit}"


@dataclass(frozen=True, slots=True)
class _Scale:
    """The axis of the values: from `start` to `end` in steps of `step`, all round numbers."""

    start: Decimal
    end: Decimal
    step: Decimal

    @classmethod
    def of(cls, chart: Chart) -> _Scale:
        values = [v for s in chart.series for v in s.values if v is not None]
        low, high = min(values), max(values)
        flat = chart.kind is ChartKind.LINE and low > high * FLAT and high > low
        low, high = (low if flat else min(low, Decimal(0))), max(high, Decimal(0))
        step = _round_step((high - low) / 4 or Decimal(1), whole=all(v == v.to_integral() for v in values))
        end = (high / step).to_integral(ROUND_CEILING) * step
        return cls((low / step).to_integral(ROUND_FLOOR) * step, end or step, step)

    def share(self, value: Decimal) -> float:
        """How far along the axis the value stands, 0 to 1."""
        return float((value - self.start) / (self.end - self.start))

    @property
    def ticks(self) -> list[Decimal]:
        return [self.start + self.step * i for i in range(int((self.end - self.start) / self.step) + 1)]


def _round_step(least: Decimal, whole: bool) -> Decimal:
    """The next of 1, 2, 2.5, 5, 10, 20 …, in whole numbers where the values are."""
    power = Decimal(10) ** least.adjusted()
    step = next(s * power for s in STEPS if s * power >= least)
    return max(step.to_integral(ROUND_CEILING), Decimal(1)) if whole else step


# --- lines over the years -----------------------------------------------------------------------------


def _lines(chart: Chart, scale: _Scale) -> Html:
    across = (WIDTH - LEFT - RIGHT - 2 * INSET) / max(len(chart.labels) - 1, 1)
    xs = [LEFT + INSET + across * i for i in range(len(chart.labels))]
    parts = [_grid(scale), *_marks(chart, xs, across), *_years(chart, xs, across)]
    for i, series in enumerate(chart.series):
        points = [(x, _y(scale, v), v) if v is not None else None for x, v in zip(xs, series.values, strict=True)]
        parts.append(_line(points, i))
        if len(chart.series) == 1 and len(xs) <= NUMBERED_POINTS:
            parts += [_number(x, y, value, chart.unit) for x, y, value in filter(None, points)]
    return _svg(chart, LINE_HEIGHT, parts)


def _y(scale: _Scale, value: Decimal) -> float:
    return LINE_HEIGHT - BOTTOM - scale.share(value) * (LINE_HEIGHT - BOTTOM - TOP)


def _grid(scale: _Scale) -> Html:
    lines = []
    for tick in scale.ticks:
        y = _y(scale, tick)
        lines.append(_stroke(LEFT, y, WIDTH - RIGHT, y, "axis" if tick == max(scale.start, Decimal(0)) else "grid"))
        lines.append(_text(LEFT - 6, y + 4, _said(tick, ""), "end", "tick"))
    return join(lines)


def _years(chart: Chart, xs: Sequence[float], across: float) -> list[Html]:
    """The labels below the axis, as many as have room; a year without a number is told as such."""
    short = [label.removesuffix(words.YEAR_END) for label in chart.labels]
    every = int(max(map(_length, short)) * LETTER / 2 * 1.25 // across) + 1
    shown = [_text(x, LINE_HEIGHT - 6, short[i], "middle", "tick") for i, x in enumerate(xs) if i % every == 0]
    empty = [i for i in range(len(xs)) if all(s.values[i] is None for s in chart.series)]
    return shown + [_text(xs[i], LINE_HEIGHT - BOTTOM - 6, words.NO_VALUE, "middle", "no-value") for i in empty]


def _marks(chart: Chart, xs: Sequence[float], across: float) -> list[Html]:
    found = []
    for i, mark in chart.marks:
        x = max(xs[i] - across / 2, LEFT + 2)
        anchor, shift = ("start", 4) if x < WIDTH / 2 else ("end", -4)
        found.append(_stroke(x, TOP - 18, x, LINE_HEIGHT - BOTTOM, "form-mark"))
        found.append(_text(x + shift, TOP - 16, mark, anchor, "form-words"))
    return found


def _line(points: Sequence[tuple[float, float, Decimal] | None], number: int) -> Html:
    """The line through neighbouring points, broken where a value is missing, with a marker at each point."""
    runs = [list(run) for there, run in groupby(points, key=lambda p: p is not None) if there]
    drawn = []
    for run in runs:
        told = [p for p in run if p is not None]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in told)
        drawn.append(tag("polyline", points=path, class_="line"))
        drawn += [_marker(x, y, number) for x, y, _ in told]
    return tag("g", *drawn, class_=f"series series-{number % _MARKERS + 1}")


def _marker(x: float, y: float, number: int) -> Html:
    """A point of its series' own shape, so that lines are told apart without colour."""
    r = 3.6
    shapes = (
        "", f"{x - r},{y - r} {x + r},{y - r} {x + r},{y + r} {x - r},{y + r}",
        f"{x},{y - r - 1} {x + r + 1},{y + r} {x - r - 1},{y + r}", f"{x},{y - r - 1.5} {x + r + 1.5},{y} {x},{y + r + 1.5} {x - r - 1.5},{y}",
        f"{x - r - 1},{y - r} {x + r + 1},{y - r} {x},{y + r + 1}", "",
    )  # fmt: skip
    points = shapes[number % _MARKERS]
    if points:
        return tag("polygon", points=points, class_="marker")
    return tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=str(r if number == 0 else 2), class_="marker")


def _number(x: float, y: float, value: Decimal, unit: str) -> Html:
    return _text(
        min(max(x, LEFT + 8), WIDTH - RIGHT - 6), y - 8, _said(value, "%" if unit == "%" else ""), "middle", "number"
    )


# --- bars -----------------------------------------------------------------------------------------------


def _bars(chart: Chart, scale: _Scale) -> Html:
    """Bars from the zero line to the right (to the left below zero), each label above its own."""
    widest = max(_length(_said(v, chart.unit)) for s in chart.series for v in s.values if v is not None)
    right = WIDTH - widest * LETTER / 2 - 10
    left = 4 + (widest * LETTER / 2 + 6 if scale.start < 0 else 0)
    zero = left + scale.share(Decimal(0)) * (right - left)
    y, parts = 4.0, list[Html]()
    for i, label in enumerate(chart.labels):
        parts.append(_text(LABEL_LEFT, y + 13, label, "start", "label"))
        y += LABEL_LINE
        for number, series in enumerate(chart.series):
            value = series.values[i]
            if value is None:
                parts.append(_text(zero + 4, y + 11, words.NO_VALUE, "start", "no-value"))
            else:
                end = left + scale.share(value) * (right - left)
                parts.append(_bar(min(zero, end), y, abs(end - zero), number))
                at, anchor = (end + 5, "start") if value >= 0 else (end - 5, "end")
                parts.append(_text(at, y + 11.5, _said(value, chart.unit), anchor, "number"))
            y += BAR + BAR_GAP
        y += 5
    parts.append(_stroke(zero, 4, zero, y, "axis"))
    return _svg(chart, int(y) + 4, parts)


def _bar(x: float, y: float, width: float, number: int) -> Html:
    size: dict[str, str | int] = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{max(width, 0.8):.1f}", "height": BAR}
    return tag("g", tag("rect", **size, class_="bar"), class_=f"series series-{number % _MARKERS + 1}")


# --- pieces ---------------------------------------------------------------------------------------------


def _svg(chart: Chart, height: int, parts: Sequence[Html]) -> Html:
    label = "：".join(filter(None, (chart.title, in_words(chart))))
    return tag("svg", *parts, viewBox=f"0 0 {WIDTH} {height}", role="img", aria_label=label, class_="plot")


def _legend(chart: Chart) -> Html:
    """What each line or colour stands for, where there are several."""
    if len(chart.series) < 2:
        return Html()
    items = []
    for i, one in enumerate(chart.series):
        line = (_marker(9, 9, i), tag("line", x1=0, y1=9, x2=18, y2=9, class_="line"))
        shape = line if chart.kind is ChartKind.LINE else (tag("rect", x=2, y=3, width=14, height=12, class_="bar"),)
        swatch = tag("g", *shape, class_=f"series series-{i % _MARKERS + 1}")
        items.append(tag("li", tag("svg", swatch, viewBox="0 0 18 18", aria_hidden="true"), one.name))
    return tag("ul", *items, class_="legend")


def _stroke(x1: float, y1: float, x2: float, y2: float, kind: str) -> Html:
    ends = {name: f"{value:.1f}" for name, value in (("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2))}
    return tag("line", **ends, class_=kind)


def _text(x: float, y: float, said: str, anchor: str, kind: str) -> Html:
    return tag("text", said, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, class_=kind)


def _length(text: str) -> int:
    """Half widths that the text takes: a Chinese character takes two."""
    return sum(1 if char.isascii() else 2 for char in text)
