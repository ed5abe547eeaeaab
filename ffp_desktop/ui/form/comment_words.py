"""What was said of a survey as lines to show: where it is pinned, in what standing it is, who said it and when."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.ui.form.comment_rows import CommentLine
from ffp_desktop.ui.form.finding_cards import name_place
from ffp_desktop.ui.form.item_words import number_members
from ffp_desktop.ui.spoken import say_when

if TYPE_CHECKING:
    from ffp_desktop.services.review.records import Comment, ReviewSheet


def _tr(text: str) -> str:
    return QCoreApplication.translate("CommentWords", text)


def ready_replies() -> list[str]:
    """What people answer most."""
    return [_tr("已照纸表改正。"), _tr("已入户核实，改好了。"), _tr("核对过纸表，没有错。"), _tr("已补齐。")]


def name_comment_place(session: EntrySession, place: Place) -> str:
    """第2人 敖日格勒 A7 与户主关系; 整张表; what is left of a row that is no longer there."""
    if place.item not in session.form.items:
        return _tr("整张表")
    if place.member and place.member not in session.members():
        return _tr("已经没有的一行 {0}").format(session.form.items[place.item].place_name)
    return name_place(session.form, place, number_members(session))


def comment_lines(sheet: "ReviewSheet", session: EntrySession, now: datetime) -> list[CommentLine]:
    """Those that wait first, in the paper's order; what earlier returns said last and quiet."""
    live = [one for one in sheet.comments if one.is_open or one.is_pending]
    live.sort(key=lambda one: _order(session, one.place))
    earlier = [one for one in sheet.comments if not (one.is_open or one.is_pending)]
    return [_line(one, session, now) for one in (*live, *earlier)]


def _order(session: EntrySession, place: Place) -> tuple[bool, tuple[int, int, int]]:
    """The whole form first, then as the paper goes, then what is about rows that are gone."""
    if place.item not in session.form.items:
        return False, (-1, 0, 0)
    is_gone = bool(place.member) and place.member not in session.members()
    return is_gone, (0, 0, 0) if is_gone else session.evaluation.place_order(place)


def _line(one: "Comment", session: EntrySession, now: datetime) -> CommentLine:
    is_quiet = not (one.is_open or one.is_pending)
    word = _tr("待退回") if one.is_pending else _tr("已答复") if one.reply and one.is_open else _tr("意见")
    word = _tr("以前") if is_quiet else word
    by = f"{one.author} {say_when(one.at, now)}"
    name = name_comment_place(session, one.place)
    return CommentLine(one.id, one.place, word, name, one.text, one.reply_text, by, is_quiet)
