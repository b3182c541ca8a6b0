"""Pages to be kept or printed: HTML without scripts, with every value escaped.

A sheet is two files: its layout, `NAME.html`, and its words, `NAME.toml` (`NAME.de.toml` in German).
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.message import Facts, Moment
from templates.languages import conventions, zone

HERE = Path(__file__).parent
ENGLISH = "en"


def sheet(name: str, facts: Facts, language: str) -> str:
    """Word one. A language without words of its own gets the English ones."""
    spoken = language if words_file(name, language).exists() else ENGLISH
    return (
        _environment().get_template(f"{name}.html").render(facts, words=words(name, spoken), language=spoken)
    )


def words_file(name: str, language: str) -> Path:
    """Where the words of a sheet are."""
    # only what can be a code of a language may become part of a path
    code = language if language.isascii() and language.isalpha() else ENGLISH
    return HERE / (f"{name}.toml" if code == ENGLISH else f"{name}.{code}.toml")


@cache
def words(name: str, language: str) -> Mapping[str, Any]:
    """The words of a sheet in one language."""
    return tomllib.loads(words_file(name, language).read_text(encoding="utf-8"))


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.clear()
    environment.filters["when"] = _when
    environment.filters["spelled"] = lambda number, language: conventions(language).spelled(number)
    environment.filters["spent"] = lambda minutes, language: conventions(language).spent(minutes)
    environment.filters["day"] = lambda moment, language: conventions(language).dated(moment)
    environment.tests["moment"] = lambda value: isinstance(value, Moment)
    return environment


def _when(moment: Moment) -> str:
    """In the person's own zone, written so that it reads alike in every language."""
    return f"{moment.at.astimezone(zone(moment.zone)):%Y-%m-%d %H:%M}"
