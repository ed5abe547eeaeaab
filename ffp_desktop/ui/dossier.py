"""The dossier: households, people and history of an open vault, joined to the services (`DossierShape`)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Answer
from ffp_desktop.services.vaults import OpenVault

if TYPE_CHECKING:
    from ffp_desktop.domain.change_table import ChangeRow
    from ffp_desktop.domain.population import Movement
    from ffp_desktop.services.dynamics import ChangeTable, Dynamics, Recorded
    from ffp_desktop.services.forms import FormShelf
    from ffp_desktop.services.history import History, HistoryEntry
    from ffp_desktop.services.households import HouseholdLine, Households
    from ffp_desktop.services.same_people import Pair, PairRow, SamePeople
    from ffp_desktop.services.surveys import Surveys


class Dossier:
    """Each service is made when a page first asks for it (`DossierShape`)."""

    def __init__(
        self, vault: OpenVault, surveys: "Surveys", shelf: "FormShelf", households: "Households", regions: Regions
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._shelf = shelf
        self._households = households
        self._regions = regions

    # -- history -----------------------------------------------------------------------------------------------

    def survey_history(self, survey_id: str) -> "Sequence[HistoryEntry]":
        return self._history().of_survey(survey_id)

    def person_history(self, member: str) -> "Sequence[HistoryEntry]":
        return self._history().of_person(member)

    def take_again(self, survey_id: str, place: Place, answer: Answer, reason: str) -> None:
        self._history().take_again(survey_id, place, answer, reason)

    def _history(self) -> "History":
        from ffp_desktop.services.history import History

        return History(self._vault, self._surveys)

    # -- households and people ---------------------------------------------------------------------------------

    def search_households(self, text: str, village: str, without: str) -> "Sequence[HouseholdLine]":
        return self._households.search(text, village, without)

    def pairs_of_household(self, household: str) -> "Sequence[Pair]":
        return self._same_people().pairs([household])

    def pairs_in(self, village: str) -> "Sequence[Pair]":
        return self._same_people().pairs([line.id for line in self._households.list(village)])

    def compare_pair(self, pair: "Pair") -> "Sequence[PairRow]":
        return self._same_people().compare(pair)

    def judge_pair(self, pair: "Pair", is_same: bool, reason: str) -> "Recorded":
        return self._same_people().judge(pair, is_same, reason)

    def _same_people(self) -> "SamePeople":
        from ffp_desktop.services.same_people import SamePeople

        return SamePeople(self._vault, self._surveys, self._shelf)

    # -- what came and went ------------------------------------------------------------------------------------

    def change_table(self, unit: str, start: str, end: str) -> "ChangeTable":
        return self._dynamics().table(unit, start, end)

    def people_of(self, row: "ChangeRow") -> "Sequence[Movement]":
        from ffp_desktop.services.change_file import people_of

        return people_of(row)

    def export_changes(self, table: "ChangeTable", out: Path) -> None:
        from ffp_desktop.services.change_file import write_change_table

        write_change_table(table, self._regions, out, self._vault.operator.name, datetime.now())

    def _dynamics(self) -> "Dynamics":
        from ffp_desktop.services.dynamics import Dynamics

        return Dynamics(self._vault)
