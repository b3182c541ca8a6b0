"""The drawing itself. Nothing here asks for a screen, a font of the machine, or the time."""

import warnings
from collections.abc import Callable
from functools import lru_cache, partial
from io import BytesIO

from matplotlib import rcdefaults, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from PIL import Image

from bot.charts import Bar, Chart
from handlers.charts.palette import DARK, LIGHT, Palette

# In inches, and pixels an inch. Chats show a picture some 360 pixels wide: this narrow, its letters are still
# read there. With `bot.report_charts.MOST` bars it stays below the 1024 pixels of Teams.
WIDTH, DENSITY = 4.4, 160
EDGE, TOP, FOOT = 0.2, 0.22, 0.12
# How high the lines of a title and of a note are, what is between them and the bars, and all that stands.
TITLE_LINE, NOTE_LINE, BELOW, UPRIGHT = 0.235, 0.17, 0.14, 2.05
# What lies: all of it, its bar, and where that begins below the words above it.
ROW, THICK, UNDER = 0.46, 0.13, 0.21
# Enough for smooth edges; more would only make a larger file.
COLOURS = 24
# Of letters, in points, of which an inch has so many.
TITLE, SIZE, SMALL, POINTS = 13, 10.5, 9, 72
# What a font tells is in parts of a pixel.
FRACTIONS = 64
# No label that fits has more letters; of one that does not, at least one is left, and that there are more.
LONGEST, SHORTEST = 60, 2
# So few that stand are no wider than if there were so many.
FEWEST = 4

# Not what somebody has set on this machine; and the font that matplotlib brings along is the same everywhere.
rcdefaults()
rcParams.update({"font.family": "DejaVu Sans", "font.size": SIZE})


def drawn(chart: Chart) -> bytes:
    """The same bytes for the same chart."""
    with warnings.catch_warnings():
        # a letter that the font does not have becomes an empty box; its words stand in the text as well
        warnings.filterwarnings("ignore", "Glyph")
        _figure(chart).savefig(seen := BytesIO(), format="png")
    few = (
        Image.open(seen)
        .convert("RGB")
        .quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )
    file = BytesIO()
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def _figure(chart: Chart) -> Figure:
    palette = DARK if chart.dark else LIGHT
    title, note = _lines(chart.title, TITLE, bold=True), _lines(chart.note, SMALL)
    above = TOP + TITLE_LINE * len(title) + NOTE_LINE * len(note) + BELOW
    below = UPRIGHT if chart.upright else ROW * max(1, len(chart.bars))
    tall = above + below + FOOT
    figure = Figure(figsize=(WIDTH, tall), dpi=DENSITY, facecolor=palette.ground)
    _heading(figure, (title, note), palette, tall)
    axes = figure.add_axes((EDGE / WIDTH, FOOT / tall, 1 - 2 * EDGE / WIDTH, below / tall))
    axes.set_axis_off()
    (_upright if chart.upright else _lying)(axes, chart, palette)
    return figure


def _heading(figure: Figure, said: tuple[list[str], list[str]], palette: Palette, tall: float) -> None:
    title, note = said
    left, down = EDGE / WIDTH, TOP
    for line in title:
        figure.text(left, 1 - down / tall, line, color=palette.words, size=TITLE, weight="bold", va="center")
        down += TITLE_LINE
    for line in note:
        figure.text(left, 1 - down / tall, line, color=palette.quiet, size=SMALL, va="center")
        down += NOTE_LINE


def _lying(axes: Axes, chart: Chart, palette: Palette) -> None:
    """Each below its words, as wide as there is room."""
    longest = _longest(chart)
    for place, bar in enumerate(chart.bars):
        top, middle = place * ROW, place * ROW + UNDER + THICK / 2
        axes.barh(middle, longest, height=THICK, color=palette.line, alpha=0.45, linewidth=0)
        if bar.value:
            axes.barh(middle, bar.value, height=THICK, color=palette.bar, linewidth=0)
        _above(axes, bar, top + UNDER / 2, longest, palette)
    axes.set_xlim(0, longest)
    axes.set_ylim(ROW * max(1, len(chart.bars)), 0)


def _above(axes: Axes, bar: Bar, middle: float, longest: float, palette: Palette) -> None:
    """What it is of on the left, what it says on the right."""
    label = _short(bar.label, _room() - _wide(bar.told, SIZE, bold=True) - SIZE)
    axes.text(0, middle, label, color=palette.words, va="center_baseline")
    axes.text(longest, middle, bar.told, _voice(bar, palette), va="center_baseline", ha="right")


def _upright(axes: Axes, chart: Chart, palette: Palette) -> None:
    """Through time. The last is not over yet, and so is but an outline with little in it."""
    highest, slots = _longest(chart), max(len(chart.bars), FEWEST)
    for place, bar in enumerate(chart.bars):
        last = place == len(chart.bars) - 1
        fill = palette.last if last else palette.bar
        if bar.value:
            axes.bar(place, bar.value, width=0.62, color=fill, edgecolor=palette.bar, linewidth=1)
        above, slot = (bar.value or 0) + highest * 0.03, _room() / slots
        size = _fitting(bar.told, slot, SIZE)
        axes.text(place, above, bar.told, _voice(bar, palette), ha="center", va="bottom", size=size)
        size = _fitting(bar.label, slot, SMALL)
        axes.text(place, -highest * 0.05, bar.label, color=palette.quiet, ha="center", va="top", size=size)
    axes.axhline(0, color=palette.line, linewidth=1)
    axes.set_xlim(-0.5, slots - 0.5)
    axes.set_ylim(-highest * 0.17, highest * 1.15)


def _voice(bar: Bar, palette: Palette) -> dict[str, object]:
    """A figure is said firmly; that there is none to be shown, quietly."""
    if bar.value is None:
        return {"color": palette.quiet, "style": "italic"}
    return {"color": palette.words, "weight": "bold"}


def _longest(chart: Chart) -> int:
    return chart.whole or max((bar.value or 0 for bar in chart.bars), default=0) or 1


def _room() -> float:
    """How wide it is between the edges, in points."""
    return (WIDTH - 2 * EDGE) * POINTS


def _lines(words: str, size: float, *, bold: bool = False) -> list[str]:
    """As few as hold these words, and so that the last is not one word alone."""
    measure = partial(_wide, size=size, bold=bold)
    fewest = _broken(words, _room(), measure)
    narrower = (_broken(words, _room() * part / 20, measure) for part in range(10, 20))
    return next((lines for lines in narrower if len(lines) == len(fewest)), fewest)


def _broken(words: str, room: float, measure: Callable[[str], float]) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def _fitting(words: str, room: float, size: float) -> float:
    """That size, or what is left of it so that these words fit with a little air."""
    return size * min(1, 0.94 * room / max(1, _wide(words, size, bold=True)))


def _short(label: str, room: float) -> str:
    """As much of it as there is room for."""
    words = label[:LONGEST]
    while len(words) > SHORTEST and (wide := _wide(words, SIZE)) > room:
        fits = int(len(words) * room / wide)
        words = f"{label[: max(1, min(fits, len(words) - 1) - 1)].rstrip()}…"
    return words


@lru_cache(maxsize=512)
def _wide(words: str, size: float, *, bold: bool = False) -> float:
    """In points, as the font says: to draw its letters for that would take seconds."""
    font = get_font(findfont(FontProperties(weight="bold" if bold else "normal")))
    font.set_size(size, DENSITY)
    font.set_text(words)
    return font.get_width_height()[0] / FRACTIONS * POINTS / DENSITY
