"""Runs every benchmark of the folder, tells what it is at, and ends with one table.

With `large`, those for large companies, at full size. Others choose: `python -m benchmarks large growing`.
"""

import sys
from collections.abc import Iterable, Mapping

from benchmarks import Measure, find_benchmarks, find_large
from benchmarks.side_by_side import Row

HEAD = "| what | against | ratio | lowest to highest | promised |\n|---|---|---|---|---|"


def main(words: Iterable[str]) -> None:
    chosen = [word for word in words if word != "large"]
    found = find_large() if "large" in words else {name: (one, 1) for name, one in find_benchmarks().items()}
    rows = list(run({name: one for name, one in found.items() if not chosen or _module(one[0]) in chosen}))
    print("", HEAD, *rows, sep="\n")


def run(found: Mapping[str, tuple[Measure, float]]) -> Iterable[Row]:
    for number, (title, (measure, scale)) in enumerate(found.items(), start=1):
        print(f"[{number}/{len(found)}] {title}", flush=True)
        for row in measure(scale):
            wanted = f" ({row.wanted})" if row.wanted else ""
            print(f"      {row.ratio:8.4g}  {row.what}, against {row.against}{wanted}", flush=True)
            yield row


def _module(measure: Measure) -> str:
    return measure.__module__.removeprefix("benchmarks.")


if __name__ == "__main__":
    main(sys.argv[1:])
