"""The graphical door: builds every object, passes it in, and runs the window."""

import gc
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ffp_desktop import __version__, paths
from ffp_desktop.settings import Settings
from ffp_desktop.ui.background import Background
from ffp_desktop.ui.gate import Gate
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.pictures import Pictures
from ffp_desktop.ui.theme import Theme
from ffp_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from ffp_desktop.domain.regions import Regions
    from ffp_desktop.services.vaults import Vaults
    from ffp_desktop.ui.desk_shape import DeskShape
    from ffp_desktop.ui.survey_shape import SurveyPageShape

COUNTY = "150722"


def start_app(argv: Sequence[str]) -> int:
    """Runs the program; the exit code is 0, or 2 for an argument it does not know.

    `--version` prints the version; `--vault FOLDER` opens another vault than the user's own.
    """
    vault = _read_arguments(argv)
    if isinstance(vault, int):
        return vault
    application = make_application(list(argv[:1]))
    parts = make_parts(vault, Background())
    dress(application, parts.theme)
    window = MainWindow(parts)
    _catch_bugs(window)
    window.start()
    window.show() if parts.settings.get("geometry", "") else window.showMaximized()
    QTimer.singleShot(0, window, lambda: _go_on(application, parts, window))
    code = application.exec()
    parts.background.stop()
    return code


def make_application(argv: list[str]) -> QApplication:
    """The Qt application, in the one style the stylesheet is written for."""
    QApplication.setStyle("Fusion")
    application = QApplication(argv)
    application.setApplicationName("ffp-desktop")
    application.setApplicationVersion(__version__)
    return application


def translate_dialogs(application: QApplication) -> None:
    """Gives the dialogs that are Qt's own their Chinese words, where this Qt brings them."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def dress(application: QApplication, theme: Theme) -> None:
    application.setFont(theme.font())
    application.setStyleSheet(theme.stylesheet())


def make_parts(vault: Path, background: Background, settings_file: Path | None = None) -> Parts:
    """Builds what the window and its pages need; nothing heavy is imported and nothing is opened."""
    settings = Settings(settings_file or paths.settings_file())

    def find_second_place() -> Path | None:
        folder = settings.get("second_backup", "")
        return Path(folder) if folder else None

    @lru_cache(maxsize=1)
    def regions() -> "Regions":
        from ffp_desktop.domain.regions import Regions

        return Regions.load(paths.RESOURCES / "regions" / COUNTY)

    def make_vaults() -> "Vaults":
        from ffp_desktop.services.vaults import Vaults

        return Vaults(vault, second_place=find_second_place)

    theme = Theme(paths.RESOURCES / "style.qss")

    def make_survey_page(desk: "DeskShape") -> "SurveyPageShape":
        from ffp_desktop.ui.form.page import SurveyPage

        return SurveyPage(theme, desk.regions, desk.open_session, desk=desk)

    return Parts(
        door=Gate(vault, make_vaults, regions),
        pictures=Pictures(),
        regions=regions,
        make_survey_page=make_survey_page,
        theme=theme,
        background=background,
        settings=settings,
        clock=datetime.now,
        version=__version__,
        manual=paths.RESOURCES / "manual",
        log_file=paths.log_folder() / "ffp-desktop.log",
    )


def _read_arguments(argv: Sequence[str]) -> Path | int:
    """The vault's folder, or the exit code when there is nothing to open."""
    arguments = list(argv[1:])
    if arguments == ["--version"]:
        sys.stdout.write(f"ffp-desktop {__version__}\n")
        return 0
    if len(arguments) == 2 and arguments[0] == "--vault":
        return Path(arguments[1]).expanduser().absolute()
    if arguments:
        sys.stderr.write("用法：ffp-desktop [--version] [--vault 文件夹]\n")
        return 2
    return paths.default_vault()


def _go_on(application: QApplication, parts: Parts, window: MainWindow) -> None:
    """What can wait until the first page is there."""
    from ffp_desktop.logs import start_log

    gc.freeze()  # what is there now stays to the end; later searches for garbage pass over it
    gc.enable()
    start_log(paths.log_folder())
    translate_dialogs(application)
    parts.background.run(lambda _task: parts.door.warm_up(), _ignore, _ignore, window)


def _catch_bugs(window: MainWindow) -> None:
    """A bug anywhere is logged and told calmly; the data is already safe."""

    def take(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        try:
            window.show_crash(error)
        except Exception as second:
            from ffp_desktop.logs import log_bug

            log_bug(second)

    sys.excepthook = take


def _ignore(_result: object) -> None:
    return
