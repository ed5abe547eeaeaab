"""What the list of devices says: whose they are, how they stand, and until when."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.devices import Device
from ffp_desktop.ui.spoken import say_unit
from ffp_desktop.ui.theme import Palette
from ffp_desktop.ui.widgets.cell_table import Cell
from ffp_desktop.ui.widgets.marks import Shape

SOON = 60  # days before the end of a certificate from which it is told
OWN, CERTIFIED, ACCEPTED, REVOKED, UNKNOWN = "本机", "已登记", "手工认可", "已停用", "未登记"
"""The states of `services.devices.Device`."""


class DeviceWords:
    """Turns a device into a row."""

    def __init__(self, regions: Regions, palette: Palette) -> None:
        self._regions = regions
        self._palette = palette

    def row(self, device: Device, reasons: Mapping[str, str], today: date) -> Sequence[Cell]:
        state, ink, shape = self._state(device, today)
        reason = reasons.get(device.fingerprint, "")
        return (
            Cell(state, ink, shape=shape),
            Cell(say_unit(device.unit, self._regions), self._palette.answer, is_bold=True),
            Cell(device.label or "—"),
            Cell(say_role(device.role)),
            Cell(device.fingerprint, self._palette.answer),
            self._end(device, today),
            Cell(reason),
        )

    def own_words(self, devices: Sequence[Device], today: date) -> tuple[str, str]:
        """How this computer stands, and the ink."""
        own = next((one for one in devices if one.state in (OWN, UNKNOWN) and one.role == "device"), None)
        if own is None or own.state == UNKNOWN:
            return _tr("本机还没有登记：单独用完全可以，以后登记也不丢历史。"), "warning"
        left = _days_left(own, today)
        if left < 0:
            return _tr("本机的证书 {0} 到期了，写的包上级不收：请重新申请登记。").format(own.end), "error"
        if left <= SOON:
            return _tr("本机的证书还有 {0} 天到期：请重新申请登记。").format(left), "warning"
        return _tr("本机已登记为{0}，到 {1} 有效。").format(say_unit(own.unit, self._regions), own.end), "label"

    def _state(self, device: Device, today: date) -> tuple[str, str, Shape]:
        palette = self._palette
        if device.state == REVOKED:
            return device.state, palette.error, Shape.CROSS
        if device.end and _days_left(device, today) < 0:
            return _tr("已到期"), palette.error, Shape.CROSS
        if device.state in (OWN, CERTIFIED):
            return device.state, palette.accent if device.state == OWN else palette.passed, Shape.CHECK
        return device.state, palette.warning, Shape.RING

    def _end(self, device: Device, today: date) -> Cell:
        if not device.end:
            return Cell("—")
        left = _days_left(device, today)
        if 0 <= left <= SOON and device.state != REVOKED:
            return Cell(_tr("{0}，还有 {1} 天").format(device.end, left), self._palette.warning)
        return Cell(device.end)


def say_role(role: str) -> str:
    """What a key is for."""
    return {"root": _tr("旗，发证"), "township": _tr("乡镇，发证"), "device": _tr("电脑")}.get(role, role)


def _days_left(device: Device, today: date) -> int:
    return (date.fromisoformat(device.end) - today).days if device.end else 0


def _tr(words: str) -> str:
    return QCoreApplication.translate("DeviceWords", words)
