"""Pages of a PDF as pictures, through the service that draws them (`PagesDoor`)."""

from pathlib import Path


class Pictures:
    """The PDF library comes in with the first page."""

    def count_pages(self, file: Path) -> int:
        from ffp_desktop.services.printing import count_pages

        return count_pages(file)

    def draw_page(self, file: Path, page: int, dots_per_inch: float) -> tuple[int, int, bytes]:
        from ffp_desktop.services.printing import draw_page

        return draw_page(file, page, dots_per_inch)
