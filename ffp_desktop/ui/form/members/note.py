"""The note row under a member: what was found, what to do, and the keys for it. Also why a member was struck out."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Level
from ffp_desktop.ui.form.hairline import draw_rule_above
from ffp_desktop.ui.form.members.cell_text import break_balanced
from ffp_desktop.ui.form.members.rows import RowKind, TableRow
from ffp_desktop.ui.form.members.type_fit import TypeFit
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import badge_width, cap_width, paint_badge, paint_cap

_PADDING = 10.0
_GAP = 8.0
_BETWEEN = 18.0  # between one key and the next
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def _tr(text: str) -> str:
    return QCoreApplication.translate("MemberNote", text)


@dataclass(frozen=True, slots=True)
class NoteWords:
    """What a note says; `level` None is a struck member's reason."""

    level: Level | None
    badge: str
    text: str
    keys: tuple[tuple[str, str], ...]
    aside: str = ""  # who confirmed it, instead of keys


class NotePainter:
    """Draws and measures note rows."""

    def __init__(self, theme: Theme, fit: TypeFit) -> None:
        self._theme = theme
        self._fit = fit
        self._lines: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def words(self, row: TableRow, finding: Finding | None, reason: str, *, can_mark: bool = True) -> NoteWords:
        """The words of a note or reason row."""
        if row.kind is RowKind.REASON or finding is None:
            return NoteWords(None, _tr("已划去"), _tr("原因：%1").replace("%1", reason), (("Ctrl+Del", _tr("恢复")),))
        text = f"{_place_name(finding)}：{finding.message}{finding.action}"
        go = ("F8", _tr("去改"))
        keys: tuple[tuple[str, str], ...]
        if finding.confirmed is not None:
            return NoteWords(finding.level, finding.level.value, text, (), _confirmed_words(finding))
        if finding.proposal:
            keys = (go, ("F5", _tr("改成 %1").replace("%1", finding.proposal)))
        elif finding.level is Level.WARNING:
            keys = (go, ("F5", _tr("确认，写原因")))
        else:
            keys = (go, ("F4", _tr("纸上看不清"))) if can_mark else (go,)
        return NoteWords(finding.level, finding.level.value, text, keys)

    def height(self, words: NoteWords, width: int) -> int:
        lines = self._wrapped(words, width)
        return (self._line + 8) if len(lines) == 1 else self._line * len(lines) + 6

    def paint(self, painter: QPainter, rect: QRectF, words: NoteWords) -> None:
        palette = self._theme.palette
        ink, ground = self._colors(words)
        painter.fillRect(rect, QColor(ground))
        draw_rule_above(painter, rect, self._theme.pen(palette.rule if words.level is None else ink))
        middle = rect.center().y() + 0.5
        badge = paint_badge(painter, rect.left() + _PADDING, middle, words.badge, ink, ground, self._theme)
        lines = self._wrapped(words, round(rect.width()))
        painter.setPen(QColor(palette.title if words.level else palette.closed_text))
        painter.setFont(self._theme.font(Type.LABEL))
        left, top = rect.left() + _PADDING + badge + _GAP, middle - len(lines) * self._line / 2
        for number, line in enumerate(lines):
            place = QRectF(left, top + number * self._line, rect.width(), self._line)
            painter.drawText(place, _MIDDLE, line)
        self._paint_keys(painter, rect, words, ink)

    def _paint_keys(self, painter: QPainter, rect: QRectF, words: NoteWords, ink: str) -> None:
        left = rect.right() - _PADDING - self._keys_width(words)
        for key, said in words.keys:
            left += paint_cap(painter, left, rect.center().y() + 0.5, key, self._theme, self._theme.palette.muted) + 6
            painter.setFont(self._theme.font(Type.SECONDARY))
            painter.setPen(QColor(self._theme.palette.muted))
            width = self._small(said)
            painter.drawText(QRectF(left, rect.top(), width + 2, rect.height()), _MIDDLE, said)
            left += width + _BETWEEN
        if words.aside:
            painter.setFont(self._theme.font(Type.SECONDARY))
            painter.setPen(QColor(ink))
            painter.drawText(QRectF(left, rect.top(), rect.width(), rect.height()), _MIDDLE, words.aside)

    def _keys_width(self, words: NoteWords) -> float:
        keys = sum(cap_width(key, self._theme) + 6 + self._small(said) for key, said in words.keys)
        return keys + _BETWEEN * max(0, len(words.keys) - 1) + (self._small(words.aside) if words.aside else 0)

    def _wrapped(self, words: NoteWords, width: int) -> tuple[str, ...]:
        size = self._theme.type_size(Type.LABEL)
        key = (words.text + words.aside, width, size)
        lines = self._lines.get(key)
        if lines is None:
            room = width - 2 * _PADDING - badge_width(words.badge, self._theme) - 3 * _GAP - self._keys_width(words)
            if self._fit.measure(words.text, size) <= room:
                lines = (words.text,)
            else:
                lines = break_balanced(words.text, room, lambda part: self._fit.measure(part, size))
            self._lines[key] = lines
        return lines

    def _colors(self, words: NoteWords) -> tuple[str, str]:
        palette = self._theme.palette
        if words.level is None:
            return palette.closed_text, palette.closed
        is_error = words.level is Level.ERROR
        return (palette.error, palette.error_tint) if is_error else (palette.warning, palette.warning_tint)

    @property
    def _line(self) -> int:
        return self._theme.type_size(Type.LABEL) + 5

    def _small(self, text: str) -> float:
        return self._fit.measure(text, self._theme.type_size(Type.SECONDARY))


def _place_name(finding: Finding) -> str:
    """The finding's place without the person: the note stands under the row."""
    _, space, rest = finding.place_name.partition(" ")
    return rest if space and finding.place.member else finding.place_name


def _confirmed_words(finding: Finding) -> str:
    confirmed = finding.confirmed
    if confirmed is None:
        return ""
    try:
        time = datetime.fromisoformat(confirmed.at).strftime("%H:%M")
    except ValueError:
        time = ""
    words = _tr("已确认 %1 %2：“%3”")
    for sign, value in (("%1", confirmed.operator), ("%2", time), ("%3", confirmed.reason)):
        words = words.replace(sign, value)
    return words
