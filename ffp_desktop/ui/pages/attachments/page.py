"""附件 (Ctrl+G): the photos of one household. A list with small pictures, the chosen one beside it or alone."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.attachments import AttachmentKind
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.form.reason_line import ReasonLine
from ffp_desktop.ui.page import HOME_TAB, KeyAction, Page
from ffp_desktop.ui.pages.attachments.adding import Adding, Source, sources_of
from ffp_desktop.ui.pages.attachments.image_bytes import decode_image, draw_thumbs
from ffp_desktop.ui.pages.attachments.layout import AttachmentLayout, say_count
from ffp_desktop.ui.pages.attachments.model import AttachmentModel
from ffp_desktop.ui.pages.attachments.printing import print_picture
from ffp_desktop.ui.pages.attachments.table import AttachmentList
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.file_choice import ask_files
from ffp_desktop.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from ffp_desktop.services.attachments import Added, KeptAttachment

_ZOOM_STEP = 1.4
_REASON_HEIGHT = 36


class AttachmentsPage(Page):
    """F2, a drag or Ctrl+V adds; a digit says what it is; Ctrl+Del takes it away with a reason; Esc goes back."""

    tab = HOME_TAB
    left = Signal()
    neighbour_wanted = Signal(int)  # +1 the next household in the list, -1 the one before

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._attachments = desk.make_attachments()
        self._surveys: Sequence[str] = ()
        self._removed = ""  # the attachment a reason is asked for
        self._added, self._refused = list[str](), list[str]()  # what came of the files brought last
        self.model = AttachmentModel(self)
        self.list = AttachmentList(self.model, parts.theme)
        self.view = PictureView(parts.theme)
        self.adding = Adding(self._attachments, parts.background, self)
        self.place = AttachmentLayout(self, self.list, self.view, parts.theme)
        self.reason = ReasonLine(parts.theme, self)
        self.setAcceptDrops(True)
        self._join()
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("附件")

    def help_chapter(self) -> str:
        return "15-附件"

    def key_actions(self) -> list[KeyAction]:
        if self.place.is_large:
            return [
                KeyAction("+ −", self.tr("放大缩小"), lambda: self.view.zoom_by(_ZOOM_STEP)),
                KeyAction("Ctrl+→", self.tr("转过来"), lambda: self.view.turn_by(1)),
                KeyAction("PgUp PgDn", self.tr("上一张、下一张"), lambda: self._page_by(1)),
                KeyAction("F7", self.tr("打印"), self.print_current),
                KeyAction("Esc", self.tr("回到清单"), self._escape),
            ]
        stop = [KeyAction("Esc", self.tr("不加了"), self._escape)] if self.adding.is_busy else []
        actions = [
            KeyAction("F2", self.tr("加照片或 PDF"), self.choose_files),
            KeyAction("Ctrl+V", self.tr("粘贴"), self.paste),
        ]
        if self.model.rows:
            actions += [
                KeyAction("Enter", self.tr("放大看"), self.open_large),
                KeyAction("1 2 3", self.tr("是哪一种")),
                KeyAction("Ctrl+Del", self.tr("去掉"), self.ask_removal),
                KeyAction("F7", self.tr("打印"), self.print_current),
            ]
        if len(self._surveys) == 1:
            actions.append(KeyAction("PgUp PgDn", self.tr("上一户、下一户"), lambda: self._page_by(1)))
        return [*actions, *(stop or [KeyAction("Esc", self.tr("返回"), self._escape)])]

    def arrive(self) -> None:
        self.list.setFocus()

    # -- public ------------------------------------------------------------------------------------------------

    def show_surveys(self, survey_ids: Sequence[str]) -> None:
        """Shows the attachments of a survey, or of a household's surveys, oldest first; new ones go to the last.

        Raises FfpError `survey.unknown`.
        """
        self.place.set_large(False)
        self._surveys = tuple(survey_ids)
        self.place.show_subject([self._attachments.subject(survey) for survey in survey_ids])
        self.place.notice.tell(self.adding.words)
        self.refresh()
        self.list.choose([one.attachment.id for one in self.model.rows[:1]])

    def refresh(self) -> None:
        """Reads the list again; the chosen ones stay chosen."""
        chosen = self.list.chosen()
        try:
            rows = self._attachments.of_surveys(self._surveys)
        except FfpError as error:
            self.place.notice.tell_error(error)
            return
        self.model.show(rows, self.place.wheres)
        self.place.count.setText(say_count(rows))
        self.list.choose(chosen or [one.attachment.id for one in rows[:1]])
        self._show_current()
        draw_thumbs(self.model, self._attachments, self._parts.background, self)
        self.keys_changed.emit()

    def choose_files(self) -> None:
        files = ask_files(self, self.tr("选照片或 PDF"), self.tr("照片和 PDF ({0})").format(_PATTERNS))
        self.add([Source(file.name, file) for file in files])

    def paste(self) -> None:
        sources = sources_of(QGuiApplication.clipboard().mimeData())
        if not sources:
            self.place.notice.tell(self.tr("剪贴板里没有图片，也没有文件。先复制一张图，再按 Ctrl+V。"), "warning")
        self.add(sources)

    def add(self, sources: Sequence[Source]) -> None:
        """Adds to the survey shown, in the background."""
        if sources and self._surveys:
            if not self.adding.is_busy:
                self._added, self._refused = [], []
            self.adding.add(self._surveys[-1], sources)

    def open_large(self) -> None:
        if self.current() is not None:
            self.place.set_large(True)
            self.view.setFocus()
            self.keys_changed.emit()

    def set_kind(self, kind: AttachmentKind) -> None:
        """Says what the chosen ones are."""
        chosen = self.list.chosen()
        if chosen and self._try(lambda: [self._attachments.set_kind(one, kind) for one in chosen]):
            self.refresh()
            self.place.notice.tell(self.tr("选中的 {0} 张算“{1}”。").format(len(chosen), kind.value))

    def ask_removal(self) -> None:
        kept = self.current()
        if kept is None or self.place.is_large:
            return
        self._removed = kept.attachment.id
        prompt = self.tr("去掉“{0}”，原因：").format(kept.attachment.name)
        column = self.place.column.geometry()
        rect = QRect(column.x(), column.bottom() - _REASON_HEIGHT, self.width() - 2 * column.x(), _REASON_HEIGHT)
        self.reason.ask(prompt, rect, self._remove)

    def print_current(self) -> None:
        image = self.view.image()
        if not image.isNull():
            self._try(lambda: print_picture(self, image, self._parts, self.place.notice))

    def current(self) -> "KeptAttachment | None":
        row = self.list.row
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    # -- joining -----------------------------------------------------------------------------------------------

    def _join(self) -> None:
        self.list.opened.connect(self.open_large)
        self.list.kind_chosen.connect(self.set_kind)
        self.list.current_changed.connect(self._show_current)
        self.place.kind_pressed.connect(self.set_kind)
        self.place.add_pressed.connect(self.choose_files)
        self.place.remove_pressed.connect(self.ask_removal)
        self.adding.changed.connect(self._tell_adding)
        self.adding.added.connect(self._take_added)
        self.adding.refused.connect(self._take_refused)

    def _bind(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "F2": self.choose_files,
            "F7": self.print_current,
            "Ctrl+V": self.paste,
            "Ctrl+Del": self.ask_removal,
            "Esc": self._escape,
            "PgUp": lambda: self._page_by(-1),
            "PgDown": lambda: self._page_by(1),
            "Ctrl+Right": lambda: self._at_large(lambda: self.view.turn_by(1)),
            "Ctrl+Left": lambda: self._at_large(lambda: self.view.turn_by(-1)),
        }
        for key in ("+", "=", "Ctrl++", "Ctrl+="):
            keys[key] = lambda: self._at_large(lambda: self.view.zoom_by(_ZOOM_STEP))
        for key in ("-", "Ctrl+-"):
            keys[key] = lambda: self._at_large(lambda: self.view.zoom_by(1 / _ZOOM_STEP))
        for key, act in keys.items():
            self.bind_key(key, act)

    def _at_large(self, act: Callable[[], None]) -> None:
        if self.place.is_large:
            act()

    def _page_by(self, by: int) -> None:
        """The next picture when one is shown large, else the next household."""
        if self.reason.is_open:
            return
        if self.place.is_large:
            self.list.step(by)
        elif len(self._surveys) == 1:
            self.neighbour_wanted.emit(by)

    def _escape(self) -> None:
        if self.reason.is_open:
            self.reason.line.given_up.emit()
        elif self.place.is_large:
            self.place.set_large(False)
            self.list.setFocus()
            self.keys_changed.emit()
        elif self.adding.is_busy:
            self.adding.stop()
        else:
            self.left.emit()

    # -- showing -----------------------------------------------------------------------------------------------

    def _show_current(self) -> None:
        """The current one beside the list; what is missing or damaged is told in its place."""
        kept = self.current()
        self.place.show_current(kept)
        if kept is None:
            self.view.show_words(
                self.tr("还没有附件。\n\n按 F2 选照片或 PDF；也可以把文件拖到这里，\n或复制一张图后按 Ctrl+V。")
            )
            return
        try:
            image = decode_image(self._attachments.open(kept.attachment.id))
        except FfpError as error:
            self.view.show_words(error.sentence)
            return
        if image.isNull():
            self.view.show_words(self.tr("这张图显示不出来。请重新拍一张加进来。"))
        else:
            self.view.show_image(image)

    def _tell_adding(self) -> None:
        if self.adding.is_busy:
            self.place.notice.tell(self.adding.words)
        self.keys_changed.emit()

    def _tell_added(self) -> None:
        """What became of all that was brought together."""
        count = self.tr("已加 {0} 张，先算“{1}”；不是的话按 2 或 3。")
        words = [count.format(len(self._added), AttachmentKind.PAPER.value)] if self._added else []
        self.place.notice.tell("".join((*words, *self._refused)), "error" if self._refused else "passed")

    def _take_added(self, survey: str, done: "Added") -> None:
        if survey not in self._surveys:
            return
        self.refresh()
        self._added += [one.id for one in done.attachments]
        if not done.attachments:
            self._refused.append(self.tr("这张已经有了，没有再加。"))
        self.list.choose(self._added)
        self._tell_added()

    def _take_refused(self, name: str, error: FfpError) -> None:
        self._refused.append(self.tr("“{0}”没有加：{1}").format(name, error.sentence))
        self._tell_added()

    def _remove(self, reason: str) -> None:
        self.list.setFocus()
        removed, row = self._removed, self.list.row
        if reason and self._try(lambda: self._attachments.remove(removed, reason)):
            self.refresh()
            self.list.choose([one.attachment.id for one in self.model.rows[max(0, row - 1) :][:1]])
            self.place.notice.tell(self.tr("已去掉，原因记下了。"))

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except FfpError as error:
            self.place.notice.tell_error(error)
            return False
        return True

    # -- Qt ----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if sources_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(sources_of(event.mimeData()))
        event.acceptProposedAction()


_PATTERNS = "*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.pdf *.JPG *.JPEG *.PNG *.PDF"
