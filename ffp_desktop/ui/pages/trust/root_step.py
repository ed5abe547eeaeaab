"""The banner's root key: made once, its sheet printed and locked away; brought back from the sheet elsewhere."""

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ffp_desktop.domain.regions import Regions
from ffp_desktop.errors import FfpError
from ffp_desktop.services.enrolment import Enrolment
from ffp_desktop.ui.desk_shape import UnitShape
from ffp_desktop.ui.pages.trust.step import TrustStep
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label

_SHEET_HEIGHT = 178


class RootStep(TrustStep):
    """F9 makes the key, or takes the typed sheet; with the key there, its sheet is shown and F7 prints it."""

    def __init__(
        self, unit: UnitShape, enrolment: Enrolment, regions: Regions, parts: Parts, parent: QWidget | None = None
    ) -> None:
        super().__init__(enrolment, regions, parts, parent)
        self._unit = unit
        self.name(self.tr("旗的根钥匙"), "", "")
        self._sheet: tuple[str, ...] = ()
        self._say = Label("", Type.LABEL, "label", wraps=True)
        self.typed = QPlainTextEdit()
        self.typed.setFixedHeight(_SHEET_HEIGHT)
        self.typed.setTabChangesFocus(True)
        border = f"border: 1px solid {parts.theme.palette.field_border}; padding: 4px;"
        self.typed.setStyleSheet(
            f"{border} font-family: 'Noto Sans Mono CJK SC', Consolas, monospace; font-size: 17px;"
        )
        self.print = KeyButton(self.tr("打印恢复单"), "F7", parts.theme)
        self._read = Label("", Type.TEXT, "label")
        for widget in (self._say, self.typed, self._read, self.digits, self.print):
            self.body.addWidget(widget)
        self.typed.textChanged.connect(self.show_ready)
        self.print.clicked.connect(self.print_sheet)

    @property
    def sheet(self) -> tuple[str, ...]:
        """The lines that are shown, () while there is no key."""
        return self._sheet

    def start(self) -> None:
        super().start()
        self._show()
        (self.print if self._sheet else self.act).setFocus()

    def lacks(self) -> str:
        return ""

    def do(self) -> None:
        """Makes the key, or takes it from the sheet that was typed in."""
        if self._sheet:
            return
        lines = [line for line in self.typed.toPlainText().splitlines() if line.strip()]
        if lines:
            self.enrolment.restore_root(lines)
            self.notice.tell(self.tr("根钥匙找回来了，又可以发证了。"), "passed")
        else:
            self.enrolment.make_root()
            self.notice.tell(self.tr("根钥匙建好了。现在就打印恢复单，锁进保险柜。"), "passed")
        self._show()
        self.print.setFocus()

    def print_sheet(self) -> None:
        """Straight to a printer: the sheet never lies in a file."""
        from ffp_desktop.ui.printing import print_root_sheet

        if not self._sheet:
            return
        try:
            if print_root_sheet(self._sheet, self._unit.name, self):
                self.notice.tell(self.tr("已送去打印。请核对纸上的字，锁进保险柜。"), "passed")
        except FfpError as error:
            self.notice.tell_error(error)

    def _show(self) -> None:
        try:
            self._sheet = self.enrolment.root_sheet()
        except FfpError:
            self._sheet = ()  # not the banner's own computer, or not yet
        root = self.enrolment.root_fingerprint()
        has_sheet = bool(self._sheet)
        self.typed.setReadOnly(has_sheet)
        self.typed.setPlainText("\n".join(self._sheet))
        self.print.setVisible(has_sheet)
        self.act.setVisible(not has_sheet)
        self.act.setText(self.tr("建根钥匙"))
        self._read.setText(self.tr("根指纹（各乡镇第一次登记时念给他们听）：") if root else "")
        self.digits.setText(root)
        if has_sheet:
            self._say.setText(
                self.tr(
                    "恢复单：电脑坏了，用它在新电脑上找回根钥匙。打印出来，或抄在纸上锁好；不要拍照，不要存成文件。"
                )
            )
        else:
            self._say.setText(
                self.tr("全旗只建一次。已经建过、换了新电脑的，把恢复单上的字打在下面再按 F9；第一次建就空着按 F9。")
            )
        self.show_ready()

    def show_ready(self) -> None:
        super().show_ready()
        is_typed = bool(self.typed.toPlainText().strip()) and not self._sheet
        self.act.setText(self.tr("用恢复单找回") if is_typed else self.tr("建根钥匙"))
        self.act.updateGeometry()

    def hideEvent(self, event: QHideEvent) -> None:
        """The sheet does not stay on the screen's page behind."""
        super().hideEvent(event)
        self._sheet = ()
        self.typed.setPlainText("")
