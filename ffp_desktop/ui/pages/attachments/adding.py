"""What a person brings (files, a dragged or pasted picture), made small and kept in the background, one by one."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from ffp_desktop.domain.attachments import AttachmentKind
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background, Task
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.pages.attachments.image_bytes import encode_image

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
    files = [Path(url.toLocalFile()) for url in brought.urls() if url.isLocalFile()] if brought.hasUrls() else []
    if files:
        return [Source(file.name, file) for file in files]
    image = brought.imageData() if brought.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return [Source(QCoreApplication.translate("attachments", "粘贴的图"), image=image)]
    return []


class Adding(QObject):
    """The sources that wait, and the one under way. A refused one does not keep the others."""

    changed = Signal()  # busy or not, or another source
    added = Signal(str, object)  # survey id, Added
    refused = Signal(str, object)  # the source's name, FfpError

    def __init__(self, attachments: "Attachments", background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._attachments = attachments
        self._waiting: deque[tuple[str, Source]] = deque()
        self._name = ""
        self.errand = Errand(background, self)
        self.errand.refused.connect(self._refuse)
        self.errand.stopped.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        return bool(self._name)

    @property
    def words(self) -> str:
        """What is being done now, "" for nothing."""
        if not self._name:
            return ""
        words = QCoreApplication.translate("attachments", "正在缩小并加密“{0}”…").format(self._name)
        if self._waiting:
            words += QCoreApplication.translate("attachments", "后面还有 {0} 个。").format(len(self._waiting))
        return words

    def add(self, survey: str, sources: Sequence[Source]) -> None:
        self._waiting.extend((survey, source) for source in sources)
        if not self.is_busy:
            self._go_on()
        else:
            self.changed.emit()

    def stop(self) -> None:
        """Lets the rest be; what was kept stays."""
        self._waiting.clear()
        self.errand.stop()

    def _go_on(self) -> None:
        if not self._waiting:
            self._name = ""
            self.changed.emit()
            return
        survey, source = self._waiting.popleft()
        self._name = source.name
        self.changed.emit()
        self.errand.run(lambda task: self._keep(survey, source, task), lambda done: self._take(survey, done))

    def _keep(self, survey: str, source: Source, task: Task) -> "Added":
        if source.file is not None:
            return self._attachments.add_file(survey, source.file, AttachmentKind.PAPER, task.report)
        content = encode_image(source.image or QImage())
        return self._attachments.add(survey, content, AttachmentKind.PAPER, source.name, task.report)

    def _take(self, survey: str, done: "Added") -> None:
        self.added.emit(survey, done)
        self._go_on()

    def _refuse(self, error: FfpError) -> None:
        self.refused.emit(self._name, error)
        self._go_on()
