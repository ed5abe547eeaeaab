"""The first survey of somebody whom a list names and no household is known of: begun with what the list tells.

API: `begin_survey(surveys, told, village, natural_village="") -> survey id`.
"""

from uuid import uuid4

from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.campaign.records import ToldRow
from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.surveys import Surveys

_NAME, _NUMBER = "name", "id_number"
_VILLAGE, _NO_VILLAGE = 12, "000"


def begin_survey(surveys: Surveys, told: ToldRow, village: str, natural_village: str = "") -> str:
    """The head of the household stands first, where the list names another than the person; the rest is open.

    Raises FfpError `clue.village_unknown`, `survey.village_unknown`.
    """
    if len(village) != _VILLAGE or village.endswith(_NO_VILLAGE):
        raise FfpError("clue.village_unknown", "名单没有写明这个人是哪个村的，还不能建户。请先在名单里定下是哪个村。")
    items, known = surveys.form.items, DraftState()
    names = [told.head_name] if told.head_name and told.head_name != told.name else []
    for name in (*names, told.name):
        member = uuid4().hex
        known.answers.members.append(member)
        known.answers.given[Place(_NAME, member)] = parse_answer(items[_NAME], name)
    if told.id_number:
        known.answers.given[Place(_NUMBER, member)] = parse_answer(items[_NUMBER], told.id_number)
    return surveys.start(village, natural_village, known)
