"""Reads `paper.yaml`, the paper grid of a form, and refuses one that does not agree with the form's items.

The file: `title`, `columns` (their widths), title_height, margin_left, margin_top, footer_baseline, `sides` (each a
list of parts) and `off_paper` (rows that only the screen shows). A part has `section`, `head`, `head_height` and
`rows`; the member table also `member_row_height`, `member_rows`, `continuation_rows`. A row has `height`, `cells`
(columns "2-3" to the cell's text, see `markup.py`) and `signature`.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ffp_desktop.domain.form.definition import Item, Section
from ffp_desktop.domain.form.paper_markup import read_markup
from ffp_desktop.domain.form.paper_roll_call import RollCall
from ffp_desktop.domain.form.source import Node, load_yaml
from ffp_desktop.domain.paper.grid import Cell, Paper, Part, Row, Run, Side, Style

_LENGTHS = ("title_height", "margin_left", "margin_top", "footer_baseline")
_PAPER_KEYS = frozenset({"title", "columns", "sides", *_LENGTHS})
_MEMBER_KEYS = frozenset({"member_row_height", "member_rows", "continuation_rows"})
_SPAN = re.compile(r"(\d{1,2})-(\d{1,2})")
_MAX_COLUMNS = 60


def read_paper(
    file: Path, items: Mapping[str, Item], sections: Sequence[Section], facts: Sequence[str] | None = None
) -> Paper:
    """The paper of a form. Raises `FormProblem` with file and line; `facts` None: any fact may be printed."""
    root = load_yaml(file)
    entries = root.as_mapping(frozenset({"off_paper"}), _PAPER_KEYS)
    columns = _read_columns(entries["columns"])
    reading = _Reading(len(columns), RollCall(items, facts), {section.id: section for section in sections})
    sides = tuple(
        Side(tuple(reading.read_part(part) for part in side.as_list())) for side in entries["sides"].as_list()
    )
    off_paper = (
        tuple(reading.read_row(row, "") for row in entries["off_paper"].as_list()) if "off_paper" in entries else ()
    )
    reading.roll_call.check_present(root)
    reading.check_sections(root)
    lengths = {name: _read_length(entries[name]) for name in _LENGTHS}
    return Paper(columns, entries["title"].as_text(), sides=sides, off_paper=off_paper, **lengths)


class _Reading:
    """The state of one reading: how many columns there are, and which items and sections were met."""

    def __init__(self, columns: int, roll_call: RollCall, sections: Mapping[str, Section]) -> None:
        self.columns = columns
        self.roll_call = roll_call
        self.sections = sections
        self.met: set[str] = set()

    def read_part(self, node: Node) -> Part:
        entries = node.as_mapping(frozenset({"head", "head_height"}) | _MEMBER_KEYS, {"section", "rows"})
        section = entries["section"].as_text()
        if section not in self.sections:
            raise entries["section"].problem(f"表里没有“{section}”这一部分。")
        if section in self.met:
            raise entries["section"].problem(f"“{section}”这一部分在纸上出现了两次。")
        self.met.add(section)
        repeats = self.sections[section].repeat
        if repeats != (entries.keys() >= _MEMBER_KEYS):
            raise node.problem("成员表要写 member_row_height、member_rows、continuation_rows，别的部分不能写。")
        if ("head" in entries) != ("head_height" in entries):
            raise node.problem("head 和 head_height 要一起写。")
        head: tuple[Run, ...] = ()
        if "head" in entries:
            head = self._read_text(entries["head"], Style.HEAD)[0]
        return Part(
            section,
            head,
            _read_length(entries["head_height"]) if head else 0,
            tuple(self.read_row(row, section) for row in entries["rows"].as_list()),
            member_row_height=_read_length(entries["member_row_height"]) if repeats else 0,
            member_rows=entries["member_rows"].as_integer(1, 60) if repeats else 0,
            continuation_rows=entries["continuation_rows"].as_integer(1, 60) if repeats else 0,
        )

    def read_row(self, node: Node, section: str) -> Row:
        """A row; `section` is where its items must belong ("" for the rows that are not printed)."""
        entries = node.as_mapping(frozenset({"signature"}), {"height", "cells"})
        cells_node = entries["cells"]
        cells, expected = [], 1
        for span, text in cells_node.as_mapping().items():
            line = cells_node.key_lines.get(span, cells_node.line)
            match = _SPAN.fullmatch(span)
            if match is None or not 1 <= int(match[1]) <= int(match[2]) <= self.columns:
                raise cells_node.problem(f"“{span}”应当是 1 到 {self.columns} 之间的列，例如 2-3。", line)
            first, last = int(match[1]), int(match[2])
            if first != expected:
                fault = "和前一格重叠" if first < expected else f"前面缺第 {expected} 列"
                raise cells_node.problem(f"“{span}”这一格{fault}。", line)
            expected = last + 1
            runs, align, item = self._read_text(text, Style.LABEL)
            self.roll_call.call(runs, item, section, text)
            cells.append(Cell(first, last, runs, align, item))
        if expected != self.columns + 1:
            raise cells_node.problem(f"这一行缺第 {expected} 列。")
        signature = "signature" in entries and entries["signature"].as_flag()
        return Row(_read_length(entries["height"]), tuple(cells), signature)

    def check_sections(self, root: Node) -> None:
        missing = [section.title for name, section in self.sections.items() if name not in self.met]
        if missing:
            raise root.problem(f"纸上缺少“{missing[0]}”这一部分。")

    def _read_text(self, node: Node, style: Style) -> tuple[tuple[Run, ...], str, str]:
        try:
            cell = read_markup(node.as_text(), style)
        except ValueError as error:
            raise node.problem(str(error)) from None
        if style is Style.HEAD:
            self.roll_call.call(cell.runs, "", "", node)
        return cell.runs, cell.align, cell.item


def _read_columns(node: Node) -> tuple[float, ...]:
    try:
        columns = tuple(float(width) for width in node.as_text().split())
    except ValueError:
        raise node.problem("columns 应当是各列的宽度（毫米），用空格隔开。") from None
    if not columns or len(columns) > _MAX_COLUMNS or not all(1 <= width <= 400 for width in columns):
        raise node.problem(f"columns 应当是 1 到 {_MAX_COLUMNS} 个宽度，每个在 1 到 400 毫米之间。")
    return columns


def _read_length(node: Node) -> float:
    try:
        length = float(node.as_text())
    except ValueError:
        length = -1
    if not 0 <= length <= 400:
        raise node.problem(f"“{node.as_text()}”应当是毫米数。")
    return length
