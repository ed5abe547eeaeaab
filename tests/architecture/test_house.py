"""The house holds together: small files, small functions, plain names, and no window below the windows' floor."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import ffp_desktop

PACKAGE = Path(ffp_desktop.__file__).parent
PROJECT = PACKAGE.parent
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
FORBIDDEN = {"manager", "helper", "utils", "misc", "common", "logic", "controller", "handler", "info", "base", "data"}
FORBIDDEN |= {word + "s" for word in FORBIDDEN}
QT_NAMES = {"data"}
"""What Qt itself calls the functions of its models."""
WINDOWS = ("ui", "app", "__main__")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def walk(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[Path, ast.AST]]:
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield file, node


def words_of(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    parted = "".join("_" + character.lower() if character.isupper() else character for character in name)
    return set(parted.split("_"))


def module_of(file: Path) -> str:
    parts = file.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_files__length__is_at_most_300_lines() -> None:
    lengths = {str(file.relative_to(PROJECT)): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions__length__is_at_most_40_lines() -> None:
    long = {
        f"{file.relative_to(PROJECT)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for file, node in walk((ast.FunctionDef, ast.AsyncFunctionDef))
        if isinstance(node, Function) and node.end_lineno and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }
    assert long == {}


def test_names__modules_and_classes__avoid_empty_words() -> None:
    names = [(file, file.stem) for file in FILES]
    names += [(file, node.name) for file, node in walk(ast.ClassDef) if isinstance(node, ast.ClassDef)]
    assert [f"{file.relative_to(PROJECT)}: {name}" for file, name in names if words_of(name) & FORBIDDEN] == []


def test_names__functions__are_not_empty_words() -> None:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [(file, node) for file, node in walk(kinds) if isinstance(node, kinds)]
    empty = [f"{f.relative_to(PROJECT)}: {n.name}" for f, n in functions if n.name.strip("_") in FORBIDDEN - QT_NAMES]
    assert empty == []


def test_files__docstring__says_what_they_are_for() -> None:
    bare = [
        f for f in FILES if f.read_text(encoding="utf-8") and not ast.get_docstring(ast.parse(f.read_text("utf-8")))
    ]
    assert [str(file.relative_to(PROJECT)) for file in bare] == []


def test_windows__translated_sentences__are_chinese() -> None:
    plain_english = []
    for file, node in walk(ast.Call):
        assert isinstance(node, ast.Call)
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called not in ("tr", "translate") or "ui" not in file.relative_to(PACKAGE).parts:
            continue
        spoken = node.args[min(called == "translate", len(node.args) - 1)]
        sentence = spoken.value if isinstance(spoken, ast.Constant) and isinstance(spoken.value, str) else ""
        if any(c.isascii() and c.isalpha() for c in sentence) and not any("一" <= c <= "鿿" for c in sentence):
            plain_english.append(f"{file.relative_to(PROJECT)}:{node.lineno} {sentence}")
    assert plain_english == []


BELOW_WINDOWS = """
import importlib, sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(name)

sys.meta_path.insert(0, Blocker())
for name in sys.stdin.read().split():
    importlib.import_module(name)
"""


def test_floors_below_ui__without_qt__can_all_be_imported() -> None:
    modules = [module_of(f) for f in FILES if f.relative_to(PACKAGE).parts[0].removesuffix(".py") not in WINDOWS]
    modules = [name for name in modules if "migrations" not in name and not name.endswith("__main__")]
    done = subprocess.run(
        [sys.executable, "-c", BELOW_WINDOWS], input="\n".join(modules), capture_output=True, text=True, cwd=PROJECT
    )
    assert done.stderr == ""
    assert done.returncode == 0


HEAVY = ("sqlalchemy", "alembic", "reportlab", "elementpath", "pypinyin", "openpyxl", "PySide6", "yaml", "argon2")


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["vault", "--help"]])
def test_command_line__start__imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from ffp_desktop.cli.main import main; code = main(sys.argv[1:]);"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=PROJECT, encoding="utf-8"
    )
    assert (done.returncode, done.stderr.strip()) == (0, "[]")
