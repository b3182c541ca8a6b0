"""Colours that everybody tells apart: Okabe and Ito's, on paper and at night."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """`bar` is for what is counted, `last` fills what is not over yet, `line` holds it together."""

    ground: str
    words: str
    quiet: str
    line: str
    bar: str
    last: str


# Blue #0072B2 on white and sky blue #56B4E9 on black keep three to one and more, as marks that are read must.
LIGHT = Palette("#ffffff", "#1b1f24", "#59636e", "#d8dee4", "#0072b2", "#cfe4f1")
DARK = Palette("#1f1f23", "#f2f3f5", "#a9b0b8", "#44484f", "#56b4e9", "#2b4354")
