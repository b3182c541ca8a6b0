"""Charts: what a picture of some figures says, before anybody draws it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: what it is of, how far it goes (None: it is not shown), and the words at its end."""

    label: str
    value: int | None
    told: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures. `upright` ones go through time; the others lie, the first on top.

    A bar as long as `whole` is the longest there can be, where that is known. `alt` says the same in words,
    for whoever does not see it.
    """

    title: str
    note: str
    bars: tuple[Bar, ...]
    alt: str
    upright: bool = False
    whole: int | None = None
    dark: bool = False
