"""Run every benchmark, print the figures side by side, write `build/bench.json`."""

import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.rows import BenchmarkRow

MODULES = (
    "ingest",
    "window_tick",
    "readings_query",
    "history_pan",
    "start",
    "at_rest",
    "status_under_load",
    "questdb_ingest",
    "questdb_queries",
    "questdb_readers",
    "real_import",
)
OUTPUT = Path("build") / "bench.json"

_LINE = "{:<52} {:>12} {:>12} {:>7}  {:<20} {}"


def _rows(names: list[str]) -> Iterator[BenchmarkRow]:
    for name in names:
        yield from importlib.import_module(f"benchmarks.{name}").measure()


def _say(*cells: str) -> None:
    sys.stdout.write(_LINE.format(*cells).rstrip() + "\n")
    sys.stdout.flush()


def main(chosen: list[str]) -> int:
    """Measure all modules, or those that are named."""
    _say("what", "ours", "limit", "ratio", "target", "")
    rows: list[BenchmarkRow] = []
    for row in _rows(chosen or list(MODULES)):
        rows.append(row)
        ours, limit = f"{row.ours:,g} {row.unit}", f"{row.limit:,g} {row.unit}"
        _say(row.name, ours, limit, f"{row.ratio:.2f}", row.target, "met" if row.met else "MISSED")
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
