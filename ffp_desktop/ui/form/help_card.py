"""F1: what belongs into the focused item, in a card at the right. It follows the focus and never takes it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ffp_desktop.domain.form.definition import Item
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label


class HelpCard(QFrame):
    """Name, explanation, and the key that puts it away."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page = parent
        self._name = Label("", Type.SUBHEAD, wraps=True)
        self._words = Label("", Type.TEXT, "label", wraps=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        close = KeyHint("F1", self.tr("收起说明"), theme)
        close.clicked.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._words, 1)
        column.addWidget(close)
        self.setObjectName("help")
        palette = theme.palette
        self.setStyleSheet(f"#help {{ background: {palette.sheet}; border: 1px solid {palette.accent}; }}")
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def explain(self, item: Item) -> None:
        self._name.setText(item.place_name)
        self._words.setText(item.help or self.tr("照纸表填。"))

    def stand_beside(self, sheet: QWidget) -> None:
        """Takes the right side of the page, from the sheet's upper edge down."""
        page = self._page
        top = sheet.mapTo(page, sheet.rect().topLeft()).y()
        width = max(280, self._theme.sizes.findings)
        height = min(sheet.height() - 20, self.heightForWidth(width) + 24)
        self.setGeometry(page.width() - width - 8, top + 10, width, max(120, height))
        self.raise_()
