"""Pages of a PDF as pictures, through the service that draws them (`PagesDoor`)."""


class Pictures:
    """The PDF library comes in with the first page."""

    def count_pages(self, pdf: bytes) -> int:
        from ffp_desktop.services.printing import count_pages

        return count_pages(pdf)

    def draw_page(self, pdf: bytes, page: int, dots_per_inch: float) -> tuple[int, int, bytes]:
        from ffp_desktop.services.printing import draw_page

        return draw_page(pdf, page, dots_per_inch)
