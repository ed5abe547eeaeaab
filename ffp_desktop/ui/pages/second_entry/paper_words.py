"""What the page says of the paper that is typed again: which one it is, where the focus stands, what was entered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.verification.blind_session import COUNT
from ffp_desktop.ui.form.members.cell_text import group_digits

if TYPE_CHECKING:
    from ffp_desktop.services.verification.blind_session import BlindSession

_REGION = "village"


def describe_paper(session: "BlindSession", regions: Regions) -> str:
    """Village and number: enough to find the paper, and nothing that stands on it."""
    header = session.header
    region = regions.find(header.village)
    words = QCoreApplication.translate("SecondEntry", "{0} · 表号 {1} · 照纸表再录一遍，看不到第一次录的")
    return words.format(region.short_name if region else header.village, header.number)


def name_item(session: "BlindSession", place: Place) -> str:
    """第3人 A6 居民身份证; before the people are counted their rows stand for their number."""
    is_count = session.item(place).repeat and not session.is_counted
    return session.verification.place_name(COUNT if is_count else place)


def say_entry(place: Place, text: str, regions: Regions) -> str:
    """An entry as it is read aloud: a village by its name, an ID number in groups."""
    region = regions.find(text) if place.item == _REGION and text else None
    return region.paper_name if region is not None else group_digits(text)
