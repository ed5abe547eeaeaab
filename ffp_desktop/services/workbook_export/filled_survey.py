"""One survey as a table shows it: keyed and calculated answers, without what is not relevant or struck out, and without
what came over from the round before and nobody has confirmed: that is no answer of this round.

No rule is checked: an export of a township takes seconds for it, not minutes.
"""

from datetime import date

from ffp_desktop.domain.evaluation.worksheet import Worksheet
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Place, SurveyHeader
from ffp_desktop.domain.table.cells import Cell, cell_of
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.rounds import round_facts
from ffp_desktop.services.surveys import Surveys, SurveySummary


class FilledSurvey:
    """The cells of one survey. `head_name` is as lists show it; `has_unconfirmed`: something was left out."""

    def __init__(
        self, header: SurveyHeader, form: Form, sheet: Worksheet, head_name: str = "", has_unconfirmed: bool = False
    ) -> None:
        self.header = header
        self.head_name = head_name
        self.has_unconfirmed = has_unconfirmed
        self._form = form
        self._sheet = sheet
        self.members = tuple(sheet.members)

    def cell(self, item: str, member: str = "") -> Cell:
        """What stands in the cell of an item, "" where nothing does."""
        place = Place(item, member)
        if place in self._sheet.irrelevant:
            return ""
        return cell_of(self._form.items[item], self._sheet.effective(place))


def read_filled(surveys: Surveys, summary: SurveySummary, shelf: FormShelf, today: date) -> FilledSurvey:
    """A survey of the vault. Raises FfpError `survey.unknown`."""
    header, state = surveys.read(summary.id)
    for place in state.unconfirmed:
        state.answers.given.pop(place, None)
    facts = round_facts(header.round, header.village, today)
    sheet = Worksheet(shelf.form, shelf.plan, state.answers, facts)
    return FilledSurvey(header, shelf.form, sheet, summary.head_name, bool(state.unconfirmed))
