"""Whether the findings stand beside the sheet or are folded to the rail: chosen with F6, remembered by section."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ffp_desktop.ui.form.page import SurveyPage

_WITH_PANE = ("basic", "income", "safety", "judgement")  # sections narrow enough for the pane beside them


class PanePart(QObject):
    """Places pane and rail for the section with the focus."""

    def __init__(self, page: "SurveyPage") -> None:
        super().__init__(page)
        self._page = page
        self._choice: dict[str, bool] = {}

    @property
    def is_open(self) -> bool:
        section = self._page.section()
        return self._choice.get(section, self._page.theme.is_wide or section in _WITH_PANE)

    def switch(self) -> None:
        """F6."""
        self._choice[self._page.section()] = not self.is_open
        self.place()

    def place(self) -> None:
        page, is_open = self._page, self.is_open
        if page.panel.isHidden() is not is_open:
            return
        with page.sheet.laid_out_once():
            page.sheet.set_notes_shown(not is_open)
            page.panel.setVisible(is_open)
            page.rail.setVisible(not is_open)
            if (layout := page.layout()) is not None:
                layout.activate()
