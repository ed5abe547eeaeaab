"""The desk: an open vault as the pages use it, joined to the services."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Round
from ffp_desktop.services.vaults import OpenVault, Operator, Role, Unit, Vaults
from ffp_desktop.ui.doors import Report, SurveyQuery

if TYPE_CHECKING:
    from ffp_desktop.services.entry import EntrySession
    from ffp_desktop.services.forms import FormShelf
    from ffp_desktop.services.surveys import SurveyCounts, SurveyFilter, Surveys, SurveySummary
    from ffp_desktop.services.workbook_import import WorkbookImport


class Desk:
    """An open vault as the pages use it (`DeskShape`)."""

    def __init__(
        self, vaults: Vaults, vault: OpenVault, surveys: "Surveys", shelf: "FormShelf", regions: Regions
    ) -> None:
        self._vaults = vaults
        self._vault = vault
        self.surveys = surveys
        self.shelf = shelf
        self.regions = regions
        self.vault_folder = vaults.folder

    @property
    def operator(self) -> Operator:
        return self._vault.operator

    @property
    def unit(self) -> Unit:
        return self._vault.unit

    # -- surveys -----------------------------------------------------------------------------------------------

    def current_round(self) -> Round:
        return self.surveys.current_round()

    def save_round(self, changed: Round) -> None:
        self.surveys.save_round(changed)

    def list_surveys(self, query: SurveyQuery, limit: int, offset: int) -> "Sequence[SurveySummary]":
        return self.surveys.list(self._filter(query), limit, offset)

    def count_surveys(self, query: SurveyQuery) -> "SurveyCounts":
        return self.surveys.count(self._filter(query))

    def open_session(self, survey_id: str) -> "EntrySession":
        return self.surveys.open(survey_id)

    def start_survey(self, village: str, natural_village: str) -> str:
        return self.surveys.start(village, natural_village)

    def natural_villages(self, village: str) -> Sequence[str]:
        return self.surveys.natural_villages(village)

    def make_workbook_import(self) -> "WorkbookImport":
        from ffp_desktop.services.workbook_import import WorkbookImport

        return WorkbookImport(self._vault, self.surveys, self.shelf, self.regions)

    # -- operators ---------------------------------------------------------------------------------------------

    def list_operators(self) -> Sequence[Operator]:
        return self._vaults.operators(self._vault)

    def add_operator(self, name: str, role: str, password: str) -> None:
        self._vaults.add_operator(self._vault, name, Role(role), password)

    def set_role(self, operator_id: str, role: str) -> None:
        self._vaults.change_role(self._vault, operator_id, Role(role))

    def disable_operator(self, operator_id: str) -> None:
        self._vaults.disable_operator(self._vault, operator_id)

    def reset_password(self, operator_id: str, new: str) -> None:
        self._vaults.reset_password(self._vault, operator_id, new)

    def change_password(self, old: str, new: str) -> None:
        self._vaults.change_password(self._vault, old, new)

    # -- backups -----------------------------------------------------------------------------------------------

    def last_backup(self) -> str:
        return self._vaults.card().last_backup

    def back_up(self, second: Path | None) -> Path:
        made = self._vaults.backup(self._vault)
        if second is not None and second.is_dir():
            made = self._vaults.backup(self._vault, second)
        return Path(made.file)

    def close(self) -> None:
        self._vaults.close(self._vault, backup=False)

    # -- paper -------------------------------------------------------------------------------------------------

    def print_surveys(self, survey_ids: Sequence[str], out: IO[bytes], report: Report) -> None:
        from ffp_desktop.services.printing import print_surveys

        print_surveys((self.surveys.open(survey_id) for survey_id in survey_ids), out, report)

    def print_blank(self, rows: int, copies: int, out: IO[bytes]) -> None:
        from ffp_desktop.services.printing import print_blank

        print_blank(self.shelf.form, rows, copies, out, of_round=self.current_round())

    def _filter(self, query: SurveyQuery) -> "SurveyFilter":
        from ffp_desktop.services.surveys import SurveyFilter

        return SurveyFilter(
            round=self.current_round().id,
            village=query.village,
            state=query.state,
            text=query.text,
            operator=query.operator,
            with_findings=query.with_findings,
        )
