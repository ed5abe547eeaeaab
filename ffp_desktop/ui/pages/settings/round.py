"""The round: its period and the minimum-income monitoring line, which an administrator sets."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.desk_shape import ADMINISTRATOR, DeskShape
from ffp_desktop.ui.pages.settings.part import SettingsPart
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.field import LatinField
from ffp_desktop.ui.widgets.label import Label


class RoundPart(SettingsPart):
    """Rules that need the monitoring line wait until it is set; it has no default."""

    def __init__(self, desk: DeskShape, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_name(self.tr("本轮核查"))
        self._desk = desk
        self._round_name = Label("", Type.TEXT, "answer", is_bold=True)
        self.start, self.end, self.line = (
            LatinField(max_length=10),
            LatinField(max_length=10),
            LatinField(max_length=12),
        )
        self.add_line(self.tr("名称"), self._round_name)
        for field in (self.start, self.end, self.line):
            field.setFixedWidth(150)
            field.returnPressed.connect(self.focusNextChild)
        self.add_line(self.tr("收支周期"), self.start, Label(self.tr("至"), Type.TEXT, "label"), self.end)
        self.add_words(self.tr("写成 2022-02-15 的样子；印在表的“三、收支情况”标题里。"))
        self.add_line(self.tr("监测线"), self.line, Label(self.tr("元 / 人·年"), Type.TEXT, "label"))
        self._line_words = self.add_words("")
        self.save = KeyButton(self.tr("改成这样"), "", theme, is_main=True)
        self.add_line("", self.save)
        self.open_next = KeyButton("", "", theme)
        self.add_line("", self.open_next)
        self.open_next.clicked.connect(self.open_round)
        self.body.addWidget(self.notice)
        self.body.addStretch()
        self.save.clicked.connect(self.save_round)
        is_administrator = desk.operator.role == ADMINISTRATOR
        for widget in (self.start, self.end, self.line, self.save, self.open_next):
            widget.setEnabled(is_administrator)
        if not is_administrator:
            self.notice.tell(self.tr("周期和监测线要由管理员来改。"))

    def first_field(self) -> QWidget | None:
        return self.line if self.line.isEnabled() else None

    def show_now(self) -> None:
        now = self._desk.current_round()
        self._round_name.setText(now.name)
        self.open_next.setText(self.tr("开始下一轮：{0}").format(self._desk.next_round().name))
        self.start.set_value(now.period_start)
        self.end.set_value(now.period_end)
        self.line.set_value(now.monitoring_line)
        if now.monitoring_line:
            self._line_words.say(self.tr("人均纯收入低于它的户会提醒。"), "muted")
        else:
            self._line_words.say(self.tr("还没设：和监测线有关的提醒先不查。请按旗里文件填写，不要估计。"), "warning")

    def open_round(self) -> None:
        """The next quarter begins: households are visited anew, from what their last survey said."""
        new = self._desk.next_round()
        words = self.tr("会开始“{0}”，收支周期 {1} 至 {2}，以后可以改。这一轮的表照样看得到。要开始就再按一次。")
        if self.is_asked_again(f"open {new.id}", words.format(new.name, new.period_start, new.period_end)):
            done = self.tr("已开始“{0}”。回到调查表，“未录入”里是等着上门的户。").format(new.name)
            self.try_to(lambda: self._desk.open_round(new), done)

    def save_round(self) -> None:
        """Keeps what stands in the fields; a wrong figure stays as typed, with its sentence."""
        line = self.line.value().strip().replace(",", "")
        if line and not _is_amount(line):
            self.line.show_finding(self.tr("不是金额"))
            self.notice.tell(self.tr("监测线“{0}”不是金额，请写数字，如 7000。").format(self.line.value()), "error")
            self.line.setFocus()
            return
        self.line.show_finding("")
        changed = replace(
            self._desk.current_round(),
            period_start=self.start.value().strip(),
            period_end=self.end.value().strip(),
            monitoring_line=line,
        )
        self.try_to(lambda: self._desk.save_round(changed), self.tr("已改；打开着的表下次改动时按新的核对。"))


def _is_amount(text: str) -> bool:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return False
    return amount.is_finite() and 0 < amount < 1_000_000 and text.isascii()
