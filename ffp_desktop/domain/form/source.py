"""YAML in which every key and value knows its file and line.

Form files are read strictly: scalars are always text (no dates, numbers or yes/no are guessed), a key stands once,
anchors, aliases and tags are refused, and size and depth are bounded because a form may come from anywhere.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 24


class FormProblem(Exception):  # noqa: N818 - a finding about a form that is also raised
    """One thing wrong with a form: the file's name, the line (from 1), and a Chinese sentence."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}：{message}")
        self.file = file
        self.line = line
        self.message = message


@dataclass(slots=True)
class Problems:
    """Problems of a whole form, collected so that one reading names them all."""

    found: list[FormProblem] = field(default_factory=list)

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Notes the problem that ends the block; the reading goes on after it."""
        try:
            yield
        except FormProblem as problem:
            self.found.append(problem)

    def add(self, node: "Node", message: str) -> None:
        self.found.append(node.problem(message))


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar (text), a list or a mapping of a YAML file. `line` counts from 1, `file` is the file's name."""

    file: str
    line: int
    value: "str | list[Node] | dict[str, Node]"
    key_lines: dict[str, int] = field(default_factory=dict)

    def problem(self, message: str, line: int = 0) -> FormProblem:
        """A problem at this place, to raise or to collect."""
        return FormProblem(self.file, line or self.line, message)

    def as_text(self) -> str:
        """The scalar's text, as written."""
        if not isinstance(self.value, str):
            raise self.problem("这里应当是一段文字，不是列表或键值。")
        return self.value

    def as_list(self) -> "list[Node]":
        """The entries of a list."""
        if not isinstance(self.value, list):
            raise self.problem("这里应当是列表（每行以“- ”开头）。")
        return self.value

    def as_mapping(
        self, allowed: "set[str] | frozenset[str] | None" = None, required: "set[str] | frozenset[str]" = frozenset()
    ) -> "dict[str, Node]":
        """The entries by key; a key not `allowed` (None: any key is) or a missing `required` one is a problem."""
        if not isinstance(self.value, dict):
            raise self.problem("这里应当是键值（“名称: 值”）。")
        if allowed is not None:
            for key in self.value:
                if key not in allowed and key not in required:
                    known = "、".join(sorted(allowed | required))
                    raise self.problem(f"不认识的键“{key}”。这里可以用：{known}。", self.key_lines.get(key, 0))
        for key in sorted(required):
            if key not in self.value:
                raise self.problem(f"缺少“{key}”。")
        return self.value

    def as_integer(self, low: int = 0, high: int = 100_000) -> int:
        """The scalar as a whole number within bounds."""
        text = self.as_text()
        if not (text.isascii() and text.isdigit() and len(text) < 9 and low <= int(text) <= high):
            raise self.problem(f"“{text}”应当是 {low} 到 {high} 的整数。")
        return int(text)

    def as_flag(self) -> bool:
        """The scalar `true` or `false`."""
        text = self.as_text()
        if text not in ("true", "false"):
            raise self.problem(f"“{text}”应当是 true 或 false。")
        return text == "true"


def load_yaml(path: Path) -> Node:
    """The document of one file. Raises `FormProblem` when it cannot be read, is too large or is no plain YAML."""
    return parse_yaml(read_text(path), path.name)


def read_text(path: Path) -> str:
    """A form file's text (UTF-8, at most `MAX_BYTES`)."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError:
        raise FormProblem(path.name, 1, "打不开这个文件。请检查它在不在、能不能读。") from None
    if len(content) > MAX_BYTES:
        raise FormProblem(path.name, 1, "文件超过 1 MiB，不像是表格定义。")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FormProblem(path.name, line, "文件不是 UTF-8 编码。请另存为 UTF-8。") from None


def parse_yaml(text: str, file: str) -> Node:
    """The document of `text`; `file` is how problems name it."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(file).build(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        line = min(getattr(error.problem_mark, "line", 0), text.rstrip().count("\n")) + 1
        raise FormProblem(file, line, f"不是合规的 YAML（{error.problem}）。") from None
    except (yaml.YAMLError, RecursionError):
        raise FormProblem(file, 1, "不是合规的 YAML。") from None


class _Builder:
    """Makes nodes from YAML events, without recursion."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._open: list[tuple[Node, str | None]] = []  # containers, each with the key that waits for its value
        self._root: Node | None = None

    def build(self, events: Iterable[Any]) -> Node:
        for event in events:
            self._take(event, type(event).__name__)
        return self._root or Node(self._file, 1, {})

    def _take(self, event: Any, kind: str) -> None:
        line = event.start_mark.line + 1
        if kind == "AliasEvent" or getattr(event, "anchor", None) is not None:
            raise FormProblem(self._file, line, "不支持 YAML 的锚点和引用（& *）。请把内容写全。")
        if kind == "ScalarEvent":
            self._refuse_tag(event, line)
            self._place(Node(self._file, line, event.value), event.value)
        elif kind in ("SequenceStartEvent", "MappingStartEvent"):
            self._refuse_tag(event, line)
            if len(self._open) >= MAX_DEPTH:
                raise FormProblem(self._file, line, f"嵌套超过 {MAX_DEPTH} 层。")
            node = Node(self._file, line, [] if kind[0] == "S" else {}, {})
            self._place(node, None)
            self._open.append((node, None))
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            self._open.pop()
        elif kind == "DocumentStartEvent" and self._root is not None:
            raise FormProblem(self._file, line, "一个文件里只能有一份内容（不要用 --- 分隔）。")

    def _refuse_tag(self, event: Any, line: int) -> None:
        if event.tag is not None:
            raise FormProblem(self._file, line, "不支持 YAML 的标签（!）。请删去。")

    def _place(self, node: Node, text: str | None) -> None:
        if not self._open:
            self._root = node
            return
        parent, key = self._open[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif isinstance(parent.value, dict):
            if key is not None:
                parent.value[key] = node
                self._open[-1] = (parent, None)
                return
            if text is None:
                raise FormProblem(self._file, node.line, "键只能是一段文字。")
            if text in parent.value:
                raise FormProblem(self._file, node.line, f"“{text}”写了两次。")
            parent.key_lines[text] = node.line
            self._open[-1] = (parent, text)
