"""What is said under the list, and in its place while it is empty."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.survey import State
from ffp_desktop.ui.desk_shape import SurveyQuery


def say_foot(total: int, ticked: int, unchecked: int = 0, not_entered: int = 0, *, is_waiting: bool) -> str:
    """勾了 3 户，Esc 去掉 · 还在核对 120 户 · 新改的在前 · 共 37 户 · 另有 5 户未录入."""
    words = [_translate("勾了 {0} 户，Esc 去掉").format(ticked)] if ticked else []
    words += [_translate("还在核对 {0} 户").format(unchecked)] if unchecked else []
    if total:
        words.append(_translate("按村和户主排") if is_waiting else _translate("新改的在前"))
        words.append(_translate("共 {0} 户").format(total))
    words += [_translate("另有 {0} 户未录入").format(not_entered)] if not_entered else []
    return " · ".join(words)


def say_empty(query: SurveyQuery) -> tuple[str, str]:
    """Why nothing is there, and what to do."""
    asked = replace(query, state=None)
    if query.state is State.NOT_ENTERED and asked != SurveyQuery(asked.text, village=asked.village, kind=asked.kind):
        words = _translate("没录入的户还没有经手、发现、措施、风险和日期，只能按村、A1 和查找的文字来找。Alt+0 清除。")
        return _translate("没有这样的未录入的户"), words
    if query != SurveyQuery():
        return _translate("没有这样的户"), _translate("换个条件，或按 Alt+0 清除。")
    return _translate("本轮还没有调查表"), _translate("按 F2 新录一户：拿出第一张纸表，照着填。")


def _translate(words: str) -> str:
    return QCoreApplication.translate("HomePage", words)
