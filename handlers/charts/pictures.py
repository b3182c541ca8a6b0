"""A chart as a PNG: every figure stands beside its own bar, so that no axis and no legend has to be read."""

from bot.charts import Chart


def picture(chart: Chart) -> bytes:
    """The picture. What draws it is large, and is loaded when the first one is wanted."""
    from handlers.charts.drawing import drawn  # noqa: PLC0415

    return drawn(chart)
