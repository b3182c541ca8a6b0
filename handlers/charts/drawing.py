"""The drawing itself. Nothing here asks for a screen, a font of the machine, or the time."""

import warnings
from io import BytesIO

from matplotlib import rcdefaults, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from PIL import Image

from bot.charts import Bar, Chart
from handlers.charts.palette import DARK, LIGHT, Palette

# In inches, and pixels an inch: with `bot.report_charts.MOST` bars it stays below the 1024 pixels of Teams.
WIDTH, DENSITY = 6.4, 150
HEADING, FOOT, LYING, UPRIGHT = 0.95, 0.25, 0.42, 2.2
# Enough for smooth edges; more would only make a larger file.
COLOURS = 24
# Where words begin, where bars do, how wide those are, and what is between; of the picture's width.
EDGE, BARS, WIDE, GAP = 0.05, 0.39, 0.31, 0.013
# Of letters, in points, of which an inch has so many.
SIZE, POINTS = 10.5, 72
# No label that fits has more letters than that.
LONGEST = 60

# Not what somebody has set on this machine; and the font that matplotlib brings along is the same everywhere.
rcdefaults()
rcParams.update({"font.family": "DejaVu Sans", "font.size": SIZE})


def drawn(chart: Chart) -> bytes:
    """The same bytes for the same chart."""
    palette = DARK if chart.dark else LIGHT
    tall = HEADING + FOOT + (UPRIGHT if chart.upright else LYING * max(1, len(chart.bars)))
    figure = Figure(figsize=(WIDTH, tall), dpi=DENSITY, facecolor=palette.ground)
    _heading(figure, chart, palette, tall)
    if chart.upright:
        _upright(_axes(figure, tall, EDGE, 1 - 2 * EDGE, 0.42), chart, palette)
    else:
        _lying(_axes(figure, tall, BARS, WIDE, 0.12), chart, palette)
    with warnings.catch_warnings():
        # a letter that the font does not have becomes an empty box; its words stand in the text as well
        warnings.filterwarnings("ignore", "Glyph")
        figure.savefig(seen := BytesIO(), format="png")
    few = (
        Image.open(seen)
        .convert("RGB")
        .quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )
    file = BytesIO()
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def _heading(figure: Figure, chart: Chart, palette: Palette, tall: float) -> None:
    figure.text(EDGE, 1 - 0.3 / tall, chart.title, color=palette.words, size=14, weight="bold", va="center")
    figure.text(EDGE, 1 - 0.62 / tall, chart.note, color=palette.quiet, size=9.5, va="center")


def _axes(figure: Figure, tall: float, left: float, wide: float, below: float) -> Axes:
    axes = figure.add_axes((left, below / tall, wide, 1 - (HEADING - 0.1 + below) / tall))
    axes.set_axis_off()
    return axes


def _lying(axes: Axes, chart: Chart, palette: Palette) -> None:
    longest = _longest(chart)
    for place, bar in enumerate(chart.bars):
        axes.barh(place, longest, height=0.56, color=palette.line, alpha=0.45, linewidth=0)
        if bar.value:
            axes.barh(place, bar.value, height=0.56, color=palette.bar, linewidth=0)
        _beside(axes, bar, place, longest, palette)
    axes.set_xlim(0, longest)
    axes.set_ylim(max(1, len(chart.bars)) - 0.5, -0.5)


def _beside(axes: Axes, bar: Bar, place: int, longest: float, palette: Palette) -> None:
    """What it is of on the left, what it says on the right."""
    gap = longest * GAP / WIDE
    left = -longest * (BARS - EDGE) / WIDE
    axes.text(left, place, _short(bar.label), color=palette.words, va="center_baseline")
    room = (1 - BARS - WIDE - 2 * GAP) * WIDTH * POINTS
    size = SIZE * min(1, room / max(1, _wide(bar.told, bold=True)))
    axes.text(longest + gap, place, bar.told, _voice(bar, palette), va="center_baseline", size=size)


def _upright(axes: Axes, chart: Chart, palette: Palette) -> None:
    highest = _longest(chart)
    for place, bar in enumerate(chart.bars):
        colour = palette.last if place == len(chart.bars) - 1 else palette.bar
        if bar.value:
            axes.bar(place, bar.value, width=0.62, color=colour, linewidth=0)
        above = (bar.value or 0) + highest * 0.03
        axes.text(place, above, bar.told, _voice(bar, palette), ha="center", va="bottom")
        axes.text(place, -highest * 0.05, bar.label, color=palette.quiet, ha="center", va="top", size=9.5)
    axes.axhline(0, color=palette.line, linewidth=1)
    axes.set_xlim(-0.6, max(len(chart.bars), 6) - 0.4)
    axes.set_ylim(0, highest * 1.18)


def _voice(bar: Bar, palette: Palette) -> dict[str, object]:
    """A figure is said firmly; that there is none to be shown, quietly."""
    if bar.value is None:
        return {"color": palette.quiet, "style": "italic"}
    return {"color": palette.words, "weight": "bold"}


def _longest(chart: Chart) -> int:
    return chart.whole or max((bar.value or 0 for bar in chart.bars), default=0) or 1


def _short(label: str) -> str:
    """As much of it as there is room for beside the bars."""
    room = (BARS - EDGE - GAP) * WIDTH * POINTS
    words = label[:LONGEST]
    while len(words) > 1 and (wide := _wide(words)) > room:
        fits = int(len(words) * room / wide)
        words = f"{label[: min(fits, len(words) - 1) - 1].rstrip()}…"
    return words


def _wide(words: str, *, bold: bool = False) -> float:
    """In points. What is only blank is none."""
    font = FontProperties(weight="bold" if bold else "normal")
    return TextPath((0, 0), words, size=SIZE, prop=font).get_extents().width if words.strip() else 0
