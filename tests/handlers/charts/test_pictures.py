"""Charts: what is drawn is what was counted, on both grounds, the same each time, and small enough for both platforms."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.charts import Bar, Chart
from bot.report_charts import MOST
from handlers.charts import drawing
from handlers.charts.palette import DARK, LIGHT, Palette
from handlers.charts.pictures import picture
from handlers.teams.pictures import MOST_BYTES

pytestmark = pytest.mark.long
LYING = Chart(
    "Who takes part, by department",
    "People who take part, of all there are",
    (
        Bar("Engineering", 80, "80"),
        Bar("Sales", 40, "40"),
        Bar("Legal", None, "not shown"),
        Bar("Law", 0, "0"),
    ),
    "Engineering: 80; Sales: 40; Legal: not shown; Law: 0.",
    whole=100,
)
UPRIGHT = replace(LYING, upright=True, whole=None)
GROUNDS = [pytest.param(False, LIGHT, id="light"), pytest.param(True, DARK, id="dark")]


def pixels(chart: Chart) -> Image.Image:
    return Image.open(BytesIO(picture(chart))).convert("RGB")


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:], 16)


def count(image: Image.Image, colour: str) -> int:
    return int(np.all(np.asarray(image) == rgb(colour), axis=2).sum())


def runs(image: Image.Image, colour: str) -> list[int]:
    """How long each bar is that lies, from the top down."""
    longs = np.all(np.asarray(image) == rgb(colour), axis=2).sum(axis=1)
    return [int(max(long)) for inside, long in groupby(longs, key=bool) if inside]


def contrast(one: str, other: str) -> float:
    """As the accessibility guidelines of the web reckon it."""

    def light(colour: str) -> float:
        parts = [part / 255 for part in rgb(colour)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("dark", "palette"), GROUNDS)
def test_a_bar_is_as_long_as_its_figure(dark: bool, palette: Palette) -> None:
    image = pixels(replace(LYING, dark=dark))

    longer, shorter = runs(image, palette.bar)
    assert longer == pytest.approx(2 * shorter, abs=3)
    assert image.getpixel((1, 1)) == rgb(palette.ground)


@pytest.mark.parametrize(("dark", "palette"), GROUNDS)
def test_what_is_not_over_yet_is_but_an_outline(dark: bool, palette: Palette) -> None:
    bars = (Bar("Oct", 10, "10"), Bar("Nov", 5, "5"))
    image = pixels(replace(UPRIGHT, bars=bars, dark=dark))

    assert count(image, palette.bar) == pytest.approx(2 * count(image, palette.last), rel=0.15)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_whatever_is_read_keeps_its_contrast(palette: Palette) -> None:
    assert contrast(palette.words, palette.ground) > 7
    assert contrast(palette.quiet, palette.ground) > 4.5
    assert contrast(palette.bar, palette.ground) > 3
    assert contrast(palette.bar, palette.last) > 3, "its outline is what is seen of it"


@pytest.mark.parametrize("chart", [LYING, UPRIGHT], ids=["lying", "upright"])
def test_the_same_chart_is_the_same_file(chart: Chart) -> None:
    assert picture(chart) == picture(chart)
    assert picture(chart) != picture(replace(chart, dark=True))


def test_the_largest_there_is_suits_both_platforms() -> None:
    bars = tuple(Bar(f"W{n}" * 40, n, f"{n * 1111} of 99999 · {n} %") for n in range(MOST))
    file = picture(replace(LYING, bars=bars))

    assert max(Image.open(BytesIO(file)).size) <= 1024
    assert len(file) < MOST_BYTES


def test_a_long_finding_takes_as_many_lines_as_it_needs() -> None:
    long = replace(LYING, title="From 45 % in People and Culture to 72 % in Customer Success take part " * 2)

    assert pixels(long).width == pixels(LYING).width
    assert pixels(long).height > pixels(LYING).height
    assert runs(pixels(long), LIGHT.bar) == runs(pixels(LYING), LIGHT.bar)


def test_it_is_still_read_where_a_chat_shows_it_small() -> None:
    """A chat shows it some 360 pixels wide: then its letters are as high as those of the chat."""
    assert 360 * drawing.SIZE / drawing.POINTS / drawing.WIDTH >= 11


def test_a_long_name_leaves_its_bar_alone() -> None:
    full = replace(LYING, bars=(Bar("W" * 60, 100, "100"),))
    image = pixels(full)

    [bar] = runs(image, LIGHT.bar)
    assert bar == runs(pixels(replace(full, bars=(Bar("W", 100, "100"),))), LIGHT.bar)[0]


def test_letters_without_a_drawing_and_no_figures_at_all_stop_nothing() -> None:
    assert picture(replace(LYING, bars=(Bar("人事部 𓀀", 3, "3"),)))
    assert picture(replace(LYING, bars=()))
    assert picture(replace(UPRIGHT, bars=()))


@pytest.mark.faults
def test_nobody_waits_for_what_draws_before_something_is_to_be_drawn() -> None:
    look = "import sys, handlers.charts.pictures; print(sorted({'matplotlib', 'PIL'} & set(sys.modules)))"
    home = Path(__file__).parents[3]
    told = subprocess.run([sys.executable, "-c", look], cwd=home, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"
