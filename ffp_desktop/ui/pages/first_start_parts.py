"""The first three numbered parts of the first start: unit, operator, password."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Region, RegionLevel, Regions
from ffp_desktop.services.vaults import SHORTEST, Strength, password_strength
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.field import LineField, PasswordField
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.region_picker import RegionPicker

INDENT = 22  # px


class Part(QWidget):
    """A numbered part with its state in words. `is_full` says whether it is done, `missing` what is not."""

    changed = Signal()

    def __init__(self, number: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(0)
        digit = Label(str(number), Type.SUBHEAD, "accent", is_bold=True)
        digit.setFixedWidth(INDENT)
        self._state = Label("", Type.LABEL, "warning")
        head.addWidget(digit)
        self._name = Label(name, Type.SUBHEAD)
        head.addWidget(self._name)
        head.addStretch()
        head.addWidget(self._state)
        outer.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(INDENT, 0, 0, 0)
        self.body.setSpacing(8)
        outer.addLayout(self.body)

    @property
    def is_full(self) -> bool:
        return not self.missing()

    @property
    def state_words(self) -> str:
        return self._state.text()

    def missing(self) -> str:
        """What is still to do, as it stands beside the greyed button; "" when nothing."""
        return ""

    def focus_missing(self) -> None:
        """Puts the focus where something is still to do."""

    def say_state(self, words: str, *, is_done: bool) -> None:
        self._state.say(words, "accent" if is_done else "warning")


class UnitPart(Part):
    """旗, 乡镇 or 村, and which one."""

    def __init__(self, regions: Regions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(1, "", parent)
        self._regions = regions
        self._name.setText(self.tr("单位"))
        row = QHBoxLayout()
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self.levels: dict[RegionLevel, QRadioButton] = {}
        for level in RegionLevel:
            button = QRadioButton(level.value)
            button.setFixedWidth(96)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # ← → in the field below change the level
            button.toggled.connect(lambda is_on, level=level: self._take_level(level) if is_on else None)
            self._group.addButton(button)
            self.levels[level] = button
            row.addWidget(button)
        row.addStretch()
        row.addWidget(KeyHint("← →", self.tr("换一级"), theme))
        self.picker = RegionPicker(regions, theme)
        self.picker.installEventFilter(self)
        self.picker.region_changed.connect(self._show)
        self.body.addLayout(row)
        self.body.addWidget(self.picker)
        self._hint = Label("", Type.LABEL, "label")
        self.body.addWidget(self._hint)
        self.levels[RegionLevel.TOWNSHIP].setChecked(True)

    @property
    def region(self) -> Region | None:
        return self.picker.region

    def missing(self) -> str:
        return "" if self.picker.region is not None else self.tr("选单位")

    def focus_missing(self) -> None:
        self.picker.setFocus()

    def step_level(self, by: int) -> None:
        """The next or the previous level, stopping at the ends."""
        levels = list(self.levels)
        now = next(place for place, level in enumerate(levels) if self.levels[level].isChecked())
        self.levels[levels[min(max(now + by, 0), len(levels) - 1)]].setChecked(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """← and → move the cursor while something is being typed, and change the level otherwise."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
            if event.key() in steps and (self.picker.region is not None or not self.picker.text()):
                self.step_level(steps[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _take_level(self, level: RegionLevel) -> None:
        among = self._regions.at_level(level)
        self.picker.set_among(among)
        hints = {
            RegionLevel.COUNTY: self.tr("全旗汇总，只有旗乡村振兴局选这一项。"),
            RegionLevel.TOWNSHIP: self.tr("输入拼音首字母或代码查找，如 tk 或 150722108。"),
            RegionLevel.VILLAGE: self.tr("输入拼音首字母、村名或代码查找，如 tmhz。"),
        }
        self._hint.setText(hints[level])
        if len(among) == 1:
            self.picker.set_region(among[0])
        self._show(self.picker.region)

    def _show(self, region: Region | None) -> None:
        self.say_state(self.tr("填完") if region else self.tr("还没选"), is_done=region is not None)
        self.changed.emit()


class OperatorPart(Part):
    """Who works here first; this person administers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(2, "", parent)
        self._name.setText(self.tr("操作员"))
        row = QHBoxLayout()
        row.setSpacing(0)
        name = Label(self.tr("姓名"), Type.TEXT, "label")
        name.setFixedWidth(50)
        self.name = LineField(max_length=40)
        self.name.setFixedWidth(180)
        self.name.value_changed.connect(self._show)
        row.addWidget(name)
        row.addWidget(self.name)
        row.addSpacing(20)
        role = Label(self.tr("角色"), Type.TEXT, "label")
        role.setFixedWidth(50)
        row.addWidget(role)
        row.addWidget(Label(self.tr("管理员"), Type.TEXT, "answer"))
        row.addStretch()
        self.body.addLayout(row)
        words = self.tr("第一位是管理员，也能填表。录入员、审核员以后在“设置”里加。")
        self.body.addWidget(Label(words, Type.LABEL, "label"))
        self._show("")

    def missing(self) -> str:
        return "" if self.name.value().strip() else self.tr("写操作员姓名")

    def focus_missing(self) -> None:
        self.name.setFocus()

    def _show(self, _typed: str) -> None:
        self.say_state(self.tr("填完") if self.is_full else self.tr("还没填"), is_done=self.is_full)
        self.changed.emit()


class PasswordPart(Part):
    """A new password, twice, with its strength in words."""

    def __init__(self, number: int = 3, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(number, name, parent)
        self._name.setText(name or self.tr("密码"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 50)
        self.first = PasswordField()
        self.second = PasswordField()
        for row, (words, field) in enumerate(((self.tr("密码"), self.first), (self.tr("再输"), self.second))):
            grid.addWidget(Label(words, Type.TEXT, "label"), row, 0)
            grid.addWidget(field, row, 1)
            field.value_changed.connect(self._show)
            field.caps_lock_changed.connect(lambda _on: self._show(""))
        self.body.addLayout(grid)
        below = QHBoxLayout()
        below.setSpacing(6)
        self._strength = Label("", Type.LABEL, "passed", is_bold=True)
        self._advice = Label("", Type.LABEL, "label")
        self._caps = Label(self.tr("大写锁定已开"), Type.LABEL, "warning")
        for one in (self._strength, self._advice, self._caps):
            below.addWidget(one)
        below.addStretch()
        self.body.addLayout(below)
        self._show("")

    @property
    def password(self) -> str:
        return self.first.value()

    def missing(self) -> str:
        if len(self.first.value()) < SHORTEST:
            return self.tr("设密码（至少 {0} 位）").format(SHORTEST)
        if password_strength(self.first.value()) is Strength.WEAK:
            return self.tr("密码再强一些")
        if self.first.value() != self.second.value():
            return self.tr("两次密码要一致")
        return ""

    def focus_missing(self) -> None:
        field = self.second if password_strength(self.first.value()) is not Strength.WEAK else self.first
        field.setFocus()
        field.selectAll()

    def clear(self) -> None:
        self.first.clear()
        self.second.clear()

    def _show(self, _typed: str) -> None:
        first, second = self.first.value(), self.second.value()
        strength = password_strength(first)
        is_weak = strength is Strength.WEAK
        words = self.tr("强度：{0}").format(strength.value) if first else ""
        self._strength.say(words, "warning" if is_weak else "passed")
        self._strength.setVisible(bool(first))
        self._advice.setText(self.tr("至少 {0} 位。四个不相干的词比一个难记的词好。").format(SHORTEST))
        self._caps.setVisible(self.first.is_caps_on or self.second.is_caps_on)
        if not self.missing():
            self.say_state(self.tr("两次一致"), is_done=True)
        elif not first:
            self.say_state(self.tr("还没设"), is_done=False)
        elif len(first) < SHORTEST:
            self.say_state(self.tr("还差 {0} 位").format(SHORTEST - len(first)), is_done=False)
        elif is_weak:
            self.say_state(self.tr("太弱"), is_done=False)
        else:
            self.say_state(self.tr("再输一次") if not second else self.tr("两次不一致"), is_done=False)
        is_wrong = bool(second) and not first.startswith(second)
        self.second.show_finding(self.tr("两次不一致") if is_wrong else "")
        self.changed.emit()
