"""Pictures from bytes and to bytes, in memory; the small ones of the list in the background."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background
from ffp_desktop.ui.pages.attachments.model import AttachmentModel

if TYPE_CHECKING:
    from ffp_desktop.services.attachments import Attachments

_THUMB = 200  # dots


def encode_image(image: QImage) -> bytes:
    """As PNG."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())


def decode_image(content: bytes, longest: int = 0) -> QImage:
    """The picture of a kept JPEG, null when it is none; `longest` asks for a small one, which is quicker."""
    kept = QByteArray(content)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    if longest and reader.size().isValid():
        reader.setScaledSize(reader.size().scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def draw_thumbs(model: AttachmentModel, attachments: "Attachments", background: Background, owner: QObject) -> None:
    """Gives the model the small pictures it still wants; one that cannot be drawn is left blank."""
    wanted = model.wanted_thumbs()

    def draw(_task: object) -> list[tuple[str, QImage]]:
        drawn = []
        for kept in wanted:
            try:
                drawn.append((kept.attachment.digest, decode_image(attachments.open(kept.attachment.id), _THUMB)))
            except FfpError:
                continue
        return drawn

    def take(drawn: list[tuple[str, QImage]]) -> None:
        for digest, thumb in drawn:
            model.take_thumb(digest, thumb)

    if wanted:
        background.run(draw, take, lambda _error: None, owner)
