"""Pages of a PDF as pictures, through the service that draws them (`PagesDoor`)."""

from PySide6.QtCore import QMutex, QMutexLocker


class Pictures:
    """The PDF library comes in with the first page; it knows one thread at a time, so calls wait for each other."""

    def __init__(self) -> None:
        self._turn = QMutex()

    def count_pages(self, pdf: bytes) -> int:
        from ffp_desktop.services.printing import count_pages

        with QMutexLocker(self._turn):
            return count_pages(pdf)

    def draw_page(self, pdf: bytes, page: int, dots_per_inch: float) -> tuple[int, int, bytes]:
        from ffp_desktop.services.printing import draw_page

        with QMutexLocker(self._turn):
            return draw_page(pdf, page, dots_per_inch)
