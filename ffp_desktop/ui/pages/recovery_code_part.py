"""The fourth part of the first start: the recovery code, shown, printed, and typed back in part."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ffp_desktop.ui.pages.first_start_parts import Part
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.field import LatinField
from ffp_desktop.ui.widgets.label import Label


def split_code(code: str) -> list[str]:
    """The groups of a recovery code, however they are parted."""
    return [group for group in code.upper().replace("-", " ").split() if group]


class CodeCard(QWidget):
    """The groups in a frame, four to a row, each with its number."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._groups: list[str] = []
        self.setFixedHeight(124)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_groups(self, groups: list[str]) -> None:
        self._groups = groups
        rows = (len(groups) + 3) // 4
        self.setFixedHeight(28 + 48 * max(rows, 1))
        self.setAccessibleName(" ".join(groups))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._theme.palette
        painter.fillRect(self.rect(), QColor("#FAF9F7"))
        painter.setPen(self._theme.pen(palette.frame))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        column = (self.width() - 36) / 4
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        for number, group in enumerate(self._groups):
            box = QRectF(29 + column * (number % 4), 14 + 48 * (number // 4), column, 48)
            painter.setFont(self._theme.font(Type.SECONDARY))
            painter.setPen(QColor(palette.muted))
            painter.drawText(box, middle, str(number + 1))
            painter.setFont(self._theme.font_of_size(22, is_bold=True))
            painter.setPen(QColor(palette.answer))
            painter.drawText(box.adjusted(17, 0, 0, 0), middle, group)


class RecoveryCodePart(Part):
    """Full once three of its groups were typed back rightly."""

    print_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(4, QCoreApplication.translate("RecoveryCodePart", "恢复码"), parent)
        self._theme = theme
        self._groups: list[str] = []
        self._asked: Sequence[int] = ()
        why = self.tr("忘了密码时，只有它能打开这台电脑上的数据。谁都不能代你找回。")
        self.body.addWidget(Label(why, Type.TEXT, "label", wraps=True))
        self.card = CodeCard(theme)
        self.body.addSpacing(6)
        self.body.addWidget(self.card)
        self.body.addSpacing(6)
        self.body.addLayout(self._make_print_row())
        self._ask = Label("", Type.TEXT, "label")
        self.body.addSpacing(10)
        self.body.addWidget(self._ask)
        self._fields_row = QHBoxLayout()
        self._fields_row.setSpacing(8)
        self.body.addLayout(self._fields_row)
        self.fields: list[LatinField] = []
        self._told = Label(self.tr("纸条和电脑分开放，例如放进乡镇档案柜。"), Type.LABEL, "label")
        self.body.addSpacing(4)
        self.body.addWidget(self._told)
        self.body.addStretch()

    def set_code(self, code: str, asked: Sequence[int]) -> None:
        """Shows a code; `asked` are the positions (from 0) of the groups to type back, in order."""
        self._groups = split_code(code)
        self._asked = asked
        self.card.set_groups(self._groups)
        numbers = "、".join(str(position + 1) for position in asked)
        self._ask.setText(self.tr("请按顺序输入第 {0} 组，确认已经抄下：").format(numbers))
        for position in asked:
            number = Label(str(position + 1), Type.LABEL, "muted")
            field = LatinField(max_length=len(self._groups[position]))
            field.setFixedWidth(110)
            field.value_changed.connect(self._check)
            self.fields.append(field)
            self._fields_row.addWidget(number)
            self._fields_row.addWidget(field)
            self._fields_row.addSpacing(12)
        self._fields_row.addStretch()
        self._check("")

    def missing(self) -> str:
        return "" if self._right() == len(self._asked) else self.tr("确认恢复码")

    def _right(self) -> int:
        pairs = zip(self.fields, self._asked, strict=True)
        return sum(field.value().strip().upper() == self._groups[position] for field, position in pairs)

    def _check(self, _typed: str) -> None:
        for number, (field, position) in enumerate(zip(self.fields, self._asked, strict=True)):
            typed, group = field.value().strip().upper(), self._groups[position]
            is_wrong = not group.startswith(typed)
            field.show_finding(self.tr("和上面第 {0} 组不一样").format(position + 1) if is_wrong else "")
            if typed == group and field.hasFocus() and number + 1 < len(self.fields):
                self.fields[number + 1].setFocus()
        wrong = next((field.accessibleDescription() for field in self.fields if field.accessibleDescription()), "")
        self.say_state(self.tr("已确认") if self.is_full else wrong or self.tr("还没确认"), is_done=self.is_full)
        self.changed.emit()

    def focus_missing(self) -> None:
        for field, position in zip(self.fields, self._asked, strict=True):
            if field.value().strip().upper() != self._groups[position]:
                field.setFocus()
                field.selectAll()
                return

    def _make_print_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        button = KeyButton(self.tr("打印恢复码"), "F7", self._theme)
        button.clicked.connect(self.print_wanted)
        row.addWidget(button)
        row.addWidget(Label(self.tr("不用 0 O 1 I L 5 S，不会抄混。"), Type.LABEL, "label"))
        row.addStretch()
        return row
