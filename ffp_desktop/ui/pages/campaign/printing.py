"""Lists of the campaign to a printer of the system: A4 pages that lie across."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.printing import choose_printer, print_pages


def print_list(page: QWidget, pdf: bytes, parts: Parts, notice: NoticeLine, name: str) -> None:
    """Sends it to a printer a person chooses, in the background. Raises FfpError `print.no_printer`."""
    pages = parts.pictures.count_pages(pdf)
    printer = choose_printer(page, parts.settings.get("printer", ""), pages)
    if printer is None:
        return
    parts.settings.set("printer", printer.printerName())
    words = QCoreApplication.translate("campaign", "{0} {1} 页已送到打印机“{2}”。")
    done = words.format(name, pages, printer.printerName())

    def draw(number: int, dots: float) -> QImage:
        width, height, pixels = parts.pictures.draw_page(pdf, number, dots)
        return QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888).copy()

    parts.background.run(
        lambda task: print_pages(printer, draw, pages, task.report, name),
        lambda _count: notice.tell(done, "accent"),
        notice.tell_error,
        page,
    )
