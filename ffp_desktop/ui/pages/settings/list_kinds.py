"""The kinds of departments' lists: which count as 十类重点人群, which take the 绿色通道; administrators change them."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ffp_desktop.domain.campaign.list_kinds import ListKind
from ffp_desktop.ui.desk_shape import ADMINISTRATOR, DeskShape
from ffp_desktop.ui.pages.settings.part import SettingsPart
from ffp_desktop.ui.theme import Palette, Theme
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn, CellTable
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.marks import Shape

_ROWS_SEEN = 9


class ListKindsPart(SettingsPart):
    """Enter takes the row into the fields below, where it is changed; a name that is new is added. What is of no use
    any more is retired with a reason, and put back by the same button."""

    def __init__(self, desk: DeskShape, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_name(self.tr("名单种类"))
        self._desk = desk
        self._kinds: tuple[ListKind, ...] = ()
        self._can_change = desk.operator.role == ADMINISTRATOR
        columns = [
            CellColumn(self.tr("种类"), 250),
            CellColumn(self.tr("部门"), 110),
            CellColumn(self.tr("十类重点人群"), 110),
            CellColumn(self.tr("绿色通道"), 100),
            CellColumn(self.tr("停用"), 200),
        ]
        self.table = CellTable(columns, theme)
        self.table.setFixedHeight(theme.sizes.list_row * (_ROWS_SEEN + 1) + 2)
        self.body.addWidget(self.table)
        self.kind, self.department = LineField(max_length=40), LineField(max_length=40)
        self.is_key, self.is_green = QCheckBox(self.tr("算十类重点人群")), QCheckBox(self.tr("走绿色通道"))
        self.save = KeyButton(self.tr("加上"), "", theme, is_main=True)
        self.why = LineField(hint=self.tr("为什么停用"), max_length=100)
        self.retire = KeyButton(self.tr("停用"), "", theme)
        self._lay_form()
        self.body.addWidget(self.notice)
        self.body.addStretch()
        self._join()

    def first_field(self) -> QWidget | None:
        return self.table

    def show_now(self) -> None:
        self._kinds = self._desk.campaign.lists.kinds.all()
        palette = self.theme.palette
        self.table.show_rows([_row(kind, palette) for kind in self._kinds])
        self._say_buttons()

    def current(self) -> ListKind | None:
        """The kind under the cursor."""
        row = self.table.row
        return self._kinds[row] if 0 <= row < len(self._kinds) else None

    def save_kind(self) -> None:
        """Adds the kind, or changes the one of that name; what a visit looks at stays."""
        name, department = self.kind.value().strip(), self.department.value().strip()
        known = self._known
        kind = replace(known or ListKind(name, department), department=department)
        kind = replace(kind, is_key=self.is_key.isChecked(), is_green=self.is_green.isChecked())
        words = self.tr("已改“{0}”。") if known else self.tr("已加上“{0}”，登记名单时可以选。")
        if self.try_to(lambda: self._desk.campaign.lists.kinds.save(kind), words.format(name)):
            self.kind.clear()
            self.department.clear()
            self.is_key.setChecked(False)
            self.is_green.setChecked(False)
            self._stand_on(name)

    def retire_kind(self) -> None:
        """No new list of it, for a reason; one that is retired is used again."""
        kind, kinds = self.current(), self._desk.campaign.lists.kinds
        if kind is None:
            return
        if kind.retired:
            done = self.tr("“{0}”又可以用了。").format(kind.name)
            self.try_to(lambda: kinds.take_back(kind.name), done)
        else:
            done = self.tr("“{0}”已停用；登记过的名单照旧。").format(kind.name)
            if self.try_to(lambda: kinds.retire(kind.name, self.why.value()), done):
                self.why.clear()
            else:
                self.why.setFocus()
                return
        self._stand_on(kind.name)

    # -- private -----------------------------------------------------------------------------------------------

    @property
    def _known(self) -> ListKind | None:
        name = "".join(self.kind.value().split())
        return next((kind for kind in self._kinds if kind.name == name), None)

    def _lay_form(self) -> None:
        self.kind.setFixedWidth(300)
        self.department.setFixedWidth(200)
        self.why.setFixedWidth(300)
        self.add_line(self.tr("名称"), self.kind)
        self.add_line(self.tr("部门"), self.department)
        row = QHBoxLayout()
        row.setSpacing(20)
        for box in (self.is_key, self.is_green):
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(box)
        boxes = QWidget()
        boxes.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.add_line("", boxes, self.save)
        self.add_line(self.tr("停用这一种"), self.why, self.retire)
        fields = (self.kind, self.department, self.is_key, self.is_green, self.save, self.why, self.retire)
        for field in fields:
            field.setEnabled(self._can_change)
        if not self._can_change:
            self.add_words(self.tr("名单种类要由管理员来改。"))

    def _join(self) -> None:
        self.table.opened.connect(lambda _row: self._take_row())
        self.table.row_changed.connect(lambda _row: self._say_buttons())
        self.kind.value_changed.connect(lambda _name: self._say_buttons())
        self.kind.returnPressed.connect(self.department.setFocus)
        self.department.returnPressed.connect(self.is_key.setFocus)
        self.save.clicked.connect(self.save_kind)
        self.why.returnPressed.connect(self.retire_kind)
        self.retire.clicked.connect(self.retire_kind)

    def _take_row(self) -> None:
        """Enter: the kind into the fields."""
        kind = self.current()
        if kind is not None and self._can_change:
            self.kind.set_value(kind.name)
            self.department.set_value(kind.department)
            self.is_key.setChecked(kind.is_key)
            self.is_green.setChecked(kind.is_green)
            self.department.setFocus()

    def _say_buttons(self) -> None:
        kind = self.current()
        is_off = kind is not None and bool(kind.retired)
        self.save.setText(self.tr("改成这样") if self._known else self.tr("加上"))
        self.retire.setText(self.tr("恢复") if is_off else self.tr("停用"))
        self.why.setEnabled(self._can_change and not is_off)

    def _stand_on(self, name: str) -> None:
        row = next((at for at, kind in enumerate(self._kinds) if kind.name == name), 0)
        self.table.select(row)
        self.table.setFocus()


def _row(kind: ListKind, palette: Palette) -> list[Cell]:
    ink = palette.muted if kind.retired else palette.answer
    yes = "是"
    return [
        Cell(kind.name, ink, is_bold=not kind.retired),
        Cell(kind.department),
        Cell(yes, palette.accent, shape=Shape.CHECK) if kind.is_key else Cell(""),
        Cell(yes, palette.passed, shape=Shape.TRIANGLE_FULL) if kind.is_green else Cell(""),
        Cell(kind.retired, palette.muted, shape=Shape.DASH) if kind.retired else Cell(""),
    ]
