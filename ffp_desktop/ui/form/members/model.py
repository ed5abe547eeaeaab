"""The members as a table model: one row a member, note rows under it, an empty row, the paper's empty rows."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.ui.form.members.cell_text import group_digits
from ffp_desktop.ui.form.members.columns import MemberColumn, read_columns
from ffp_desktop.ui.form.members.rows import (
    FindingKey,
    RowKind,
    TableRow,
    arrange_rows,
    compare_rows,
)

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_NARROW_BRACKETS = str.maketrans("（）", "()")
CONFIRMED, COMMENT = "已确认", "意见"
_EDITABLE = (RowKind.MEMBER, RowKind.EMPTY)


@dataclass(frozen=True, slots=True)
class MemberCell:
    """What one cell shows. `level` tints it; `has_bar` when a finding stands at it, not only speaks of it."""

    text: str = ""
    level: Level | None = None
    has_bar: bool = False
    flag: str = ""  # the word of a finding that no note row says: 已确认, or 错误 and 提醒 while notes are folded
    is_relevant: bool = True
    is_struck: bool = False
    is_unconfirmed: bool = False  # the last round's, not looked at yet
    is_changed: bool = False  # not what the visit before found


class MembersModel(QAbstractTableModel):
    """Reads one entry session. Rows change by inserting and removing; cells are read again only when named."""

    rows_reworded = Signal(object)  # set[int]: rows with other words in a cell, to be measured again

    def __init__(self, session: EntrySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.columns: tuple[MemberColumn, ...] = read_columns(session.form)
        self.column_of = {column.id: index for index, column in enumerate(self.columns) if column.item}
        self._cells: dict[Place, MemberCell] = {}
        self._findings: dict[FindingKey, Finding] = {}
        self._at: dict[Place, list[Finding]] = {}
        self._touched: dict[Place, list[Finding]] = {}
        self.commented: frozenset[Place] = frozenset()  # where a comment of the review is pinned
        self._focus: Place | None = None
        self._shows_notes = True
        self._shown: set[FindingKey] = set()
        self._rows: list[TableRow] = []
        self._read_findings()
        self._rows = self._arranged()

    # ---- asking

    def row(self, row: int) -> TableRow:
        return self._rows[row]

    def rows(self) -> tuple[TableRow, ...]:
        return tuple(self._rows)

    def finding(self, row: TableRow) -> Finding | None:
        return self._findings.get(row.finding) if row.finding else None

    def row_of(self, member: str) -> int:
        """The row of a member, of the empty row for ""; -1 if there is none."""
        kind = RowKind.MEMBER if member else RowKind.EMPTY
        return next((i for i, row in enumerate(self._rows) if row.kind is kind and row.member == member), -1)

    def place(self, row: int, column: int) -> Place | None:
        """The place of a cell that can have the focus."""
        if not (0 <= row < len(self._rows) and 0 < column < len(self.columns)):
            return None
        at = self._rows[row]
        return Place(self.columns[column].id, at.member) if at.kind in _EDITABLE else None

    def cell(self, row: int, column: int) -> MemberCell:
        """What stands in a cell of a member's row; empty in other rows."""
        at = self._rows[row]
        if at.kind is not RowKind.MEMBER or column == 0:
            return MemberCell(text=str(at.ordinal) if column == 0 and at.ordinal else "")
        place = Place(self.columns[column].id, at.member)
        cell = self._cells.get(place)
        if cell is None:
            cell = self._cells[place] = self._read_cell(place, self.columns[column])
        return cell

    # ---- following the session

    def set_session(self, session: EntrySession) -> None:
        """Shows another survey of the same form."""
        self.beginResetModel()
        self.session = session
        self.commented = frozenset()
        self._focus = None
        self._shown = set()
        self._cells.clear()
        self._read_findings()
        self._rows = self._arranged()
        self.endResetModel()

    def set_notes_shown(self, is_on: bool) -> None:
        """Whether note rows stand under their members; without them the cells carry the word."""
        if is_on is self._shows_notes:
            return
        self.beginResetModel()  # notes come or go under many rows at once
        self._shows_notes = is_on
        for place in self._at:
            self._cells.pop(place, None)
        self._rows = self._arranged()
        self.endResetModel()

    def set_focus(self, place: Place | None) -> None:
        """Tells where the focus is: notes that came up at this very cell wait until it is left."""
        self._focus = place
        self._rearrange()

    def refresh(self, places: Set[Place] | None, *, focus: Place | None, has_new_findings: bool = True) -> None:
        """Reads the named places again (None: all), and the findings; moves rows only where rows changed."""
        self._focus = focus
        stale = set(self._cells) if places is None else {place for place in places if place in self._cells}
        if has_new_findings or places is None:
            stale |= self._read_findings()
        struck = {row.member for row in self._rows if row.kind is RowKind.REASON}
        stale |= {
            place for place in self._cells if self.session.is_struck(place.member) is not (place.member in struck)
        }
        before = {place: self._cells.pop(place, None) for place in stale}
        self._rearrange()
        self._tell_changed(before)

    def _tell_changed(self, before: Mapping[Place, MemberCell | None]) -> None:
        """`before` are the places to draw again, with the cell that stood there; rows with other words are measured."""
        row_of = {row.member: i for i, row in enumerate(self._rows) if row.kind is RowKind.MEMBER}
        changed: set[int] = set()
        for place, cell in before.items():
            row, column = row_of.get(place.member), self.column_of.get(place.item)
            if row is not None and column is not None:
                after = self.cell(row, column)
                if after == cell:
                    continue
                index = self.index(row, column)
                self.dataChanged.emit(index, index)  # cell by cell: a view draws all of itself for a range
                if cell is None or (cell.text, cell.flag) != (after.text, after.flag):
                    changed.add(row)
        if changed:
            self.rows_reworded.emit(changed)

    def _read_findings(self) -> set[Place]:
        """Takes the session's findings of members; answers the places whose look changed."""
        found = [finding for finding in self.session.findings() if finding.place.item in self.column_of]
        touching = [f for f in self.session.findings() if any(p.item in self.column_of for p in f.touches)]
        before = (self._at, self._touched)
        self._findings = {finding.key: finding for finding in found}
        self._at, self._touched = {}, {}
        for finding in found:
            self._at.setdefault(finding.place, []).append(finding)
        for finding in touching:
            for place in finding.touches:
                self._touched.setdefault(place, []).append(finding)
        changed: set[Place] = set()
        for old, new in zip(before, (self._at, self._touched), strict=True):
            changed |= {place for place in old.keys() | new.keys() if old.get(place) != new.get(place)}
        return changed

    def _rearrange(self) -> None:
        after = self._arranged()
        for change in compare_rows(self._rows, after):
            if change.removed:
                self.beginRemoveRows(_NO_INDEX, change.at, change.at + change.removed - 1)
                del self._rows[change.at : change.at + change.removed]
                self.endRemoveRows()
            if change.inserted:
                self.beginInsertRows(_NO_INDEX, change.at, change.at + len(change.inserted) - 1)
                self._rows[change.at : change.at] = change.inserted
                self.endInsertRows()

    def _arranged(self) -> list[TableRow]:
        members = self.session.members()
        notes = [finding for finding in self._findings.values() if self._shows_notes and self._is_shown(finding)]
        notes.sort(key=lambda finding: self.column_of[finding.place.item])
        self._shown = {finding.key for finding in notes}
        struck = frozenset(member for member in members if self.session.is_struck(member))
        takes_more = self._focus is not None or not members
        return arrange_rows(members, struck, notes, self.session.form.max_members, takes_more=takes_more)

    def _is_shown(self, finding: Finding) -> bool:
        """A note waits while its cell is typed in, and folds when it is confirmed and its row is left."""
        if finding.place == self._focus:
            return finding.key in self._shown or not finding.is_open
        return finding.is_open or (self._focus is not None and finding.place.member == self._focus.member)

    def _flag(self, at: list[Finding]) -> str:
        barring = [finding for finding in at if finding.is_open]
        if at and not barring:
            return CONFIRMED
        if self._shows_notes or not barring:
            return ""
        return (Level.ERROR if any(finding.level is Level.ERROR for finding in barring) else Level.WARNING).value

    def _read_cell(self, place: Place, column: MemberColumn) -> MemberCell:
        at, touched = self._at.get(place, []), self._touched.get(place, [])
        barring = [finding for finding in (*at, *touched) if finding.is_open]
        levels = {finding.level for finding in barring}
        level = Level.ERROR if Level.ERROR in levels else Level.WARNING if levels else None
        text = self.session.printed(place)
        return MemberCell(
            text=group_digits(text) if column.is_number else text.translate(_NARROW_BRACKETS),
            level=level,
            has_bar=any(finding.is_open for finding in at),
            flag=COMMENT if place in self.commented else self._flag(at),
            is_relevant=self.session.is_relevant(place),
            is_struck=self.session.is_struck(place.member),
            is_unconfirmed=self.session.is_unconfirmed(place),
            is_changed=self.session.changed_since_last(place),
        )

    # ---- Qt

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        at = self._rows[index.row()]
        finding = self.finding(at)
        if finding is not None:
            return f"{finding.level.value} {finding.place_name}：{finding.message}"
        return self.cell(index.row(), index.column()).text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return "".join(self.columns[section].label)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.place(index.row(), index.column()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsSelectable
