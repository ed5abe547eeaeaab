"""Calls the form's items on its paper: each one known, in its own section, printed once and with all its choices."""

from collections.abc import Mapping, Sequence

from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.form.source import Node
from ffp_desktop.domain.paper.grid import AnswerRun, ChoiceRun, FactRun, MirrorRun, Run

_REGION_PARTS = ("county", "township", "village")


class RollCall:
    """Remembers what was printed. Every method raises `FormProblem` at the node it was given."""

    def __init__(self, items: Mapping[str, Item], facts: Sequence[str] | None = None) -> None:
        self._items = items
        self._facts = facts
        self._blanks: set[tuple[str, str]] = set()
        self._boxes: dict[str, set[str]] = {}
        self._columns: set[str] = set()

    def call(self, runs: Sequence[Run], column: str, section: str, node: Node) -> None:
        """Notes a cell's runs and the item whose member column it heads; `section` "" allows any."""
        if column:
            self._call_column(column, node)
        for run in runs:
            if isinstance(run, AnswerRun):
                self._call_blank(run, section, node)
            elif isinstance(run, ChoiceRun):
                self._call_box(run, section, node)
            elif isinstance(run, MirrorRun):
                self._known_choice(run.item, run.choice, node)
            elif isinstance(run, FactRun) and self._facts is not None and run.fact not in self._facts:
                raise node.problem(f"“{run.fact}”不是这张表声明过的外来资料（facts）。")

    def check_present(self, root: Node) -> None:
        """Refuses a paper on which an item that is asked, or one of its choices, is not printed."""
        printed = {item for item, _ in self._blanks} | set(self._boxes) | self._columns
        for item in self._items.values():
            if item.off_paper or item.id in printed or item.type is ItemType.CALCULATE:
                continue
            raise root.problem(f"纸上没有“{item.place_name}”（{item.id}）。")
        for name, choices in self._boxes.items():
            every = self._items[name].choices
            missing = [choice.name for choice in every.choices if choice.name not in choices] if every else []
            if missing:
                raise root.problem(f"纸上“{self._items[name].place_name}”缺少选项“{missing[0]}”。")

    def _known(self, name: str, node: Node) -> Item:
        item = self._items.get(name)
        if item is None:
            raise node.problem(f"表里没有“{name}”这一项。")
        return item

    def _known_choice(self, name: str, choice: str, node: Node) -> Item:
        item = self._known(name, node)
        if item.choices is None or all(known.name != choice for known in item.choices.choices):
            raise node.problem(f"“{item.place_name}”（{name}）没有选项“{choice}”。")
        return item

    def _at_home(self, item: Item, section: str, node: Node) -> None:
        if section and item.section != section:
            raise node.problem(f"“{item.id}”属于 {item.section}，不能印在 {section} 里。")
        if item.repeat:
            raise node.problem(f"“{item.id}”是成员表的一列，不能印在别处。")

    def _call_column(self, name: str, node: Node) -> None:
        item = self._known(name, node)
        if not item.repeat:
            raise node.problem(f"“{name}”不是成员的项目，不能作成员表的一列。")
        if name in self._columns:
            raise node.problem(f"“{name}”在成员表里出现了两次。")
        self._columns.add(name)

    def _call_blank(self, run: AnswerRun, section: str, node: Node) -> None:
        item = self._known(run.item, node)
        self._at_home(item, section, node)
        if run.part and run.part not in _REGION_PARTS and not run.part.isdigit():
            raise node.problem(f"“{run.item}.{run.part}”：部分只能是 {'、'.join(_REGION_PARTS)} 或 0、1、2…")
        key = (run.item, run.part)
        twice = key in self._blanks or (run.item, "") in self._blanks or run.item in self._boxes
        if twice or (not run.part and any(item == run.item for item, _ in self._blanks)):
            raise node.problem(f"“{run.item}”在纸上出现了两次。")
        self._blanks.add(key)

    def _call_box(self, run: ChoiceRun, section: str, node: Node) -> None:
        item = self._known_choice(run.item, run.choice, node)
        self._at_home(item, section, node)
        boxes = self._boxes.setdefault(run.item, set())
        if run.choice in boxes or any(name == run.item for name, _ in self._blanks):
            raise node.problem(f"“{run.item}”的“{run.choice}”在纸上出现了两次。")
        boxes.add(run.choice)
