"""Millions of pairs gone through in blocks of rows, on two threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from math import prod
from threading import local
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

T = TypeVar("T")
Number = TypeVar("Number", bound=np.generic)

# So many values of a block lie in the processor's cache while all is done with them.
_BLOCK = 500_000
_WORKERS = 2


class Room(local):
    """Memory for blocks, each thread's own, used again: to be given it anew takes longer than sums."""

    def __init__(self) -> None:
        self._kept: dict[str, NDArray[Any]] = {}

    def of(self, name: str, shape: tuple[int, ...], kind: type[Number]) -> NDArray[Number]:
        """An array with whatever was left in it."""
        size = prod(shape)
        if name not in self._kept or len(self._kept[name]) < size:
            self._kept[name] = np.empty(size, kind)
        found: NDArray[Number] = self._kept[name][:size].reshape(shape)
        return found


def in_blocks(of_block: Callable[[slice], T], rows: int, columns: int) -> list[T]:
    """What this gives for each block of rows, in their order."""
    height = max(1, _BLOCK // max(1, columns))
    slices = [slice(start, min(rows, start + height)) for start in range(0, rows, height)]
    # numpy's own threads would only wait for ours, and of a single block for each other
    with _numpys().limit(limits=1):
        if len(slices) <= 1:
            return [of_block(one) for one in slices]
        # numpy lets go of the interpreter while it counts
        with ThreadPoolExecutor(_WORKERS) as workers:
            return list(workers.map(of_block, slices))


@cache
def _numpys() -> ThreadpoolController:
    """The threads of numpy, looked for once: that takes longer than a small table."""
    return ThreadpoolController()
