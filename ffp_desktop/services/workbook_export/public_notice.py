"""A list for public notice (公示): who is meant and what was decided, and nothing else.

What stands on it is named here one by one, so that no item added to a form gets onto a notice by itself: the village,
the group, the head, how many they are, the household's kind and what was decided. 个人信息保护法 counts health and ID
numbers among what is sensitive (§28) and asks for the least that serves (§6): no ID number, no phone, no health, no
disability, no risk or aid that tells of either, no income, no other member. The middle of a name is hidden (张*明); the
neighbours still know who is meant. The group is free text, so long figures in it are hidden too.
"""

from collections.abc import Sequence

from ffp_desktop.documents.workbook.writing import TableColumn, Value
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import State
from ffp_desktop.domain.table.masking import mask_name, mask_numbers
from ffp_desktop.services.workbook_export.filled_survey import FilledSurvey

NOTICE_COLUMNS = (
    TableColumn("序号", 7, is_text=False),
    TableColumn("乡镇", 14),
    TableColumn("村", 18),
    TableColumn("自然村(村民小组)", 20),
    TableColumn("户主", 16),
    TableColumn("家庭人口", 10, is_text=False),
    TableColumn("户属性", 18),
    TableColumn("是否新识别为监测对象", 14),
    TableColumn("风险是否消除", 14),
)
UNDECIDED = (State.DRAFT, State.RETURNED)
"""Surveys in these states are not on a notice: nothing is decided yet."""


def notice_row(survey: FilledSurvey, number: int, regions: Regions) -> Sequence[Value]:
    """The row of one household."""
    village = survey.header.village
    township, place = regions.township_of(village), regions.find(village)
    size = survey.cell("household_size")
    return (
        number,
        township.short_name if township else "",
        place.short_name if place else "",
        mask_numbers(str(survey.cell("natural_village"))),
        mask_name(survey.head_name),
        size if isinstance(size, int) else len(survey.members),
        *(str(survey.cell(item)) for item in ("household_kind", "newly_identified", "risk_eliminated")),
    )
