"""One survey as a table shows it: keyed and calculated answers, without what is not relevant or struck out.

No rule is checked: an export of a township takes seconds for it, not minutes.
"""

from datetime import date

from ffp_desktop.domain.evaluation.worksheet import Worksheet
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Place, SurveyHeader
from ffp_desktop.domain.table.cells import Cell, cell_of
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.rounds import round_facts
from ffp_desktop.services.surveys import Surveys

_HEAD = "户主"


class FilledSurvey:
    """The cells of one survey."""

    def __init__(self, header: SurveyHeader, form: Form, sheet: Worksheet) -> None:
        self.header = header
        self._form = form
        self._sheet = sheet
        self.members = tuple(sheet.members)

    def cell(self, item: str, member: str = "") -> Cell:
        """What stands in the cell of an item, "" where nothing does."""
        place = Place(item, member)
        if place in self._sheet.irrelevant:
            return ""
        return cell_of(self._form.items[item], self._sheet.effective(place))

    @property
    def head_name(self) -> str:
        """The head's name, else the first member's."""
        heads = [member for member in self.members if self.cell("relation", member) == _HEAD]
        first = (heads or list(self.members))[:1]
        return str(self.cell("name", first[0])) if first else ""


def read_filled(surveys: Surveys, survey_id: str, shelf: FormShelf, today: date) -> FilledSurvey:
    """A survey of the vault. Raises FfpError `survey.unknown`."""
    header, state = surveys.read(survey_id)
    facts = round_facts(header.round, header.village, today)
    return FilledSurvey(header, shelf.form, Worksheet(shelf.form, shelf.plan, state.answers, facts))
