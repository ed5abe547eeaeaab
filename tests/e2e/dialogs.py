"""Answers the system's file dialog by keys: it holds the program's own loop until it is closed."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from tests.e2e.typist import ENTER, commit

_LOOK_AGAIN = 50  # ms


def answer_dialog(file: Path) -> QTimer:
    """Types a path into the next file dialog that opens, then Enter. Keep what it returns until then."""
    timer = QTimer()
    timer.setInterval(_LOOK_AGAIN)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and isinstance(field := QApplication.focusWidget(), QLineEdit):
            timer.stop()
            field.selectAll()
            for letter in str(file):
                QTest.keyClicks(field, letter) if letter.isascii() else commit(letter)
            QTest.keyClick(field, ENTER)

    timer.timeout.connect(look)
    timer.start()
    return timer
