"""The panel of conditions (Ctrl+F): the list narrows at once behind it; F9 leaves it so, Esc as it was before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.ui.desk_shape import ChoicesShape, SurveyQuery
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.pages.home.days_field import DaysField
from ffp_desktop.ui.pages.home.kept_list import KeptList
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.combo_field import ComboField
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.panel import Panel
from ffp_desktop.ui.widgets.sheet import Rule

WIDTH, TOP = 860, 124  # px
_COMBOS = ("kind", "found", "measure", "risk", "findings", "operator")


class ConditionsPanel(Panel):
    """Enter goes from field to field; the last one asks for a name under which the conditions are kept."""

    changed = Signal(object)  # SurveyQuery
    keep_wanted = Signal(str)
    forgotten = Signal(str)
    focus_moved = Signal()  # into or out of the kept ones

    def __init__(self, choices: ChoicesShape, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page, WIDTH, TOP)
        self._query = self._before = SurveyQuery()
        self._is_quiet = False
        self._proposed = ""
        self.kept = KeptList(theme)
        self.combos = {name: ComboField(theme) for name in _COMBOS}
        self.days = {"touched": DaysField(theme), "visited": DaysField(theme)}
        self.name = LineField(max_length=40)
        self.notice = NoticeLine()
        self._count = Label("", Type.TEXT, "", is_bold=True)
        self._see = KeyButton(self.tr("看这些"), "F9", theme, is_main=True)
        self._offer("kind", self.tr("哪种都行"), choices.kinds)
        self._offer("found", self.tr("不管"), choices.found)
        self._offer("measure", self.tr("不管"), choices.measures)
        self._offer("risk", self.tr("不管"), choices.risks)
        self._offer("findings", self.tr("不管"), [(one.value, one.value) for one in FindingsWanted])
        self._build()
        self._join()

    # -- public ------------------------------------------------------------------------------------------------

    def open(self, query: SurveyQuery, operators: Mapping[str, str]) -> None:
        """Shows what is chosen now; the kept ones have the focus where there are any."""
        self._before = query
        self._offer("operator", self.tr("谁都行"), list(operators.items()))
        self.notice.tell("")
        self.name.set_value("")
        self.show_query(query)
        self.rise()
        (self.kept if self.kept.isVisibleTo(self) else self.combos["kind"]).setFocus()

    def show_query(self, query: SurveyQuery) -> None:
        """Puts a query's conditions into the fields."""
        self._is_quiet = True
        self._query = query
        for name, combo in self.combos.items():
            combo.setCurrentIndex(max(combo.findData(str(getattr(query, name) or "")), 0))
        for name, days in self.days.items():
            if days.value() != getattr(query, name):  # what is being typed stays as it is
                days.set_value(getattr(query, name))
        self._is_quiet = False
        self.fit()

    def set_kept(self, kept: Mapping[str, SurveyQuery], words: Mapping[str, str]) -> None:
        """What this operator has kept, and how each is said."""
        self.kept.set_kept(kept, words)
        self.fit()

    def tell_count(self, number: int, scope: str) -> None:
        """How many the conditions leave, and the name that F5 would give them."""
        self._count.setText(self.tr("这样有 {0} 户").format(number))
        self._proposed = scope[: self.name.maxLength()]
        self.name.setPlaceholderText(self.tr("不留就空着；F5 就叫“{0}”").format(self._proposed))

    def key_actions(self) -> list[KeyAction]:
        actions = [KeyAction("Enter", self.tr("下一项"))]
        if self.kept.hasFocus():
            actions = [KeyAction("Enter", self.tr("用这一组")), KeyAction("Ctrl+Del", self.tr("忘掉这一组"))]
        actions.append(KeyAction("↓", self.tr("选")))
        actions.append(KeyAction("F5", self.tr("用拟好的名字"), self._take_name))
        actions.append(KeyAction("F9", self.tr("看这些"), self.finish))
        return [*actions, KeyAction("Esc", self.tr("不改"), self.cancel)]

    def finish(self) -> None:
        """Leaves the list as the conditions have it."""
        self.hide()
        self.closed.emit()

    def close_panel(self) -> None:
        self.cancel()

    def cancel(self) -> None:
        """Leaves the list as it was when the panel opened."""
        if self._query != self._before:
            self._query = self._before
            self.changed.emit(self._before)
        self.finish()

    # -- building ----------------------------------------------------------------------------------------------

    def _offer(self, name: str, none: str, choices: Sequence[tuple[str, str]]) -> None:
        combo = self.combos[name]
        self._is_quiet = True
        combo.clear()
        combo.addItem(none, "")
        for value, words in choices:
            combo.addItem(words, value)
        combo.setMaxVisibleItems(14)
        self._is_quiet = False

    def _build(self) -> None:
        layout = self.column
        layout.setSpacing(8)
        self.add_head(Label(self.tr("更多条件"), Type.HOUSEHOLD), self.tr("不改，关闭"))
        layout.addWidget(self.kept)
        layout.addLayout(self._make_fields())
        words = self.tr("帮扶措施和风险只看监测对象和新识别的户。还没录入的户只能按 A1 和查找的文字来找。")
        layout.addWidget(Label(words, Type.SECONDARY, "muted", wraps=True))
        layout.addWidget(Rule(self.theme.palette.rule))
        layout.addWidget(
            Label(self.tr("留下这些条件，下次在上面按数字就用（状态、村、查找的文字一起留）"), Type.LABEL, "label")
        )
        layout.addWidget(self.name)
        layout.addWidget(self.notice)
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addStretch()
        foot.addWidget(self._see)
        layout.addLayout(foot)

    def _make_fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        fields: list[tuple[str, QWidget]] = [
            (self.tr("A1户属性"), self.combos["kind"]),
            (self.tr("查到的（四、五、八）"), self.combos["found"]),
            (self.tr("帮扶措施（七）"), self.combos["measure"]),
            (self.tr("风险类型（六）"), self.combos["risk"]),
            (self.tr("发现"), self.combos["findings"]),
            (self.tr("经手的人"), self.combos["operator"]),
            (self.tr("最后改动"), self.days["touched"]),
            (self.tr("入户日期"), self.days["visited"]),
        ]
        places = [(row, column) for column, rows in enumerate((3, 3, 2)) for row in range(rows)]
        for (row, column), (words, field) in zip(places, fields, strict=True):
            field.setMinimumWidth((WIDTH - 48 - 24 * 2) // 3)
            grid.addWidget(Label(words, Type.LABEL, "label", is_bold=True), 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        return grid

    def _join(self) -> None:
        order: list[QWidget] = [*self.combos.values(), *self.days.values(), self.name]
        for field, after in pairwise(order):
            QWidget.setTabOrder(field, after)
            if isinstance(field, (ComboField, DaysField)):
                field.entered.connect(after.setFocus)
        for combo in self.combos.values():
            combo.currentIndexChanged.connect(lambda _index: self._tell())
        for days in self.days.values():
            days.value_changed.connect(lambda _days: self._tell())
            days.combo.currentIndexChanged.connect(lambda _index: self.fit())
        self.name.returnPressed.connect(self._keep)
        self.kept.taken.connect(self._take)
        self.kept.forgotten.connect(self.forgotten)
        self.kept.advice_changed.connect(self._advise)
        self.kept.focus_moved.connect(self.focus_moved)
        self._see.clicked.connect(self.finish)
        for key, act in (("F9", self.finish), ("F5", self._take_name)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- doing -------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        if self._is_quiet:
            return
        chosen = {name: str(combo.currentData() or "") for name, combo in self.combos.items()}
        self._query = replace(
            self._query,
            kind=chosen["kind"],
            found=chosen["found"],
            measure=chosen["measure"],
            risk=chosen["risk"],
            operator=chosen["operator"],
            findings=FindingsWanted(chosen["findings"]) if chosen["findings"] else None,
            touched=self.days["touched"].value(),
            visited=self.days["visited"].value(),
        )
        self.changed.emit(self._query)

    def _take(self, query: SurveyQuery) -> None:
        self._query = query
        self.changed.emit(query)
        self.finish()

    def _take_name(self) -> None:
        self.name.set_value(self._proposed)
        self.name.setFocus()

    def _keep(self) -> None:
        if name := self.name.value().strip():
            self.keep_wanted.emit(name)
        else:
            self.finish()

    def _advise(self, words: str) -> None:
        self.notice.tell(words, "warning")
        self.fit()
