"""Whose hands a survey of the list is in: who typed it, who sent it back, or which office has it, for how long."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape, SummaryShape

if TYPE_CHECKING:
    from ffp_desktop.services.review.records import Whereabouts

_AT_HOME = (State.NOT_ENTERED, State.DRAFT, State.FINISHED)


class Hands:
    """Reads a page of the list at a time: words and their ink, by survey; nothing for what lies with its typist."""

    def __init__(self, desk: DeskShape) -> None:
        self._desk = desk

    def read(self, lines: Sequence[SummaryShape]) -> Mapping[str, tuple[str, str]]:
        """Words, and the name of their ink in the palette."""
        moved = [line.id for line in lines if line.state not in _AT_HOME]
        if not moved:
            return {}
        try:
            hands = self._desk.handing.hands(moved)
        except FfpError:
            return {}  # the list is there all the same
        return {one.survey: self._say(one, by) for one, by in hands}

    def _say(self, one: "Whereabouts", returned_by: str) -> tuple[str, str]:
        translate, unit = QCoreApplication.translate, self._desk.unit.code
        if one.state is State.RETURNED and one.is_here:
            return translate("Hands", "{0} 退回").format(returned_by), "error"
        if one.is_here:
            return "", ""
        words = translate("Hands", "{0} 第 {1} 天").format(one.holder_name, one.days + 1)
        is_above = unit.startswith(one.holder)
        if is_above and one.is_received and not one.is_held:
            return words, "passed"
        return (translate("Hands", "{0} 等回执").format(one.holder_name), "label") if is_above else (words, "label")
