"""The steps of whoever asks: a request on a stick, and the certificate that comes back."""

from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.regions import RegionLevel, Regions
from ffp_desktop.services.enrolment import Answered, Enrolment
from ffp_desktop.ui.desk_shape import UnitShape
from ffp_desktop.ui.pages.trust.step import FileStep, WritingStep
from ffp_desktop.ui.pages.trust.tick_line import TickLine
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.spoken import say_unit


class RequestStep(WritingStep):
    """Writes the request; then the fingerprint is read to the office on the telephone."""

    def __init__(
        self, unit: UnitShape, enrolment: Enrolment, regions: Regions, parts: Parts, parent: QWidget | None = None
    ) -> None:
        super().__init__(enrolment, regions, parts, parent)
        self._unit = unit
        region = regions.find(unit.code)
        self._is_office = region is not None and region.level is RegionLevel.TOWNSHIP
        more = self.tr("本乡镇也同时申请给下面各村发证。") if self._is_office else ""
        words = self.tr("写一份登记申请到U盘，带给上级；再打电话把下面的数字念给他听，他那边看到的要和这里一样。")
        self.name(self.tr("申请登记"), words + more, self.tr("写申请"))

    def make(self) -> tuple[str, bytes, str, str]:
        content, spoken = self.enrolment.request(self._is_office)
        name = self.tr("登记申请-{0}.ffpreq").format(say_unit(self._unit.code, self.regions))
        return name, content, self.tr("请在电话里念给上级听："), spoken


class EnrolStep(FileStep):
    """Takes the office's answer. The first time the root's fingerprint is compared; later the answer proves itself."""

    suffix = ".ffpcert"

    def __init__(self, enrolment: Enrolment, regions: Regions, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(enrolment, regions, parts, parent)
        self._answered: Answered | None = None
        words = self.tr("收下上级给的证书包（.ffpcert）。第一次要打电话核对根指纹：上级念的和这里一样，才收。")
        self.name(self.tr("收下证书"), words, self.tr("收下"))
        self.same = TickLine(self.tr("上级在电话里念的，和这里一样"), parts.theme)
        self.same.value_changed.connect(lambda _on: self.show_ready())
        self.body.addWidget(self.same)

    def forget(self) -> None:
        super().forget()
        self._answered = None
        self.same.set_value(False)
        self.same.setVisible(False)

    def look(self, content: bytes) -> None:
        answered = self._answered = self.enrolment.look_at_pack(content)
        kind = self.tr("给本机的证书") if answered.has_certificate else self.tr("单位名片，没有本机的证书")
        self.who.setText(self.tr("{0}（{1}）发来：{2}").format(answered.office, self.unit_name(answered.unit), kind))
        if answered.is_known:
            self.asked.setText(self.tr("根指纹和以前核对过的一样，不用再打电话。"))
            return
        self.asked.setText(self.tr("根指纹，请上级在电话里念，逐位核对："))
        self.digits.setText(answered.fingerprint)
        self.same.setVisible(True)
        self.same.setFocus()

    def lacks(self) -> str:
        is_settled = self._answered is not None and (self._answered.is_known or self.same.value())
        return super().lacks() or ("" if is_settled else self.tr("还差：和上级核对根指纹，一样就按空格打勾。"))

    def do(self) -> None:
        answered = self._answered
        if answered is None:
            return
        certificate = self.enrolment.enrol(self.content, answered.fingerprint)
        if certificate is None:
            words = self.tr("已记下上级。本机还没有证书：写出的包要上级手工认可。")
        else:
            words = self.tr("已登记：{0}，到 {1} 有效。以前录的都还在。").format(certificate.label, certificate.end)
        self.finished.emit(words)
