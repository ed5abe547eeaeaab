"""What a person decides on a second entry: how many people there are, and which of two entries is right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ffp_desktop.domain.verification.comparison import Decision
from ffp_desktop.services.entry import Change
from ffp_desktop.services.verification.blind_session import COUNT
from ffp_desktop.ui.page import KeyAction

if TYPE_CHECKING:
    from ffp_desktop.ui.pages.second_entry.page import SecondEntryPage


class Deciding(QObject):
    """Joins the panel and the line that asks for the number of people to the session."""

    def __init__(self, page: "SecondEntryPage") -> None:
        super().__init__(page)
        self._page = page

    def keys(self) -> list[KeyAction]:
        """The keys while a difference waits."""
        return [
            KeyAction("1", self.tr("第一次对"), lambda: self.decide(Decision.FIRST)),
            KeyAction("2", self.tr("第二次对"), lambda: self.decide(Decision.SECOND)),
            KeyAction("3", self.tr("都不对，照纸上重填"), lambda: self.decide(Decision.THIRD)),
            KeyAction("Esc", self.tr("这一项重录"), self.retype),
        ]

    def ask_count(self, typed: str = "", *, is_third: bool = False) -> None:
        """How many people the paper lists, before their rows."""
        page = self._page
        session, place = page.session, page.sheet.place
        is_here = place is not None and place.item == session.form.member_items[0].id
        if page.reason.is_open or page.is_done or not is_here or (session.is_counted and not is_third):
            return
        if session.difference is not None and not is_third:
            return
        prompt = self.tr("纸上到底有几口人？") if is_third else self.tr("纸上第二部分登记了几口人？")
        page.reason.ask(prompt, self._take_third_count if is_third else self._take_count)
        page.reason.line.line.insert(typed)

    def _take_count(self, text: str) -> None:
        page = self._page
        if not text:
            page.actions_by_key.go_previous()
            return
        if not text.isdigit():
            page.actions_by_key.tell(self.tr("人数请填数字，例如 3。"), is_refused=True)
            return  # the line opens again at the same place
        page.sheet.apply(page.session.count_members(text))
        if page.session.difference is None:
            page.sheet.focus_place(page.session.sheet_place(COUNT))

    def _take_third_count(self, text: str) -> None:
        page = self._page
        change = page.session.count_third(text) if text else Change()
        page.sheet.apply(change)
        if page.session.difference is not None:
            page.return_to_difference()
        else:
            page.sheet.focus_place(page.session.sheet_place(COUNT))

    def decide(self, decision: Decision) -> None:
        """Which entry is right, and on; where neither is, the item is typed once more."""
        page = self._page
        waiting = page.session.difference
        if waiting is None:
            return
        page.panel.hide()
        place = page.session.sheet_place(waiting.place)
        if decision is Decision.THIRD:
            page.session.is_third = True
            page.sheet.focus_place(place)
            if waiting.place == COUNT:
                self.ask_count(is_third=True)
            else:
                self._page.actions_by_key.tell(self.tr("照纸上重填这一项，再按 Enter。"))
            return
        change = page.session.decide(decision)
        page.sheet.apply(change)
        page.sheet.editing.read_again()
        page.save()
        if waiting.place == COUNT:
            page.sheet.focus_place(page.session.sheet_place(COUNT))
        else:
            page.actions_by_key.go_on_from(place)

    def retype(self) -> None:
        """Esc at a difference: the second entry was a slip; the item is blank again."""
        page = self._page
        waiting = page.session.difference
        page.panel.hide()
        page.sheet.apply(page.session.retype())
        page.sheet.editing.read_again()
        if waiting is not None:
            page.sheet.focus_place(page.session.sheet_place(waiting.place))
        self._page.actions_by_key.tell(self.tr("重录这一项。"))
