"""What a person brings (files, a dragged or pasted picture), made small and kept in the background, one by one."""

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, Signal, SignalInstance
from PySide6.QtGui import QImage

from ffp_desktop.domain.attachments import AttachmentKind
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background, Task
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.pages.attachments.image_bytes import encode_image
from ffp_desktop.ui.widgets.file_choice import brought_files

if TYPE_CHECKING:
    from ffp_desktop.services.attachments import Added, Attachments


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a picture that is in memory only."""

    name: str
    file: Path | None = None
    image: QImage | None = None


def sources_of(brought: QMimeData) -> list[Source]:
    """What a clipboard or a drag holds: files of this computer, else one picture."""
    files = brought_files(brought)
    if files:
        return [Source(file.name, file) for file in files]
    image = brought.imageData() if brought.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return [Source(QCoreApplication.translate("attachments", "粘贴的图"), image=image)]
    return []


class Adding(QObject):
    """The sources that wait, and the one under way. A refused one does not keep the others.

    The background works off all that waits in one piece: who locks or closes at once has it all in the vault.
    """

    changed = Signal()  # busy or not, or another source
    added = Signal(str, object)  # survey id, Added
    refused = Signal(str, object)  # the source's name, FfpError
    _begun = Signal()
    _ended = Signal(str, str, object)

    def __init__(self, attachments: "Attachments", background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._attachments = attachments
        self._waiting: deque[tuple[str, Source]] = deque()
        self._name = ""
        self.is_busy = False
        self._errand = Errand(background, self)
        self._errand.stopped.connect(self._end)
        self._begun.connect(self.changed)
        self._ended.connect(self._take)

    @property
    def words(self) -> str:
        """What is being done now, "" for nothing."""
        if not self.is_busy:
            return ""
        words = QCoreApplication.translate("attachments", "正在缩小并加密“{0}”…").format(self._name)
        if self._waiting:
            words += QCoreApplication.translate("attachments", "后面还有 {0} 个。").format(len(self._waiting))
        return words

    def add(self, survey: str, sources: Sequence[Source]) -> None:
        self._waiting.extend((survey, source) for source in sources)
        if self.is_busy:
            self.changed.emit()
        else:
            self._start()

    def stop(self) -> None:
        """Lets the rest be; what was kept stays."""
        self._waiting.clear()
        self._errand.stop()

    def _start(self) -> None:
        self.is_busy, self._name = True, self._waiting[0][1].name
        self._errand.run(self._work_off, lambda _nothing: self._end())

    def _work_off(self, task: Task) -> None:
        """In the background; goes on when the page is gone."""
        while self._waiting:
            survey, source = self._waiting.popleft()
            self._name = source.name
            self._tell(self._begun)
            try:
                self._tell(self._ended, survey, source.name, self._keep(survey, source, task))
            except FfpError as error:
                self._tell(self._ended, survey, source.name, error)

    def _keep(self, survey: str, source: Source, task: Task) -> "Added":
        if source.file is not None:
            return self._attachments.add_file(survey, source.file, AttachmentKind.PAPER, task.report)
        content = encode_image(source.image or QImage())
        return self._attachments.add(survey, content, AttachmentKind.PAPER, source.name, task.report)

    def _tell(self, signal: SignalInstance, *told: object) -> None:
        with suppress(RuntimeError):  # nobody is there any more to be told
            signal.emit(*told)

    def _take(self, survey: str, name: str, result: "Added | FfpError") -> None:
        if isinstance(result, FfpError):
            self.refused.emit(name, result)
        else:
            self.added.emit(survey, result)

    def _end(self) -> None:
        self.is_busy = False
        if self._waiting:  # brought while the last one was being finished
            self._start()
        self.changed.emit()
