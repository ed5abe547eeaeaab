"""Runs the benchmarks named on the command line, or all of them, and prints one table."""

import importlib
import pkgutil
import subprocess
import sys

from tests import benchmarks

NO_BENCHMARKS = ("__main__", "report", "print_yardsticks", "survey_desk", "window_child", "many_households")


def main() -> int:
    """Each module here that has `run() -> list[Figure]` is a benchmark; returns 1 when a line is missed.

    Without names, each one runs in a process of its own, so that none measures what another left behind.
    """
    if sys.argv[1:]:
        return max(run_here(name) for name in sys.argv[1:])
    modules = [module.name for module in pkgutil.iter_modules(benchmarks.__path__)]
    wanted = [name for name in modules if name not in NO_BENCHMARKS]
    return max(subprocess.call([sys.executable, "-m", benchmarks.__name__, name]) for name in wanted)


def run_here(name: str) -> int:
    figures = importlib.import_module(f"{benchmarks.__name__}.{name}").run()
    for figure in figures:
        print(figure.as_row(), flush=True)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
