"""Units that are not in the official region table: a 办事处 under a banner, a 村 under it, a 自然村 under a village."""

from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.regions import Region
from ffp_desktop.ui.desk_shape import ADMINISTRATOR, DeskShape
from ffp_desktop.ui.pages.settings.kept_list import KeptList, KeptRow
from ffp_desktop.ui.pages.settings.part import SettingsPart
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.region_picker import RegionPicker

_FIELD = 480  # px


class UnitsPart(SettingsPart):
    """Only an administrator adds and takes off; everyone else sees the list."""

    def __init__(self, desk: DeskShape, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_name(self.tr("增加的单位"))
        self._desk = desk
        self._can_change = desk.operator.role == ADMINISTRATOR
        self.list = KeptList(self, self._retire, can_change=self._can_change)
        self.body.addWidget(self.list)
        self.above = RegionPicker(desk.regions, theme)
        self.new_name = LineField(max_length=30)
        self._add = KeyButton(self.tr("加上"), "Enter", theme)
        if self._can_change:
            self._add_form()
        else:
            self.add_words(self.tr("增加和停用单位要由管理员来做。"))
        self.body.addWidget(self.notice)
        self.body.addStretch()

    def first_field(self) -> QWidget | None:
        return self.above if self._can_change else None

    def show_now(self) -> None:
        lists, regions = self._desk.village_lists, self._desk.regions
        rows = [
            KeptRow(unit.code, unit.name, f"{unit.kind}　{regions.full_name(unit.parent)}")
            for unit in lists.added_units()
        ]
        self.list.show_rows(rows, lists.retired_units(), self.tr("还没有增加过单位；官方的区划都已经有了。"))
        self.above.set_among(self._above())

    def add(self) -> None:
        """Adds what was typed under the chosen unit."""
        region, name = self.above.region, self.new_name.value().strip()
        if region is None or not name:
            missing = self.tr("请选上一级。") if region is None else self.tr("请写名称。")
            self.notice.tell(missing, "warning")
            (self.above if region is None else self.new_name).setFocus()
            return
        done = self.tr("已在 {0} 下面加上 {1}。").format(region.short_name, name)
        if self.try_to(lambda: self._desk.village_lists.add_unit(region.code, name), done):
            self.new_name.clear()
            self.new_name.setFocus()

    def _retire(self, code: str, reason: str) -> None:
        done = self.tr("已停用；已经录的表不变。")
        self.try_to(lambda: self._desk.village_lists.retire_unit(code, reason), done)

    def _add_form(self) -> None:
        self.body.addSpacing(6)
        self.body.addWidget(Label(self.tr("加一个单位"), Type.SUBHEAD))
        self.above.setFixedWidth(_FIELD)
        self.new_name.setFixedWidth(_FIELD - 250)
        self.add_line(self.tr("上一级"), self.above)
        self.add_line(self.tr("名称"), self.new_name, self._add)
        self.add_words(
            self.tr("旗下面加办事处；乡镇、办事处下面加村或办事处；村下面加自然村。加了就能选，停用的不删，留在下面。")
        )
        self.above.finished.connect(self.new_name.setFocus)
        self.new_name.returnPressed.connect(self.add)
        self._add.clicked.connect(self.add)

    def _above(self) -> list[Region]:
        """The banner of the vault, its townships and villages: what lies under its own unit, and that itself."""
        own = self._desk.unit.code
        return [region for region in self._desk.regions if region.code.startswith(own)]
