"""One picture on one sheet of A4, as large as it goes, in the way it is turned on the screen."""

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtWidgets import QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.printing import choose_printer, print_pages

_A4_INCHES = (297 / 25.4, 210 / 25.4)
_MARGIN = 0.97  # of the sheet, for printers with a dead zone


def print_picture(page: QWidget, image: QImage, parts: Parts, notice: NoticeLine) -> None:
    """Sends it to a printer a person chooses, in the background. Raises FfpError `print.no_printer`."""
    printer = choose_printer(page, parts.settings.get("printer", ""), 1)
    if printer is None:
        return
    name = printer.printerName()
    parts.settings.set("printer", name)
    words = QCoreApplication.translate("attachments", "已送到打印机“{0}”。").format(name)
    parts.background.run(
        lambda task: print_pages(printer, lambda _page, dots: lay_on_sheet(image, dots), 1, task.report),
        lambda _count: notice.tell(words, "accent"),
        lambda error: _tell(notice, error),
        page,
    )


def lay_on_sheet(image: QImage, dots_per_inch: float) -> QImage:
    """The sheet, landscape: an upright picture is turned so that it fills the paper."""
    sheet = QImage(QSize(*(round(inches * dots_per_inch) for inches in _A4_INCHES)), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    turned = image if image.width() >= image.height() else image.transformed(QTransform().rotate(90))
    mode = Qt.TransformationMode.SmoothTransformation
    fitted = turned.scaled(sheet.size() * _MARGIN, Qt.AspectRatioMode.KeepAspectRatio, mode)
    painter = QPainter(sheet)
    painter.drawImage(QPoint((sheet.width() - fitted.width()) // 2, (sheet.height() - fitted.height()) // 2), fitted)
    painter.end()
    return sheet


def _tell(notice: NoticeLine, error: FfpError) -> None:
    notice.tell_error(error)
