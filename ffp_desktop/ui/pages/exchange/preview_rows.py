"""The lines of a bundle's preview as rows: six kinds, in the order one must look at them; read when they are shown."""

from collections.abc import Sequence
from enum import StrEnum
from typing import overload

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import State
from ffp_desktop.services.bundles.exchange import Came
from ffp_desktop.services.bundles.preview import Change, Preview, PreviewLine
from ffp_desktop.services.bundles.preview_details import PreviewDetails
from ffp_desktop.ui.pages.exchange.taking import Taking
from ffp_desktop.ui.spoken import say_unit
from ffp_desktop.ui.theme import Palette
from ffp_desktop.ui.widgets.cell_table import Cell
from ffp_desktop.ui.widgets.marks import survey_look


class Kind(StrEnum):
    """What happens to a survey, in the order of the cards; the value is the word."""

    NEW = "新"
    CHANGED = "变更"
    IDENTICAL = "相同"
    CONFLICT = "冲突"
    DUPLICATE = "重复"
    HELD = "暂存"


MARKS = {
    Kind.NEW: "+",
    Kind.CHANGED: "△",
    Kind.IDENTICAL: "=",
    Kind.CONFLICT: "≠",
    Kind.DUPLICATE: "2×",
    Kind.HELD: "…",
}
INKS = {
    Kind.NEW: "answer",
    Kind.CHANGED: "answer",
    Kind.IDENTICAL: "muted",
    Kind.CONFLICT: "error",
    Kind.DUPLICATE: "warning",
    Kind.HELD: "warning",
}
ORDER = (Kind.CONFLICT, Kind.DUPLICATE, Kind.HELD, Kind.CHANGED, Kind.NEW, Kind.IDENTICAL)


def kind_of(line: PreviewLine) -> Kind:
    """A survey has one kind: the one that asks most of a person."""
    if line.change is Change.CONFLICT:
        return Kind.CONFLICT
    if line.twice:
        return Kind.DUPLICATE
    return {Change.NEW: Kind.NEW, Change.CHANGED: Kind.CHANGED}.get(line.change, Kind.IDENTICAL)


def kind_sentence(kind: Kind) -> str:
    """What happens to such a survey."""
    translate = QCoreApplication.translate
    return {
        Kind.NEW: translate("PreviewRows", "库里没有的调查表"),
        Kind.CHANGED: translate("PreviewRows", "比库里的新，直接接上"),
        Kind.IDENTICAL: translate("PreviewRows", "已经有了，不动"),
        Kind.CONFLICT: translate("PreviewRows", "两边都改过，两边都留"),
        Kind.DUPLICATE: translate("PreviewRows", "同一身份证在两户"),
        Kind.HELD: translate("PreviewRows", "没有取的，先放着"),
    }[kind]


def say_first(preview: Preview) -> tuple[str, str]:
    """What is said before anything is read of it, and the ink: that nothing was written yet, and of two histories."""
    translate = QCoreApplication.translate
    if preview.forks:
        one = preview.forks[0]
        words = translate(
            "PreviewRows",
            "对方的数据被复制或从备份恢复过：从第{0}条起有两份历史，两份都保留。现在什么都还没有写入。",
        )
        own = translate(
            "PreviewRows",
            "这台电脑的数据在别处有一份副本，也在写：从第{0}条起有两份历史，两份都保留。现在什么都还没有写入。",
        )
        return (own if one.is_own else words).format(one.number), "warning"
    others = sum(one.document_kind != "survey" for one in preview.new)
    more = translate("PreviewRows", "另有 {0} 条轮次、人口变动等记录。").format(others) if others else ""
    return translate("PreviewRows", "现在什么都还没有写入。下面是导入后会发生的事：") + more, "label"


def say_before(preview: Preview, came: Sequence[Came], regions: Regions) -> str:
    """Which bundle of this sender came last."""
    translate = QCoreApplication.translate
    source = say_unit(preview.header.source, regions)
    numbers = [one.bundle.sequence for one in came if one.bundle.device == preview.header.device]
    if not numbers:
        return translate("PreviewRows", "{0}：第一次收到包").format(source)
    return translate("PreviewRows", "{0}：最近收到第 {1} 号包").format(source, max(numbers))


class PreviewRows(Sequence[Sequence[Cell]]):
    """The rows of the kinds that are shown. A row is made when it is looked at: a large bundle shows at once."""

    def __init__(
        self,
        lines: Sequence[PreviewLine],
        details: PreviewDetails,
        taking: Taking,
        regions: Regions,
        palette: Palette,
    ) -> None:
        self.lines = lines
        self._taking = taking
        self._details = details
        self._regions = regions
        self._palette = palette
        self._made: dict[int, Sequence[Cell]] = {}

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, row: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Sequence[Cell]]: ...
    def __getitem__(self, row: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(row, slice):
            return [self[number] for number in range(*row.indices(len(self)))]
        if row not in self._made:
            self._made[row] = self._make(self.lines[row])
        return self._made[row]

    def forget(self, row: int) -> None:
        """The row is made anew: it was ticked, or left out."""
        self._made.pop(row, None)

    def _make(self, line: PreviewLine) -> Sequence[Cell]:
        kind = kind_of(line)
        ink: str = getattr(self._palette, INKS[kind])
        state = survey_look(State(line.state), self._palette) if line.state in set(State) else None
        is_taken = self._taking.is_taken(line) if self._taking.can_take(line) else None
        is_left = is_taken is False
        return (
            Cell("", self._palette.label, ticked=is_taken),
            Cell(f"{MARKS[kind]} {kind.value}", self._palette.muted if is_left else ink, is_bold=True),
            Cell(
                self._details.head_of(line) or QCoreApplication.translate("PreviewRows", "没有姓名"),
                self._palette.answer,
                True,
            ),
            Cell(say_unit(line.village, self._regions)),
            Cell(state.word, state.ink, shape=state.shape) if state else Cell("—"),
            Cell(self._say(line, is_left=is_left), self._palette.muted if is_left else ""),
        )

    def _say(self, line: PreviewLine, *, is_left: bool) -> str:
        """What would change; of what is left out, that it is put aside."""
        said = self._details.sentence(line)
        if not is_left:
            return said
        translate = QCoreApplication.translate
        words = translate("PreviewRows", "先放着：{0}")
        if line.is_held:
            words = translate("PreviewRows", "上次没取，还放着：{0}")
        return words.format(said)


def sort_lines(lines: Sequence[PreviewLine]) -> dict[Kind, list[PreviewLine]]:
    """The lines by kind; every kind has a list."""
    found: dict[Kind, list[PreviewLine]] = {kind: [] for kind in Kind}
    for line in lines:
        found[kind_of(line)].append(line)
    return found
