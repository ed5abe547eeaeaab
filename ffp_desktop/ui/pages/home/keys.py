"""What the keys of the list do now, in the order of the status bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.survey import State
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.pages.home.filters import CONDITIONS_KEY

if TYPE_CHECKING:
    from ffp_desktop.ui.pages.home.page import HomePage


def list_keys(page: "HomePage") -> list[KeyAction]:
    """While no panel asks anything but that of 上报 and 撤回."""
    if page.handing.panel.isVisible():
        return page.handing.panel.key_actions()
    has_rows = page.model.rowCount() > 0
    is_entered = page.counts.state is not State.NOT_ENTERED
    actions = [KeyAction("Enter", _translate("打开") if is_entered else _translate("开始录"), page.open_current)]
    actions = actions if has_rows else []
    actions.append(KeyAction("F2", _translate("新录一户"), page.start_new))
    actions.append(KeyAction("F3", _translate("查找"), page.filters.start_search))
    actions.append(KeyAction(CONDITIONS_KEY, _translate("条件"), page.narrowing.ask))
    actions.append(KeyAction("← →", _translate("换状态"), lambda: page.counts.step(1)))
    actions += page.handing.keys()
    if not page.side.is_village:
        actions.append(KeyAction("F6", _translate("换村"), page.switch_pane))
    if (has_rows and is_entered) or page.model.ticked:
        actions.append(KeyAction("空格", _translate("勾"), page.table.tick_current))
        actions.append(KeyAction("F7", _translate("打印"), page.print))
        actions.append(KeyAction("Ctrl+E", _translate("导出"), page.export_wanted.emit))
    if has_rows:
        actions.append(KeyAction("Ctrl+H", _translate("户档案"), page.show_household))
    if has_rows and is_entered:
        actions.append(KeyAction("Ctrl+G", _translate("附件"), page.show_attachments))
    actions.append(KeyAction("Ctrl+T", _translate("自然增减"), page.show_changes))
    return actions


def _translate(sentence: str) -> str:
    return QCoreApplication.translate("HomePage", sentence)
