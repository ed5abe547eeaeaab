"""What the preview says of a household, in words: one line for the list, every cell for the pane beside it."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.answer_text import format_printed
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.services.workbook_import import Kind
from ffp_desktop.services.workbook_import.failed_rows import place_words
from ffp_desktop.services.workbook_import.preview import Choice, PreviewedHousehold

MARKS = {Kind.NEW: "+", Kind.CHANGED: "△", Kind.IDENTICAL: "=", Kind.ERROR: "✕", Kind.HELD: "…"}
_FEW = 4


class PreviewWords:
    """Sentences about previewed households of one form."""

    def __init__(self, form: Form) -> None:
        self._items = form.items

    def kind_sentence(self, kind: Kind) -> str:
        translate = QCoreApplication.translate
        return {
            Kind.NEW: translate("PreviewWords", "库里没有，新建草稿"),
            Kind.CHANGED: translate("PreviewWords", "库里有，内容不同"),
            Kind.IDENTICAL: translate("PreviewWords", "已经有了，不动"),
            Kind.ERROR: translate("PreviewWords", "格子有错，整户不取"),
            Kind.HELD: translate("PreviewWords", "要人来认，先不动"),
        }[kind]

    def line(self, one: PreviewedHousehold) -> str:
        """What would happen, in one line."""
        translate = QCoreApplication.translate
        if one.kind in (Kind.ERROR, Kind.HELD):
            problems = one.household.problems or [doubt for doubt in one.household.doubts if one.confirmed_kind]
            more = translate("PreviewWords", "（共 {0} 处）").format(len(problems)) if len(problems) > 1 else ""
            where = f"{place_words(problems[0].place)}：" if problems else ""
            return where + one.reason + more
        if one.kind is Kind.NEW:
            kind = str(one.household.answers.get("household_kind", ""))
            people = translate("PreviewWords", "{0} 口人").format(len(one.household.members))
            return " · ".join(word for word in (people, kind, one.hint) if word)
        if one.kind is Kind.IDENTICAL:
            return ""
        parts = []
        if one.fills:
            parts.append(translate("PreviewWords", "填空 {0} 项").format(one.fills))
        if one.replaces:
            parts.append(translate("PreviewWords", "改 {0} 项").format(one.replaces))
        if one.new_members:
            parts.append(translate("PreviewWords", "加 {0} 人").format(len(one.new_members)))
        names = dict.fromkeys(self._items[found.place.item].place_name for found in one.differences)
        listed = "、".join(list(names)[:_FEW]) + ("…" if len(names) > _FEW else "")
        return "，".join(parts) + (f"：{listed}" if listed else "")

    def details(self, one: PreviewedHousehold) -> Iterator[tuple[str, str]]:
        """Lines for the pane, each with its ink."""
        translate = QCoreApplication.translate
        for problem in one.household.problems:
            yield f"{place_words(problem.place)}：{problem.reason}", "error"
        for doubt in one.household.doubts:
            yield f"{place_words(doubt.place)}：{doubt.answer}", "answer"
            yield doubt.reason, "warning"
        if one.confirmed_kind:
            yield translate("PreviewWords", "照证件核对过、号码都对，按空格取这一户。"), "warning"
        elif one.reason and not one.household.problems:
            yield one.reason, "error" if one.kind is Kind.ERROR else "warning"
        if one.hint:
            yield one.hint, "warning"
        for found in one.differences:
            item = self._items[found.place.item]
            whose = translate("PreviewWords", "第{0}人 ").format(found.row) if found.row else ""
            before, after = format_printed(item, found.before), format_printed(item, found.after)
            yield f"{whose}{item.place_name}", "label"
            yield f"{before or translate('PreviewWords', '（空）')} → {after}", "answer"
        is_new = Kind.NEW in (one.kind, one.confirmed_kind)
        for member in one.new_members if not is_new else ():
            yield translate("PreviewWords", "新成员：{0}").format(member.answers.get("name", "")), "answer"
        if is_new:
            for member in one.household.members:
                relation = member.answers.get("relation", "")
                yield f"{member.answers.get('name', '')}  {relation}", "answer"
        if one.absent:
            yield translate("PreviewWords", "库里还有 {0} 人，文件里没有，仍然保留。").format(one.absent), "muted"

    def choice(self, choice: Choice) -> str:
        """What was chosen for a household, in a word."""
        translate = QCoreApplication.translate
        return {
            Choice.LEAVE: translate("PreviewWords", "不取"),
            Choice.FILL: translate("PreviewWords", "填空"),
            Choice.REPLACE: translate("PreviewWords", "全取"),
            Choice.NEW: translate("PreviewWords", "新建"),
        }[choice]
