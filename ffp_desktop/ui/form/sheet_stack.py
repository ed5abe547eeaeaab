"""The paper on the desk: title, off-paper band, and the sections one under the other in one frame."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.paper.grid import Part, Row
from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.form.cell_setting import CellSetter
from ffp_desktop.ui.form.members.view import MembersView
from ffp_desktop.ui.form.reading import SheetReading
from ffp_desktop.ui.form.section_head import ClosedBand, HeadKey, SectionHead
from ffp_desktop.ui.form.section_notes import SectionNotes
from ffp_desktop.ui.form.section_paint import SectionPainter
from ffp_desktop.ui.form.section_view import SectionView
from ffp_desktop.ui.form.sheet_type import SheetType
from ffp_desktop.ui.theme import Theme, Type

_DESK = 9  # px of desk left of the sheet


@dataclass(slots=True)
class Block:
    """One section on the sheet: its printed part, its head (五 has none) and its body."""

    part: Part
    head: SectionHead | None
    body: SectionView | MembersView
    is_open: bool = True
    top: int = 0
    bottom: int = 0

    @property
    def section(self) -> str:
        return self.part.section


class SheetStack(QWidget):
    """Holds the blocks and their frame. `stack` puts them under one another."""

    stacked = Signal()

    def __init__(self, theme: Theme, reading: SheetReading) -> None:
        super().__init__()
        self.theme = theme
        self.sheet_type = SheetType(theme)
        self.setter = CellSetter(reading, self.sheet_type)
        self.painter = SectionPainter(theme, self.sheet_type)
        self.notes = SectionNotes(theme)
        paper = reading.form.paper
        self.band = self._section(paper.off_paper)
        self.blocks = [self._block(part) for part in paper.parts]
        self.bands = [ClosedBand(self.sheet_type, self) for _ in self.blocks]
        self._table = QRectF()
        self._is_stacking = False
        self.table_top = 0
        self.table_width = 0
        self.open_bottom = 0

    @property
    def reading(self) -> SheetReading:
        return self.setter.reading

    @property
    def members(self) -> MembersView:
        return next(block.body for block in self.blocks if isinstance(block.body, MembersView))

    def show_reading(self, reading: SheetReading) -> None:
        """Another survey on the same paper."""
        self.setter.reading = reading
        self.members.set_session(reading.session)
        self.read_heads()

    def show_commented(self, places: frozenset[Place]) -> None:
        """Marks the items where comments are pinned."""
        changed = self.reading.commented ^ places
        self.reading.commented = self.members.model.commented = places
        for view in self.views():
            view.refresh({place for place in changed if view.has_item(place.item)})
        self.members.refresh({place for place in changed if place.member})

    def read_heads(self) -> None:
        for block in self.blocks:
            if block.head is not None:
                block.head.show_part(block.part, self.reading)

    def mark_head(self, section: str, keys: tuple[HeadKey, ...]) -> None:
        """The section with the focus, and the keys told in its head."""
        for block in self.blocks:
            if block.head is not None:
                is_here = block.section == section
                block.head.set_current(is_here, keys if is_here else ())

    def view_of(self, item: str) -> SectionView | None:
        """The view that answers an item, unless it is the member table."""
        if self.band.has_item(item):
            return self.band
        views = (block.body for block in self.blocks if isinstance(block.body, SectionView))
        return next((view for view in views if view.has_item(item)), None)

    def views(self) -> list[SectionView]:
        return [self.band, *(block.body for block in self.blocks if isinstance(block.body, SectionView))]

    def off_paper_places(self) -> list[Place]:
        """The items of the band that are open now."""
        items = [item for cell in self.band.placing.cells() for item in cell.items]
        return [Place(item) for item in items if self.reading.is_relevant(item)]

    def item_rect(self, place: Place) -> QRect:
        """Where a place is answered."""
        view = self.view_of(place.item)
        if view is None:
            return self.members.rect_of(place).translated(self.members.pos())
        return view.rect_of(place.item).translated(view.pos())

    def row_rect(self, place: Place) -> QRect:
        """The row of a place, with its notes."""
        view = self.view_of(place.item)
        return view.row_rect(place.item).translated(view.pos()) if view else self.item_rect(place)

    def scroll_for(self, place: Place, now: int, height: int) -> int:
        """The scroll position that shows a place well in a viewport `height` px high."""
        rect, top = self.item_rect(place), self.table_top - 4
        if rect.isEmpty():
            return now
        if self.band.has_item(place.item):
            return 0
        if self.height() - 5 - top <= height or self.open_bottom - top <= height:
            return top
        if height / 3 <= rect.center().y() - now <= height * 2 / 3:
            return now
        return max(min(top, rect.top() - 60), rect.center().y() - height // 2)

    # ---- placing

    def hold(self) -> None:
        """Places nothing until the next `lay_out`: more is going to change."""
        self._is_stacking = True
        self.members.hold()

    def lay_out(self, width: int) -> None:
        """Sets everything for a viewport `width` px wide."""
        sizes = self.theme.sizes
        sheet = min(sizes.sheet_max_width, width - _DESK)
        left = max(_DESK, (width - sheet) // 2)
        self.table_width = sheet - 2 * sizes.sheet_padding
        self._table = QRectF(left + sizes.sheet_padding, 0, self.table_width, 0)
        self.resize(width, self.height())
        self._is_stacking = True
        for view in self.views():
            view.set_width(self.table_width)
        self.members.lay_out(self.table_width)
        self._is_stacking = False
        self.stack()

    def stack(self) -> None:
        """Puts the blocks under one another; closed ones as hatched bands."""
        if self._is_stacking or not self.table_width:
            return
        self._is_stacking = True
        x, sizes = round(self._table.left()), self.theme.sizes
        top = 8 + self.theme.type_size(Type.TITLE) + 22
        self.band.move(x, top)
        top += self.band.height() + 8
        self.table_top = top
        top = self._stack_blocks(x, top)
        self._table = QRectF(x, self.table_top, self.table_width, top - self.table_top)
        self.resize(self.width(), top + sizes.sheet_padding + 3)
        self._is_stacking = False
        self.update()
        self.stacked.emit()

    def _stack_blocks(self, x: int, top: int) -> int:
        for band in self.bands:
            band.hide()
        closed: list[Block] = []
        for position, block in enumerate(self.blocks):
            block.is_open = self.reading.session.is_section_relevant(block.section)
            block.body.setVisible(block.is_open)
            if block.head is not None:
                block.head.setVisible(block.is_open)
            if block.is_open:
                top = self._stack_block(block, x, top)
                self.open_bottom = top
                continue
            block.top = top
            closed.append(block)
            is_last = position + 1 == len(self.blocks) or self.reading.session.is_section_relevant(
                self.blocks[position + 1].section
            )
            if self.theme.is_wide or is_last:
                top = self._stack_band(self.bands[position], closed, x, top)
                closed = []
            block.bottom = top
        return top

    def _stack_block(self, block: Block, x: int, top: int) -> int:
        block.top = top
        if block.head is not None:
            height = block.head.height_wanted()
            block.head.setGeometry(x, top, self.table_width, height)
            top += height
        block.body.move(x, top)
        block.bottom = top + block.body.height()
        return block.bottom

    def _stack_band(self, band: ClosedBand, closed: list[Block], x: int, top: int) -> int:
        sections = {section.id: section for section in self.reading.form.sections}
        titles = tuple(f"{sections[b.section].numeral}、{sections[b.section].title}" for b in closed)
        is_first = closed[0] is next(block for block in self.blocks if not block.is_open)
        reason = self.tr("不适用:A1 不是监测对象，五未选新识别") if is_first else self.tr("不适用")
        band.tell(titles, reason)
        band.setGeometry(x, top, self.table_width, band.height_wanted())
        band.show()
        return top + band.height_wanted()

    # ---- building

    def _section(self, rows: Sequence[Row]) -> SectionView:
        view = SectionView(rows, self.setter, self.sheet_type, self.painter, self.notes, self)
        view.height_changed.connect(self.stack)
        return view

    def _block(self, part: Part) -> Block:
        head = SectionHead(self.sheet_type, self) if part.head else None
        if head is not None:
            head.show_part(part, self.reading)
        if part.member_row_height:
            members = MembersView(self.reading.session, self.theme, self)
            members.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the page says where the focus is, not the window
            members.height_changed.connect(lambda _height: self.stack())
            return Block(part, head, members)
        section = self._section(part.rows)
        section.head = head
        return Block(part, head, section)

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.theme.palette
        painter.fillRect(event.rect(), QColor(palette.desk))
        padding = self.theme.sizes.sheet_padding
        sheet = QRectF(self._table.left() - padding, 8, self._table.width() + 2 * padding, self.height() - 11)
        painter.setPen(self.theme.pen(palette.rule_light))
        painter.setBrush(QColor(palette.sheet))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))
        if event.rect().top() < self.table_top:
            self._paint_title(painter, sheet)
        frame = self._table.adjusted(-0.5, 0.5, 0.5, 0.5)
        painter.setPen(self.theme.pen(palette.frame))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)

    def _paint_title(self, painter: QPainter, sheet: QRectF) -> None:
        painter.setFont(self.theme.font(Type.TITLE, is_bold=True))
        painter.setPen(QColor(self.theme.palette.title))
        room = QRectF(sheet.left(), 8, sheet.width(), self.theme.type_size(Type.TITLE) + 22)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self.reading.form.paper.title)
        band = QRectF(self.band.geometry()).adjusted(-0.5, -0.5, 0.5, 0.5)
        painter.setPen(self.theme.pen(self.theme.palette.rule, 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(band)
