"""Runs the benchmarks named on the command line, or all of them, and prints one table."""

import importlib
import pkgutil
import sys

from tests import benchmarks


def main() -> int:
    """Each module here that has `run() -> list[Figure]` is a benchmark; returns 1 when a line is missed."""
    wanted = set(sys.argv[1:])
    held = True
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name in ("__main__", "report") or (wanted and module.name not in wanted):
            continue
        run = getattr(importlib.import_module(f"{benchmarks.__name__}.{module.name}"), "run", None)
        for figure in run() if run else ():
            print(figure.as_row(), flush=True)
            held &= figure.holds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
