"""The steps of an office: a certificate for who asks, its own card, and a device that was never enrolled."""

from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.regions import Regions
from ffp_desktop.files import write_whole
from ffp_desktop.services.enrolment import Asked, Enrolment
from ffp_desktop.ui.desk_shape import UnitShape
from ffp_desktop.ui.pages.trust.step import FileStep, WritingStep
from ffp_desktop.ui.pages.trust.tick_line import TickLine
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.spoken import say_unit


class CertifyStep(FileStep):
    """Answers a request, once the other side has read the same fingerprint."""

    suffix = ".ffpreq"

    def __init__(self, enrolment: Enrolment, regions: Regions, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(enrolment, regions, parts, parent)
        self._request: Asked | None = None
        words = self.tr("给下面单位的登记申请（.ffpreq）发证。先打电话，请对方念他屏幕上的数字：和这里一样，才发。")
        self.name(self.tr("给别人发证"), words, self.tr("发证"))
        self.same = TickLine(self.tr("对方念的和这里一样"), parts.theme)
        self.replaces = TickLine("", parts.theme)
        for line in (self.same, self.replaces):
            self.body.addWidget(line)
        self.same.value_changed.connect(lambda _on: self.show_ready())

    def forget(self) -> None:
        super().forget()
        self._request = None
        for line in (self.same, self.replaces):
            line.set_value(False)
            line.setVisible(False)

    def look(self, content: bytes) -> None:
        asked = self._request = self.enrolment.look_at_request(content)
        kind = self.tr("，也申请给下面发证") if asked.is_office else ""
        self.who.setText(self.tr("{0}（{1}）申请登记{2}").format(asked.label, self.unit_name(asked.unit), kind))
        self.asked.setText(self.tr("对方应当念："))
        self.digits.setText(asked.fingerprint)
        self.same.setVisible(True)
        self.replaces.setVisible(bool(asked.known))
        if asked.known:
            words = self.tr("换下这个单位原来的设备 {0}，发证后马上停用（不勾就两台都能用）")
            self.replaces.set_words(words.format(asked.known[-1]))
        self.same.setFocus()

    def lacks(self) -> str:
        is_same = self._request is not None and self.same.value()
        return super().lacks() or ("" if is_same else self.tr("还差：请对方念指纹，一样就按空格打勾。"))

    def do(self) -> None:
        asked, folder = self._request, self.place.value()
        if asked is None or folder is None:
            return
        replaces = asked.known[-1] if asked.known and self.replaces.value() else ""
        pack = self.enrolment.certify(self.content, asked.fingerprint, replaces)
        name = self.tr("证书-{0}.ffpcert").format(say_unit(asked.unit, self.regions))
        write_whole(folder / name, pack)
        root = self.enrolment.root_fingerprint()
        self.forget()
        self.asked.setText(self.tr("对方收证书时，如果是第一次登记，请念根指纹给他听："))
        self.digits.setText(root)
        self.notice.tell(self.tr("已发证：{0}。U盘交还对方。").format(name), "passed")
        self.show_ready()
        self.files.setFocus()


class CardStep(WritingStep):
    """Who this office is, for a device that is to send before it has a certificate."""

    def __init__(
        self, unit: UnitShape, enrolment: Enrolment, regions: Regions, parts: Parts, parent: QWidget | None = None
    ) -> None:
        super().__init__(enrolment, regions, parts, parent)
        self._unit = unit
        words = self.tr("写本单位的名片到U盘：下面来不及登记的电脑收下它，就能先给本单位写包；包要手工认可才导入。")
        self.name(self.tr("写单位名片"), words, self.tr("写名片"))

    def make(self) -> tuple[str, bytes, str, str]:
        name = self.tr("名片-{0}.ffpcert").format(say_unit(self._unit.code, self.regions))
        asked = self.tr("对方第一次收时，请念根指纹给他听：")
        return name, self.enrolment.card(), asked, self.enrolment.root_fingerprint()


class AcceptStep(FileStep):
    """Believes a device without a certificate: the one that made this bundle."""

    suffix = ".ffpb"

    def __init__(self, enrolment: Enrolment, regions: Regions, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(enrolment, regions, parts, parent)
        self._sender: Asked | None = None
        words = self.tr(
            "认可一台没有登记的电脑，它的包才能导入。打电话请对方打开“设备与信任”，念“本机”那一行的指纹：一样才认。"
        )
        self.name(self.tr("认可没登记的设备"), words, self.tr("认可"))
        self.same = TickLine(self.tr("对方念的和这里一样"), parts.theme)
        self.same.value_changed.connect(lambda _on: self.show_ready())
        self.body.addWidget(self.same)

    def forget(self) -> None:
        super().forget()
        self._sender = None
        self.same.set_value(False)
        self.same.setVisible(False)

    def look(self, content: bytes) -> None:
        sender = self._sender = self.enrolment.look_at_sender(content)
        self.who.setText(self.tr("{0} 的电脑，写了这个包").format(self.unit_name(sender.unit)))
        self.asked.setText(self.tr("对方应当念："))
        self.digits.setText(sender.fingerprint)
        self.same.setVisible(True)
        self.same.setFocus()

    def lacks(self) -> str:
        is_same = self._sender is not None and self.same.value()
        return super().lacks() or ("" if is_same else self.tr("还差：请对方念指纹，一样就按空格打勾。"))

    def do(self) -> None:
        sender = self._sender
        if sender is not None:
            self.enrolment.accept(self.content, sender.fingerprint)
            words = self.tr("已认可 {0} 的设备 {1}。现在可以读它的包了。")
            self.finished.emit(words.format(self.unit_name(sender.unit), sender.fingerprint))
