"""From a list of the campaign to a household's survey: the one of this round, a new one, or a new household's.

API: `open_household(desk, household) -> survey`; `ask_new(clue, place) -> Asking` for somebody of no household;
`place_of(desk, clue)`.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.pages.campaign.ask_panel import TEXT, Asking

if TYPE_CHECKING:
    from ffp_desktop.domain.campaign.records import Clue


def open_household(desk: DeskShape, household: str) -> str:
    """The household's survey of this round; begun from its last one when there is none. Raises FfpError."""
    found = desk.campaign.visits.surveys_of([household]).get(household, "")
    return found or desk.start_waiting(household)


def ask_new(desk: DeskShape, clue: "Clue") -> Asking:
    """Asks whether a new household begins with whom a clue tells of. Raises FfpError `clue.village_unknown`."""
    village = desk.regions.find(clue.village)
    if village is None or clue.village.endswith("000"):
        raise FfpError(
            "clue.village_unknown",
            _tr("名单没有写明“{0}”是哪个村的，不能建户。请先在名单（Ctrl+1）里认人或定村。").format(clue.told.name),
        )
    head = _tr("“{0}”还没有认到哪一户。在{1}新建一户？").format(clue.told.name, village.short_name)
    note = _tr("会用名单上的姓名和证件号码开一张新表。已经有这一户的，请按 Esc，到名单（Ctrl+1）里认人。")
    return Asking(head, {TEXT: _tr("自然村（可以空着）")}, note=note, save=_tr("新建并打开"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("CampaignOpening", text)
