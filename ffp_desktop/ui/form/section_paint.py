"""Paints a section's cells: printed words, boxes, ruled blanks, ink, and the tints and marks of their states."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.paper.grid import AnswerRun, ChoiceRun, FactRun, MirrorRun, Style, TextRun
from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.form.last_round import paint_carried_rule, paint_changed_mark
from ffp_desktop.ui.form.placing import PlacedCell, PlacedPiece
from ffp_desktop.ui.form.reading import SheetReading
from ffp_desktop.ui.form.sheet_type import BOX_GAP, NUMBER_ROOM, SheetType
from ffp_desktop.ui.theme import Palette, Theme, Type
from ffp_desktop.ui.widgets.badge import BadgeKind, badge_colors
from ffp_desktop.ui.widgets.marks import badge_width, paint_badge, paint_box

_BAR = 3  # px, left edge of a cell with a finding
_DIGITS = "1234567890"


@dataclass(frozen=True, slots=True)
class CellFocus:
    """The focus as the painter needs it: the item, whether its blank is under an editor, and the marked option."""

    item: str = ""
    is_choice: bool = False
    option: str = ""
    numbers: tuple[tuple[str, str], ...] = ()  # choice, what stands in its number


NO_FOCUS = CellFocus()


class SectionPainter:
    """Draws cells; keeps no state of its own."""

    def __init__(self, theme: Theme, sheet_type: SheetType) -> None:
        self._theme = theme
        self._type = sheet_type

    def paint_cell(self, painter: QPainter, cell: PlacedCell, reading: SheetReading, focus: CellFocus) -> None:
        """Ground, words, answers and the focus of one cell; its rules come after all cells."""
        palette = self._theme.palette
        is_open = not cell.governs or any(reading.is_relevant(item) for item in cell.governs)
        painter.fillRect(cell.rect, QColor(self._ground(cell, reading, focus, is_open=is_open)))
        level = self._bar_level(cell, reading)
        if level is not None:
            ink = palette.error if level is Level.ERROR else palette.warning
            painter.fillRect(QRectF(cell.rect.left(), cell.rect.top(), _BAR, cell.rect.height()), QColor(ink))
        if focus.item in cell.items and focus.is_choice:
            self._paint_ring(painter, cell.rect_of(focus.item))
        for piece in cell.pieces:
            owner = piece.owner or next(iter(cell.governs), "")
            self._paint_piece(painter, piece, reading, focus, is_open=not owner or reading.is_relevant(owner))

    def paint_rules(self, painter: QPainter, cells: list[PlacedCell], width: float) -> None:
        """The thin rules above and between cells."""
        painter.setPen(self._theme.pen(self._theme.palette.rule))
        for cell in cells:
            top = cell.rect.top() + 0.5
            painter.drawLine(QPointF(cell.rect.left(), top), QPointF(cell.rect.right(), top))
            if cell.rect.right() < width - 1:
                right = cell.rect.right() + 0.5
                painter.drawLine(QPointF(right, cell.rect.top()), QPointF(right, cell.rect.bottom()))

    def paint_flag(self, painter: QPainter, right: float, middle: float, kind: BadgeKind) -> None:
        """The word of a finding on a cell's upper rule."""
        ink, ground = badge_colors(kind, self._theme.palette)
        left = right - badge_width(kind.value, self._theme) - 5
        paint_badge(painter, left, middle, kind.value, ink, ground, self._theme)

    # ---- states

    def _ground(self, cell: PlacedCell, reading: SheetReading, focus: CellFocus, *, is_open: bool) -> str:
        palette: Palette = self._theme.palette
        if focus.item and focus.item in cell.items:
            return palette.accent_tint
        if not is_open:
            return palette.closed
        level = reading.level_at(Place(item) for item in cell.items)
        if level is Level.ERROR:
            return palette.error_tint
        return palette.warning_tint if level is Level.WARNING else palette.sheet

    def _bar_level(self, cell: PlacedCell, reading: SheetReading) -> Level | None:
        levels = {f.level for item in cell.items for f in reading.findings_at(Place(item)) if f.is_open}
        return Level.ERROR if Level.ERROR in levels else Level.WARNING if levels else None

    def flag_of(self, cell: PlacedCell, reading: SheetReading) -> BadgeKind | None:
        """The word on the upper rule: 意见 of a review, an open finding's level, or 已确认."""
        if any(Place(item) in reading.commented for item in cell.items):
            return BadgeKind.COMMENT
        level = self._bar_level(cell, reading)
        if level is not None:
            return BadgeKind.ERROR if level is Level.ERROR else BadgeKind.WARNING
        is_confirmed = any(reading.findings_at(Place(item)) for item in cell.items)
        return BadgeKind.CONFIRMED if is_confirmed else None

    # ---- pieces

    def _paint_piece(
        self, painter: QPainter, piece: PlacedPiece, reading: SheetReading, focus: CellFocus, *, is_open: bool
    ) -> None:
        palette, run = self._theme.palette, piece.run
        if isinstance(run, ChoiceRun | MirrorRun):
            self._paint_choice(painter, piece, reading, focus, is_open=is_open)
        elif isinstance(run, AnswerRun):
            if focus.item != run.item or focus.is_choice:
                self._paint_answer(painter, piece, reading, is_open=is_open)
        elif isinstance(run, TextRun | FactRun):
            ink = palette.title if run.style is Style.HEAD else palette.label
            painter.setFont(self._type.font(run.style))
            painter.setPen(QColor(ink if is_open else palette.closed_text))
            painter.drawText(self._baseline(piece.rect, run.style), piece.text)

    def _paint_choice(
        self, painter: QPainter, piece: PlacedPiece, reading: SheetReading, focus: CellFocus, *, is_open: bool
    ) -> None:
        run = piece.run
        assert isinstance(run, ChoiceRun | MirrorRun)
        palette = self._theme.palette
        is_ticked = reading.is_ticked(run)
        left, text = piece.rect.left(), piece.text
        is_carried = is_ticked and reading.is_unconfirmed(run.item)
        ink = palette.muted if is_carried else palette.answer if is_ticked else palette.label
        if not is_open:
            ink = palette.closed_text if is_ticked else palette.rule
        number = (
            dict(focus.numbers).get(run.choice, "") if isinstance(run, ChoiceRun) and focus.item == run.item else ""
        )
        if text.startswith(NUMBER_ROOM):
            text = text[1:]
            self._paint_number(painter, left, piece.rect.center().y(), number)
            left += self._type.number_room
            number = ""
        if piece.is_first:
            side = self._theme.sizes.check_box
            box = QRectF(left, round(piece.rect.center().y() - side / 2), side, side)
            if number:
                self._paint_numbered_box(painter, box, number, is_ticked=is_ticked)
            else:
                paint_box(painter, box, ink, is_ticked=is_ticked)
            left += side + BOX_GAP
        is_bold = is_ticked and is_open and not is_carried
        painter.setFont(self._theme.font(Type.LABEL, is_bold=is_bold))
        painter.setPen(QColor(ink if is_open else palette.closed_text))
        painter.drawText(self._baseline(piece.rect, Style.LABEL, left), text)
        words = QRectF(left, piece.rect.top(), piece.rect.right() - left, piece.rect.height())
        if is_carried:
            paint_carried_rule(painter, words, self._theme)
        elif is_ticked and reading.is_changed(run.item):
            paint_changed_mark(painter, words, self._theme)
        if isinstance(run, ChoiceRun) and focus.item == run.item and focus.option == run.choice:
            self._underline(painter, words)

    def _paint_answer(self, painter: QPainter, piece: PlacedPiece, reading: SheetReading, *, is_open: bool) -> None:
        palette, rect, run = self._theme.palette, piece.rect, piece.run
        assert isinstance(run, AnswerRun)
        is_carried = bool(piece.text) and reading.is_unconfirmed(run.item)
        if is_carried:
            paint_carried_rule(painter, rect, self._theme)
        else:
            bottom = rect.bottom() - 2.5
            painter.setPen(self._theme.pen(palette.rule))
            painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        if piece.is_first and reading.is_changed(run.item):
            paint_changed_mark(painter, rect, self._theme)
        if not piece.text:
            return
        painter.setFont(self._theme.font(Type.TEXT))
        ink = palette.muted if is_carried else palette.answer
        painter.setPen(QColor(ink if is_open else palette.closed_text))
        left = rect.left() + 3
        if run.align == "right":
            left = rect.right() - self._type.answer_width(piece.text) - 5
        painter.drawText(self._baseline(rect, Style.ANSWER, max(left, rect.left() + 1)), piece.text)

    def _baseline(self, rect: QRectF, style: Style, left: float | None = None) -> QPointF:
        metrics = self._type.metrics(_TYPES.get(style, Type.LABEL))
        drop = (rect.height() - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        return QPointF(round(rect.left() if left is None else left), round(rect.top() + drop - 0.5))

    # ---- the focus

    def _paint_ring(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.pen(self._theme.palette.accent, self._theme.sizes.focus_ring))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-3, 2, 4, -2), 3, 3)
        painter.restore()

    def _paint_number(self, painter: QPainter, left: float, middle: float, number: str) -> None:
        if not number:
            return
        side = self._type.number_room - 3
        rect = QRectF(left, round(middle - side / 2), side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.accent))
        painter.drawRoundedRect(rect, 2, 2)
        painter.setFont(self._theme.font(Type.NARROW, is_bold=True))
        painter.setPen(QColor(self._theme.palette.sheet))
        painter.drawText(rect.adjusted(-2, -1, 2, 0), Qt.AlignmentFlag.AlignCenter, number)
        painter.restore()

    def _paint_numbered_box(self, painter: QPainter, box: QRectF, number: str, *, is_ticked: bool) -> None:
        """A box with its number inside, where there is no room beside it; ticked, it is full."""
        palette = self._theme.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.pen(palette.accent, 1.5))
        painter.setBrush(QColor(palette.accent if is_ticked else palette.sheet))
        painter.drawRect(box.adjusted(0.2, -0.8, 0.8, -0.2))
        painter.setFont(self._theme.font(Type.NARROW, is_bold=True))
        painter.setPen(QColor(palette.sheet if is_ticked else palette.accent))
        painter.drawText(box.adjusted(-2, -2, 3, 0), Qt.AlignmentFlag.AlignCenter, number)
        painter.restore()

    def _underline(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 5, rect.width(), 2), QColor(self._theme.palette.accent))


_TYPES = {Style.LABEL: Type.LABEL, Style.HEAD: Type.SUBHEAD, Style.NOTE: Type.SECONDARY, Style.ANSWER: Type.TEXT}


def number_words(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What stands before each option: 1 to 9, 0 for the tenth; those after it are taken by their initials."""
    return tuple((name, _DIGITS[position : position + 1]) for position, name in enumerate(names))
