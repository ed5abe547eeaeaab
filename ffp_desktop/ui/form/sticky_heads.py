"""The head of the section at the upper edge, and the member header, kept on top while the sheet scrolls under them."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.form.definition import Item
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.ui.form.section_head import HeadKey, SectionHead
from ffp_desktop.ui.form.sheet_stack import SheetStack

_LEAST = 60  # px of a section that must be left below the upper edge


def _tr(text: str) -> str:
    return QCoreApplication.translate("StickyHeads", text)


class StickyHeads:
    """Two widgets over the viewport; shown while their section's own head is scrolled away."""

    def __init__(self, stack: SheetStack, viewport: QWidget) -> None:
        self._stack = stack
        self._head = SectionHead(stack.sheet_type, viewport)
        self._header = stack.members.header_widget(viewport)
        self._current = ""
        self._keys: tuple[HeadKey, ...] = ()
        self.hide()

    @property
    def section(self) -> str:
        """The section whose head is kept on top; "" for none."""
        return "" if self._head.isHidden() else self._head.section

    def hide(self) -> None:
        self._head.hide()
        self._header.hide()

    def mark_place(self, place: Place, item: Item, session: EntrySession) -> None:
        """The heads say which section has the focus and which keys work there; how much waits from the last round."""
        waiting, is_open = len(session.unconfirmed(item.section)), session.is_editable
        self._current = "" if self._stack.band.has_item(place.item) else item.section
        self._keys = ()
        if item.repeat and is_open:
            add, strike = HeadKey("F2", _tr("加一人")), HeadKey("Ctrl+Del", _tr("划去此人"))
            same = HeadKey("Ctrl+D", _tr("同上一人"))
            self._keys = (same,) if session.has_fixed_rows else (add, same, strike)
        if waiting and is_open:
            words = _tr("上一轮的 {0} 项没核对：这一部分无变化").format(waiting)
            self._keys = (HeadKey("Ctrl+Enter", words), *self._keys)
        self._stack.mark_head(self._current, self._keys)
        self._mark()

    def follow(self, top: int) -> None:
        """`top` is the stack's pixel at the viewport's upper edge."""
        blocks = self._stack.blocks
        block = next((b for b in blocks if b.is_open and b.head and b.top < top < b.bottom - _LEAST), None)
        if block is None or block.head is None:
            self.hide()
            return
        if self._head.section != block.section:
            self._head.show_part(block.part, self._stack.reading)
        self._mark()
        self._head.setGeometry(block.head.x(), 0, block.head.width(), block.head.height())
        self._head.show()
        self._head.raise_()
        is_table = block.body is self._stack.members
        self._header.setVisible(is_table)
        if is_table:
            self._header.move(block.head.x(), self._head.height())
            self._header.raise_()

    def _mark(self) -> None:
        is_here = self._head.section == self._current
        self._head.set_current(is_here, self._keys if is_here else ())
