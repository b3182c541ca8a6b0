"""Runs every benchmark of the folder, tells what it is at, and ends with one table."""

from benchmarks import find_benchmarks
from benchmarks.side_by_side import Row

HEAD = "| what | against | ratio | lowest to highest |\n|---|---|---|---|"


def main() -> None:
    found = find_benchmarks()
    rows: list[Row] = []
    for number, (title, measure) in enumerate(found.items(), start=1):
        print(f"[{number}/{len(found)}] {title}", flush=True)
        for row in measure(1):
            print(f"      {row.ratio:8.2f}  {row.what}, against {row.against}", flush=True)
            rows.append(row)
    print("", HEAD, *rows, sep="\n")


if __name__ == "__main__":
    main()
