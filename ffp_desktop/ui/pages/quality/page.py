"""录入质量 (Alt+5): what is to be typed a second time at the left, how fast and how well people type at the right."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.services.verification.overview import Stage
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import DESK_TAB, KeyAction, Page
from ffp_desktop.ui.pages.quality.bars import BarRow
from ffp_desktop.ui.pages.quality.draw_panel import DrawPanel
from ffp_desktop.ui.pages.quality.list_part import OPEN, ListPart
from ffp_desktop.ui.pages.quality.picture_part import PicturePart
from ffp_desktop.ui.pages.quality.rows import Means
from ffp_desktop.ui.parts import Parts


class QualityPage(Page):
    """F2 draws, F3 names one, Enter types it again; F6 goes to the picture, where Enter opens what is behind a bar."""

    tab = DESK_TAB
    left = Signal()
    second_entry_wanted = Signal(str, bool)  # survey id, whether one's own may be typed again
    survey_wanted = Signal(str)

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock = parts.clock
        self._own = ""  # one's own survey that was refused, and may be taken with F5
        self.list = ListPart(desk, parts)
        self.table = self.list.table
        self.notice = self.list.notice
        self.picture = PicturePart(desk, parts)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 10)
        row.setSpacing(14)
        row.addWidget(self.list)
        row.addWidget(self.picture, 1)
        villages = desk.regions.villages_in(desk.unit.code)
        self.panel = DrawPanel(desk.quality.draw_surveys, desk.regions, villages, parts.theme, self)
        self._join()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("录入质量")

    def help_chapter(self) -> str:
        return "11-录入质量"

    def key_actions(self) -> list[KeyAction]:
        if self.picture.bars.hasFocus():
            back = KeyAction("F6", self.tr("回名单"), self._switch_pane)
            export = KeyAction("Ctrl+E", self.tr("导出"), self.picture.export)
            look = KeyAction("Enter", self.tr("看是哪些表"), self.picture.bars.open_current)
            show = KeyAction("F7", self.tr("打印"), self.picture.print_picture)
            return [KeyAction("↑↓ ← →", self.tr("看一条")), look, back, show, export]
        actions = [*self._line_actions()]
        actions.append(KeyAction("F2", self.tr("抽表"), self._open_panel))
        actions.append(KeyAction("F3", self.tr("指定一张"), self.list.start_search))
        if self.picture.has_rows:
            actions.append(KeyAction("F6", self.tr("看图"), self._switch_pane))
            actions.append(KeyAction("F7", self.tr("打印图"), self.picture.print_picture))
            actions.append(KeyAction("Ctrl+E", self.tr("导出"), self.picture.export))
        words = self.tr("回名单") if self.list.shows_other else self.tr("返回")
        actions.append(KeyAction("Esc", words, self._go_back))
        return actions

    def _line_actions(self) -> list[KeyAction]:
        """What can be done with the line one stands on."""
        actions, line = [], self.table.current
        if line is not None and line.means is not Means.NOTHING:
            words = self.tr("开始复录") if line.means is Means.TYPE_AGAIN else self.tr("打开这张表")
            actions.append(KeyAction("Enter", words, self.open_current))
        if self._own:
            actions.append(KeyAction("F5", self.tr("自己复录"), self._accept_own))
        if line is not None and line.can_drop:
            actions.append(KeyAction("Ctrl+Del", self.tr("从名单去掉"), self._drop))
        return actions

    def status_words(self) -> tuple[str, str]:
        return self.tr("数据已保存"), ""

    def arrive(self) -> None:
        self.list.refresh(OPEN)
        self.picture.refresh()
        self.table.setFocus()

    def leave(self) -> None:
        self.panel.hide()
        self.list.stop()
        self.picture.stop()

    # -- public ------------------------------------------------------------------------------------------------

    def refuse(self, survey_id: str, error: FfpError) -> None:
        """A second entry could not begin; where there is nobody else, one's own may be typed again."""
        self.notice.tell_error(error)
        active = [one for one in self._desk.list_operators() if not one.disabled_at]
        if error.code == "verification.own_survey" and len(active) == 1:
            self._own = survey_id
            words = self.tr("这张表是您自己录的。这里只有您一个操作员：按 F5 自己再录一遍，隔一天再录更看得出错。")
            self.notice.tell(words, "warning")
        self._tell_keys()

    def open_current(self) -> None:
        """Enter: types it again, or opens it to look at."""
        line = self.table.current
        if line is None or line.means is Means.NOTHING:
            return
        self._own = ""
        self.notice.tell("")
        if line.means is Means.TYPE_AGAIN:
            self.second_entry_wanted.emit(line.survey, False)
        else:
            self.survey_wanted.emit(line.survey)

    # -- doing -------------------------------------------------------------------------------------------------

    def _join(self) -> None:
        self.table.opened.connect(self.open_current)
        self.list.changed.connect(self._tell_keys)
        self.list.draw_wanted.connect(self._open_panel)
        self.picture.opened.connect(self._look_behind)
        self.picture.changed.connect(self._tell_keys)
        self.picture.bars.installEventFilter(self)
        self.panel.wanted.connect(self._choose)
        self.panel.closed.connect(self.table.setFocus)
        keys = {"F2": self._open_panel, "F3": self.list.start_search, "F5": self._accept_own, "F6": self._switch_pane}
        keys |= {
            "F7": self.picture.print_picture,
            "Ctrl+E": self.picture.export,
            "Ctrl+Del": self._drop,
            "Esc": self._go_back,
        }
        for key, act in keys.items():
            self.bind_key(key, act)

    def _look_behind(self, row: BarRow) -> None:
        self.list.look_behind(row, *self.picture.days_behind(row))

    def _go_back(self) -> None:
        if self.panel.isVisible():
            self.panel.close_panel()
        elif self.list.shows_other:
            was_behind = self.list.show_list()
            (self.picture.bars if was_behind else self.table).setFocus()
        elif self.picture.bars.hasFocus():
            self.table.setFocus()
        else:
            self.left.emit()

    def _switch_pane(self) -> None:
        goes_back = self.picture.bars.hasFocus() or not self.picture.has_rows
        (self.table if goes_back else self.picture.bars).setFocus()

    def _open_panel(self) -> None:
        self.panel.open(self._clock().date().isoformat(), self._known())

    def _known(self) -> frozenset[str]:
        """What is on the list and not done stays as it is."""
        return frozenset(one.summary.id for one in self.list.listed if one.stage is not Stage.DONE)

    def _choose(self, survey_ids: list[str]) -> None:
        try:
            self._desk.quality.choose_surveys(survey_ids)
        except FfpError as error:
            self.panel.notice.tell_error(error)
            return
        self.panel.close_panel()
        self.list.show_list()

    def _drop(self) -> None:
        line = self.table.current
        if line is None or not line.can_drop:
            return
        try:
            self._desk.quality.drop_survey(line.survey)
        except FfpError as error:
            self.notice.tell_error(error)
        self.list.refresh()

    def _accept_own(self) -> None:
        own, self._own = self._own, ""
        if own:
            self.notice.tell("")
            self.second_entry_wanted.emit(own, True)

    def _tell_keys(self) -> None:
        self.keys_changed.emit()
        self.status_changed.emit()

    # -- Qt ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other keys work while the picture has the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._tell_keys()
        return super().eventFilter(watched, event)
