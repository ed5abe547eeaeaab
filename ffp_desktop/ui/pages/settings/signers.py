"""The people who sign in a village: 排查人, 研判人, 责任人; offered where the form asks for them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.regions import Region
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.pages.settings.kept_list import KeptList, KeptRow
from ffp_desktop.ui.pages.settings.part import SettingsPart
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.village_lists import SIGNER_ROLES
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.region_picker import RegionPicker
from ffp_desktop.ui.widgets.tick_list import TickList

_FIELD = 480  # px


class SignersPart(SettingsPart):
    """A list for each village; what somebody signed stays when they are taken off."""

    def __init__(self, desk: DeskShape, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_name(self.tr("签字的人"))
        self._desk = desk
        self.village = RegionPicker(desk.regions, theme)
        self.village.setFixedWidth(_FIELD)
        self.add_line(self.tr("哪个村"), self.village)
        self.list = KeptList(self, self._retire)
        self.body.addWidget(self.list)
        self.new_name = LineField(max_length=50)
        self.roles = TickList(theme)
        self.roles.set_lines([(role, "") for role in SIGNER_ROLES])
        self._add = KeyButton(self.tr("加上"), "Enter", theme)
        self._add_form()
        self.body.addWidget(self.notice)
        self.body.addStretch()
        self.village.region_changed.connect(lambda _region: self._show_list())

    def first_field(self) -> QWidget | None:
        return self.new_name if self.village.region is not None else self.village

    def show_now(self) -> None:
        villages: Sequence[Region] = self._desk.regions.villages_in(self._desk.unit.code)
        self.village.set_among(villages)
        if self.village.region is None and len(villages) == 1:
            self.village.set_region(villages[0])
        self._show_list()

    def add(self) -> None:
        """Adds the person typed in, with the ticked roles."""
        region, name = self.village.region, self.new_name.value().strip()
        if region is None or not name:
            missing = self.tr("请选村。") if region is None else self.tr("请写姓名。")
            self.notice.tell(missing, "warning")
            (self.village if region is None else self.new_name).setFocus()
            return
        roles = [SIGNER_ROLES[line] for line in self.roles.ticked()]
        done = self.tr("已加上 {0}；填表时会提示。").format(name)
        if self.try_to(lambda: self._desk.village_lists.add_signer(region.code, name, roles), done):
            self.new_name.clear()
            self.new_name.setFocus()

    def _retire(self, signer_id: str, reason: str) -> None:
        region = self.village.region
        if region is not None:
            done = self.tr("已停用；签过的不变。")
            self.try_to(lambda: self._desk.village_lists.retire_signer(region.code, signer_id, reason), done)

    def _show_list(self) -> None:
        region = self.village.region
        self.list.setVisible(region is not None)
        if region is None:
            return
        lists = self._desk.village_lists
        rows = [KeptRow(one.id, one.name, "、".join(one.roles)) for one in lists.signers(region.code)]
        self.list.show_rows(rows, lists.retired_signers(region.code), self.tr("这个村还没有名单。"))

    def _add_form(self) -> None:
        self.body.addSpacing(6)
        self.body.addWidget(Label(self.tr("加一个人"), Type.SUBHEAD))
        for field in (self.new_name, self.roles):
            field.setFixedWidth(_FIELD - 250)
        self.add_line(self.tr("姓名"), self.new_name)
        self.add_line(self.tr("签什么"), self.roles, self._add)
        self.add_words(self.tr("数字或空格勾上，Enter 加上。同名的请加上组别来区分。"))
        self.village.finished.connect(self.new_name.setFocus)
        self.new_name.returnPressed.connect(self.roles.setFocus)
        self.roles.entered.connect(self.add)
        self._add.clicked.connect(self.add)
