"""Sending pages to a system printer: pictures of PDF pages, and the recovery code."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.progress import Report
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.theme import FAMILIES

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300
DrawPage = Callable[[int, float], QImage]  # page from 0, dots per inch


def list_printers() -> list[str]:
    """The names of the printers this system knows."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames())


def choose_printer(parent: QWidget, preferred: str, pages: int) -> "QPrinter | None":
    """A printer, asked for with the system's own dialog; None when a person cancelled.

    Raises `FfpError` `print.no_printer`.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    names = list_printers()
    if not names:
        sentence = QCoreApplication.translate(
            "printing", "这台电脑上没有打印机。请先在系统里装好打印机，或存为 PDF 拿到别处打印。"
        )
        raise FfpError("print.no_printer", sentence)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if preferred in names:
        printer.setPrinterName(preferred)
    printer.setFromTo(1, pages)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_pages(
    printer: "QPrinter", draw: DrawPage, pages: int, report: Report, name: str = "", *, is_upright: bool = False
) -> int:
    """Prints A4 landscape pages, both sides, turned on the short edge, or upright ones, one side; gives how many. In
    the background: Qt paints on printers in any thread. Raises `FfpError` `print.refused`, and what `report` raises to
    stop it.
    """
    from PySide6.QtPrintSupport import QPrinter

    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    way = QPageLayout.Orientation
    printer.setPageOrientation(way.Portrait if is_upright else way.Landscape)
    printer.setFullPage(True)
    printer.setDocName(name or QCoreApplication.translate("printing", "农牧户基本情况摸底排查表"))
    if printer.duplex() == QPrinter.DuplexMode.DuplexNone and pages > 1 and not is_upright:
        printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
    painter = QPainter()
    if not painter.begin(printer):
        raise _refusal()
    first, last = max(printer.fromPage(), 1), min(printer.toPage() or pages, pages)
    dots = min(PRINT_DPI, printer.resolution())
    try:
        for page in range(first, last + 1):
            if page > first and not printer.newPage():
                raise _refusal()
            painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), draw(page - 1, dots))
            report(page - first + 1, last - first + 1)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return max(last - first + 1, 0)


def print_recovery_code(code: str, unit_name: str, parent: QWidget) -> None:
    """Prints the slip with the recovery code on a printer a person chooses. Raises `FfpError`."""
    printer = choose_printer(parent, "", 1)
    if printer is None:
        return
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    painter = QPainter()
    if not painter.begin(printer):
        raise _refusal()
    draw_recovery_slip(painter, QRectF(painter.viewport()), code.split(), unit_name, printer.resolution() / 72)
    painter.end()


def print_root_sheet(lines: Sequence[str], unit_name: str, parent: QWidget) -> bool:
    """Prints the sheet that brings the banner's root key back; whether it went to a printer. Raises `FfpError`."""
    printer = choose_printer(parent, "", 1)
    if printer is None:
        return False
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter()
    if not painter.begin(printer):
        raise _refusal()
    translate = QCoreApplication.translate
    title = translate("printing", "旗根钥匙恢复单")
    words = translate(
        "printing", "电脑坏了，用它在新电脑上找回旗的根钥匙。谁拿到它，谁就能冒充本旗发证：锁进保险柜，不要拍照、复印。"
    )
    groups = " ".join(lines).split()
    draw_recovery_slip(painter, QRectF(painter.viewport()), groups, unit_name, printer.resolution() / 72, title, words)
    painter.end()
    return True


def draw_recovery_slip(
    painter: QPainter,
    rect: QRectF,
    groups: list[str],
    unit_name: str,
    scale: float,
    title: str = "",
    advice: str = "",
) -> None:
    """The slip: what it is, the groups with their numbers, where to keep it. `scale` is dots to a point; without title
    and advice it is the recovery code's."""
    translate = QCoreApplication.translate
    margin = 36 * scale
    left, top, width = rect.left() + margin, rect.top() + margin, rect.width() - 2 * margin

    def write(y: float, text: str, points: float, *, is_bold: bool = False, x: float = 0.0) -> None:
        font = QFont(list(FAMILIES))
        font.setPixelSize(max(11, round(points * scale)))
        font.setBold(is_bold)
        painter.setFont(font)
        box = QRectF(left + x, top + y * scale, width - x, points * scale * 4)
        painter.drawText(box, Qt.TextFlag.TextWordWrap, text)

    write(0, title or translate("printing", "恢复码"), 18, is_bold=True)
    write(28, translate("printing", "防返贫摸底排查  {0}").format(unit_name), 10)
    for number, group in enumerate(groups):
        x, y = (number % 4) * width / 4, 60 + 34 * (number // 4)
        write(y + 6, str(number + 1), 8, x=x)
        write(y, group, 16, is_bold=True, x=x + 12 * scale)
    rows = (len(groups) + 3) // 4
    words = translate(
        "printing", "忘了密码时，只有它能打开这台电脑上的数据。请和电脑分开放，例如放进档案柜，不要拍照。"
    )
    write(76 + 34 * rows, advice or words, 9)


def _refusal() -> FfpError:
    sentence = QCoreApplication.translate(
        "printing", "打印机没有接受。请看打印机是否开着、有纸，再按 F7；也可以存为 PDF。"
    )
    return FfpError("print.refused", sentence)
