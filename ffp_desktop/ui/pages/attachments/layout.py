"""How the page of attachments is laid out: whose they are, the list, the kinds; the picture beside it or alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.attachments import Presence
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.pages.attachments.table import KINDS, AttachmentList
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from ffp_desktop.services.attachments import KeptAttachment, Subject

_COLUMN = 470


class AttachmentLayout(QObject):
    """The widgets of the page that only show, and the buttons beside the keys."""

    kind_pressed = Signal(object)  # AttachmentKind
    add_pressed = Signal()
    remove_pressed = Signal()

    def __init__(self, page: QWidget, listed: AttachmentList, view: PictureView, theme: Theme) -> None:
        super().__init__(page)
        self._theme = theme
        self._list = listed
        self._view = view
        self.head = Label("", Type.HOUSEHOLD)
        self.where = Label("", Type.LABEL, "label")
        self.count = Label("", Type.LABEL, "label")
        self.notice = NoticeLine()
        self.caption = Label("", Type.SUBHEAD)
        self.wheres: dict[str, str] = {}
        self.column = QWidget()
        self._remove = KeyButton(self.tr("去掉"), "Ctrl+Del", theme)
        self._kinds = QWidget()
        self._lay_kinds()
        self._build(page)

    @property
    def is_large(self) -> bool:
        """Whether the picture stands alone."""
        return self.column.isHidden()

    def set_large(self, is_large: bool) -> None:
        self.column.setHidden(is_large)

    def show_subject(self, subjects: "Sequence[Subject]") -> None:
        """Whose attachments are shown; of several surveys each row says its round."""
        last = subjects[-1]
        self.head.setText(self.tr("{0} 户").format(last.head_name) if last.head_name else self.tr("新的一户"))
        self.where.setText(f"{last.village_name}  {last.number}" if len(subjects) == 1 else last.village_name)
        self.wheres = {one.survey: one.round_name for one in subjects} if len(subjects) > 1 else {}

    def show_current(self, kept: "KeptAttachment | None") -> None:
        """The line above the picture."""
        one = kept.attachment if kept else None
        self.caption.setText(f"{one.kind.value}　{one.name}" if one else "")
        for widget in (self._kinds, self._remove):
            widget.setVisible(one is not None)

    def _build(self, page: QWidget) -> None:
        row = QHBoxLayout(page)
        row.setContentsMargins(14, 12, 14, 10)
        row.setSpacing(14)
        self.column.setFixedWidth(_COLUMN)
        row.addWidget(self.column)
        row.addLayout(self._lay_picture(), 1)
        column = QVBoxLayout(self.column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.head)
        head.addStretch()
        head.addWidget(self.count)
        column.addLayout(head)
        column.addWidget(self.where)
        column.addWidget(self.notice)
        column.addWidget(_framed(self._list), 1)
        column.addWidget(self._kinds)
        column.addLayout(self._lay_buttons())

    def _lay_picture(self) -> QVBoxLayout:
        picture = QVBoxLayout()
        picture.setSpacing(6)
        self.caption.setFixedHeight(24)
        picture.addWidget(self.caption)
        picture.addWidget(self._view, 1)
        return picture

    def _lay_kinds(self) -> None:
        kinds = QHBoxLayout(self._kinds)
        kinds.setContentsMargins(0, 0, 0, 0)
        kinds.setSpacing(16)
        kinds.addWidget(Label(self.tr("选中的是："), Type.SECONDARY, "label"))
        for number, kind in enumerate(KINDS, 1):
            hint = KeyHint(str(number), kind.value, self._theme)
            hint.clicked.connect(lambda kind=kind: self.kind_pressed.emit(kind))
            kinds.addWidget(hint)
        kinds.addStretch()

    def _lay_buttons(self) -> QHBoxLayout:
        add = KeyButton(self.tr("加照片或 PDF"), "F2", self._theme, is_main=True)
        add.clicked.connect(self.add_pressed)
        self._remove.clicked.connect(self.remove_pressed)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (add, self._remove):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            buttons.addWidget(button)
        buttons.addStretch()
        return buttons


def say_count(rows: "Sequence[KeptAttachment]") -> str:
    """共 4 张，1 张未到."""
    translate = QCoreApplication.translate
    away = sum(one.presence is not Presence.HERE for one in rows)
    words = translate("attachments", "共 {0} 张").format(len(rows))
    return words + translate("attachments", "，{0} 张没有到").format(away) if away else words


def _framed(listed: QWidget) -> QWidget:
    frame = QWidget()
    frame.setProperty("ground", "sheet")
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(listed)
    return frame
