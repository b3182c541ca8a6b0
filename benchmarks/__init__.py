"""How things compare, side by side on one machine: ratios, never seconds.

A benchmark is a module with a docstring and `measure(scale)`, which yields `Row`s as it finds them. A small
`scale` is for its test; what a row says of numbers is said of scale 1. One that has more to tell of a large
company says with `LARGE` at which scale `make bench-large` runs it.
"""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from types import ModuleType

from benchmarks.side_by_side import Row

Measure = Callable[[float], Iterator[Row]]


def find_benchmarks() -> Mapping[str, Measure]:
    """Every benchmark of this folder, under the first line of its docstring."""
    return {_title(one): one.measure for one in _modules()}


def find_large() -> Mapping[str, tuple[Measure, float]]:
    """Those that are for large companies as well, with their scale there."""
    return {_title(one): (one.measure, one.LARGE) for one in _modules() if hasattr(one, "LARGE")}


def _modules() -> list[ModuleType]:
    found = [import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
    return [one for one in found if hasattr(one, "measure")]


def _title(module: ModuleType) -> str:
    return str(module.__doc__).splitlines()[0]
