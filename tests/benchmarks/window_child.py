"""A process that shows one window and says when it was painted, how large it is, and what it had imported.

`python -m tests.benchmarks.window_child bare|ours FOLDER` prints: wall-clock time of the first paint, resident MiB, and
the heavy modules that were imported by then.
"""

import gc
import json
import os
import resource
import sys
import time
from pathlib import Path

if sys.argv[1:2] == ["ours"]:
    gc.disable()  # as ffp_desktop/__main__.py does

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow

HEAVY = ("sqlalchemy", "alembic", "elementpath", "reportlab", "pypdfium2", "pypinyin", "zxingcpp", "yaml", "sqlcipher3")


class FirstPaint(QObject):
    """Reports and ends the process once the window has been painted."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        painted = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            watched.event(event)
            report()
            return True
        return painted


def report() -> None:
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    imported = [name for name in HEAVY if name in sys.modules]
    sys.stdout.write(json.dumps([time.time(), rss, imported]) + "\n")
    sys.stdout.flush()
    os._exit(0)


def main() -> None:
    if sys.argv[1] == "bare":
        application = QApplication([])
        window = QMainWindow()
    else:
        from ffp_desktop.app import dress, make_application, make_parts
        from ffp_desktop.ui.background import Background
        from ffp_desktop.ui.window import MainWindow

        folder = Path(sys.argv[2])
        application = make_application([])
        parts = make_parts(folder / "vault", Background(), folder / "settings.json")
        dress(application, parts.theme)
        window = MainWindow(parts)
        window.start()
    FirstPaint(window)
    window.resize(1366, 698)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
