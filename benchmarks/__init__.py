"""How things compare, side by side on one machine: ratios, never seconds.

A benchmark is a module with a docstring and `measure(scale)`, which yields `Row`s as it finds them. A small
`scale` is for its test; what a row says of numbers is said of scale 1.
"""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from benchmarks.side_by_side import Row

Measure = Callable[[float], Iterator[Row]]


def find_benchmarks() -> Mapping[str, Measure]:
    """Every benchmark of this folder, under the first line of its docstring."""
    modules = [import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
    return {str(one.__doc__).splitlines()[0]: one.measure for one in modules if hasattr(one, "measure")}
