"""A line edit that an input method leaves alone when it is told to."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit


class LineEdit(QLineEdit):
    """Qt's own answers input methods (ibus, and what speaks to it) "on" whatever WA_InputMethodEnabled says."""

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None, /) -> Any:
        if query == Qt.InputMethodQuery.ImEnabled:
            return self.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        return super().inputMethodQuery(query) if argument is None else super().inputMethodQuery(query, argument)
