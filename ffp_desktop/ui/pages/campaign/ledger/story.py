"""One clue's whole story under the table: what the list told, whom it is about and how one knows, what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ffp_desktop.domain.campaign.records import How
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.label import Label

if TYPE_CHECKING:
    from ffp_desktop.domain.campaign.records import Answer, DepartmentList
    from ffp_desktop.services.campaign.clues import ClueSides, Said
    from ffp_desktop.services.campaign.ledger import LedgerLine

_HEIGHT = 158  # px


@dataclass(frozen=True, slots=True)
class Story:
    """All there is to tell of a clue. `of_list` is None where the list itself has not come yet."""

    line: "LedgerLine"
    of_list: "DepartmentList | None"
    said: "Sequence[Said]"
    sides: "ClueSides"
    look_at: Sequence[str]
    why_not: str = ""


class StoryPart(QWidget):
    """Three columns: told · matched · found. It only reads; whoever looks at it keeps the focus in the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told, self.matched, self.found = (Label("", Type.LABEL, "answer", wraps=True) for _ in range(3))
        heads = (_tr("名单上写的"), _tr("认到谁"), _tr("核实"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 4, 6)
        row.setSpacing(14)
        for head, label in zip(heads, (self.told, self.matched, self.found), strict=True):
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(Label(head, Type.SECONDARY, "muted", is_bold=True))
            column.addWidget(_scrolled(label), 1)
            row.addLayout(column, 1)
        self.setFixedHeight(_HEIGHT)

    def show_story(self, story: Story | None) -> None:
        for label, lines in (
            (self.told, _told(story) if story else ()),
            (self.matched, _matched(story) if story else ()),
            (self.found, _found(story) if story else ()),
        ):
            label.setText("\n".join(lines))


def _scrolled(label: Label) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    label.setProperty("ground", "plain")
    scroll.setWidget(label)
    return scroll


def _told(story: Story) -> list[str]:
    """The row's words with their headings, then the list it stands in."""
    row, clue = story.line.clue.told, story.line.clue
    who = " ".join(filter(None, (row.name, row.sex, row.id_number)))
    pairs = (
        (_tr("住址"), row.place),
        (_tr("电话"), row.phone),
        (_tr("户主"), row.head_name),
        (_tr("发生日期"), row.event_date),
        (_tr("备注"), row.note),
        *row.more.items(),
    )
    words = "　".join(_tr("{0}：{1}").format(head, text) for head, text in pairs if text)
    listed = story.of_list
    title = listed.title if listed else _tr("名单还没有收到")
    letter = _tr("推送函 {0}").format(listed.letter) if listed and listed.letter else _tr("没有写推送函号")
    from_row = _tr("第 {0} 行").format(row.row) + (_tr("之 {0}").format(row.part) if row.part > 1 else "")
    where = _tr("{0} {1}《{2}》{3}　{4}").format(clue.department, clue.date or clue.at[:10], title, from_row, letter)
    withdrawn = [_tr("名单已撤回：{0}").format(clue.withdrawn)] if clue.withdrawn else []
    return [line for line in (who, words, where, *withdrawn) if line]


def _matched(story: Story) -> list[str]:
    clue = story.line.clue
    place = "".join((story.line.township, story.line.village)) or _tr("没有定村")
    match clue.match.how:
        case How.UNMATCHED:
            lines = [_tr("还没有认到人。"), place]
        case How.NOT_FOUND:
            lines = [_tr("查过了：查无此人。"), place]
        case how:
            lines = [_tr("{0} 户　{1}").format(story.line.head_name or clue.told.name, place), _tr("凭{0}").format(how)]
    lines += [_said_match(said) for said in story.said if said.match is not None and not said.is_told]
    lines += [_tr("另一处认到：{0}　{1}").format(said.author, _at(said)) for said in story.sides.matches[1:]]
    if story.look_at:
        lines.append(_tr("入户看：{0}").format("、".join(story.look_at)))
    return lines


def _found(story: Story) -> list[str]:
    clue, line = story.line.clue, story.line
    if story.sides.answers:
        lines = [_tr("两处答得不一样，按 F9 重新答复就定下来：")]
        lines += [f"{_answer(side.answer)}　{side.author} {_at(side)}" for side in story.sides.answers if side.answer]
    elif clue.answer is not None:
        noted = _tr("{0} 登记 {1}").format(clue.answer.noted_by, clue.answer.noted_at.replace("T", " ")[:16])
        lines = [_answer(clue.answer), *([_tr("佐证：{0}").format(line.evidence)] if line.evidence else []), noted]
    elif clue.withdrawn:
        lines = [_tr("名单撤回，不用答复。")]
    else:
        lines = [_tr("还没有答复。")]
        if story.why_not:
            lines.append(_tr("{0}。F5 就用那次入户答复。").format(story.why_not))
    before = [said for said in story.said if (said.answer is not None or said.is_open_again) and not said.is_told]
    for said in before[:-1] if clue.answer is not None and not story.sides.answers else before:
        if not story.sides.answers:
            words = _tr("重新核实：{0}").format(said.reason) if said.answer is None else _answer(said.answer)
            lines.append(_tr("以前 {0} {1}：{2}").format(_at(said), said.author, words))
    return lines


def _answer(answer: "Answer | None") -> str:
    if answer is None:
        return _tr("没有答复")
    reason = _tr("，{0}").format(answer.reason) if answer.reason else ""
    return _tr("{0}　{1} {2}核实{3}").format(answer.result.value, answer.date, "、".join(answer.by), reason)


def _said_match(said: "Said") -> str:
    assert said.match is not None
    how = said.match.how.value or _tr("取消认定：{0}").format(said.reason)
    return _tr("{0} {1}：{2}").format(_at(said), said.author, how)


def _at(said: "Said") -> str:
    return said.at[:10]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClueStory", text)
