"""The desk: an open vault as the pages use it, joined to the services."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.events import Direction, Event, HouseholdChange
from ffp_desktop.domain.progress import Report
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Round
from ffp_desktop.errors import FfpError
from ffp_desktop.services.vaults import OpenVault, Operator, Role, Unit, Vaults
from ffp_desktop.ui.desk_shape import SECOND_FAILED, SurveyQuery
from ffp_desktop.ui.list_desk import ListDesk

if TYPE_CHECKING:
    from ffp_desktop.services.attachments import Attachments
    from ffp_desktop.services.bundles.exchange import BundleExchange
    from ffp_desktop.services.campaign.list_import import ListImport
    from ffp_desktop.services.campaign.list_import.rematch import Rematch
    from ffp_desktop.services.dynamics import Recorded
    from ffp_desktop.services.entry import EntrySession
    from ffp_desktop.services.forms import FormShelf
    from ffp_desktop.services.households import HouseholdCard
    from ffp_desktop.services.reconciliation.reconciliation import Reconciliation
    from ffp_desktop.services.review.conflicts import Conflicts
    from ffp_desktop.services.review.handing import Handing
    from ffp_desktop.services.review.reviewing import Review
    from ffp_desktop.services.side_by_side import SideBySide
    from ffp_desktop.services.surveys import Surveys
    from ffp_desktop.services.workbook_import import WorkbookImport
    from ffp_desktop.ui.campaign_desk import CampaignDesk
    from ffp_desktop.ui.dossier import Dossier
    from ffp_desktop.ui.monitoring_desk import MonitoringDesk
    from ffp_desktop.ui.typing_quality import TypingQuality
    from ffp_desktop.ui.village_lists import VillageLists
    from ffp_desktop.ui.workbench import Workbench

_RELATIONS = "A07_relation"


class Desk(ListDesk):
    """An open vault as the pages use it (`DeskShape`)."""

    def __init__(
        self, vaults: Vaults, vault: OpenVault, surveys: "Surveys", shelf: "FormShelf", regions: Regions
    ) -> None:
        super().__init__(vault, surveys, shelf)
        self._vaults = vaults
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

    def next_round(self) -> Round:
        from ffp_desktop.services.rounds import next_round

        return next_round(self.current_round())

    def open_round(self, new: Round) -> None:
        self.surveys.open_round(new)

    def open_session(self, survey_id: str) -> "EntrySession":
        return self.surveys.open(survey_id)

    def start_survey(self, village: str, natural_village: str) -> str:
        return self.surveys.start(village, natural_village)

    def natural_villages(self, village: str) -> Sequence[str]:
        return self.surveys.natural_villages(village)

    # -- households --------------------------------------------------------------------------------------------

    def household_of(self, survey_id: str) -> "HouseholdCard":
        return self.households.show(self.households.find(survey_id))

    def compare_rounds(self, survey_ids: Sequence[str]) -> "SideBySide":
        from ffp_desktop.services.side_by_side import compare_rounds

        return compare_rounds(self.surveys, survey_ids)

    def record_event(self, event: Event) -> "Recorded":
        from ffp_desktop.services.dynamics import Dynamics

        return Dynamics(self._vault).record(event)

    def withdraw_event(self, event_id: str, reason: str) -> "Recorded":
        from ffp_desktop.services.dynamics import Dynamics

        return Dynamics(self._vault).withdraw(event_id, reason)

    def event_directions(self) -> dict[str, Direction | None]:
        from ffp_desktop.services.census import event_kinds

        kinds = event_kinds()
        of_household = (HouseholdChange.HEAD, HouseholdChange.MOVE, HouseholdChange.SPLIT, HouseholdChange.MERGE)
        return {kind: kinds.direction(kind) for kind in (*kinds.changes, *map(str, of_household))}

    def relations(self) -> Sequence[str]:
        return [choice.name for choice in self.shelf.form.choice_lists[_RELATIONS].choices]

    @cached_property
    def dossier(self) -> "Dossier":
        from ffp_desktop.ui.dossier import Dossier

        return Dossier(self._vault, self.surveys, self.shelf, self.households, self.regions)

    @cached_property
    def village_lists(self) -> "VillageLists":
        from ffp_desktop.ui.village_lists import VillageLists

        return VillageLists(self._vault, self.regions)

    # -- tables ------------------------------------------------------------------------------------------------

    def make_workbook_import(self) -> "WorkbookImport":
        from ffp_desktop.services.workbook_import import WorkbookImport

        return WorkbookImport(self._vault, self.surveys, self.shelf, self.regions)

    def make_list_import(self) -> "ListImport":
        from ffp_desktop.services.campaign.list_import import ListImport

        return ListImport(self._vault, self.surveys, self.shelf, self.regions)

    def make_rematch(self) -> "Rematch":
        from ffp_desktop.services.campaign.list_import.rematch import Rematch

        return Rematch(self._vault, self.regions)

    def make_attachments(self) -> "Attachments":
        from ffp_desktop.services.attachments import Attachments

        return Attachments(self._vault)

    @cached_property
    def bundles(self) -> "BundleExchange":
        from ffp_desktop.services.bundles.exchange import BundleExchange

        return BundleExchange(self._vault, self.surveys, self.shelf, self.regions)

    @cached_property
    def conflicts(self) -> "Conflicts":
        from ffp_desktop.services.review.conflicts import Conflicts

        return Conflicts(self._vault, self.surveys, self.shelf)

    @cached_property
    def review(self) -> "Review":
        from ffp_desktop.services.review.reviewing import Review

        return Review(self._vault, self.surveys, self.shelf)

    @cached_property
    def handing(self) -> "Handing":
        from ffp_desktop.services.review.handing import Handing

        return Handing(self._vault, self.surveys)

    @cached_property
    def monitoring(self) -> "MonitoringDesk":
        from ffp_desktop.ui.monitoring_desk import MonitoringDesk

        return MonitoringDesk(self._vault, self.surveys, self.regions)

    @cached_property
    def campaign(self) -> "CampaignDesk":
        from ffp_desktop.ui.campaign_desk import CampaignDesk

        return CampaignDesk(self._vault, self.surveys, self.shelf, self.regions)

    @cached_property
    def reconciliation(self) -> "Reconciliation":
        from ffp_desktop.services.reconciliation.reconciliation import Reconciliation

        return Reconciliation(self._vault, self.shelf, self.regions)

    # -- quality of typing -------------------------------------------------------------------------------------

    @cached_property
    def quality(self) -> "TypingQuality":
        from ffp_desktop.ui.typing_quality import TypingQuality

        return TypingQuality(self._vault, self.surveys, self.shelf)

    @cached_property
    def workbench(self) -> "Workbench":
        from ffp_desktop.ui.workbench import Workbench

        return Workbench(self._vault, self.surveys, self.regions)

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

    def renew_recovery_code(self) -> str:
        return self._vaults.renew_recovery_code(self._vault)

    # -- backups -----------------------------------------------------------------------------------------------

    def last_backup(self) -> str:
        return self._vaults.card().last_backup

    def back_up(self, second: Path | None) -> Path:
        made = self._vaults.backup(self._vault)
        if second is not None and second.is_dir():
            try:
                made = self._vaults.backup(self._vault, second)
            except FfpError as error:
                raise FfpError(SECOND_FAILED, _say_second_failed(second)) from error
        return Path(made.file)

    def close(self) -> None:
        self._vaults.close(self._vault, backup=False)

    # -- paper -------------------------------------------------------------------------------------------------

    def print_surveys(self, survey_ids: Sequence[str], out: IO[bytes], report: Report) -> None:
        from ffp_desktop.services.printing import print_surveys

        print_surveys((self.surveys.open(survey_id) for survey_id in survey_ids), out, report, regions=self.regions)

    def print_blank(self, rows: int, copies: int, out: IO[bytes]) -> None:
        from ffp_desktop.services.printing import print_blank

        print_blank(self.shelf.form, rows, copies, out, of_round=self.current_round())

    # -- workbooks ---------------------------------------------------------------------------------------------

    def export(self, kind: str, query: SurveyQuery, out: Path, report: Report) -> tuple[int, int]:
        from ffp_desktop.services.workbook_export import Kind, WorkbookExport

        workbooks = WorkbookExport(self._vault, self.surveys, self.shelf, self.regions)
        if kind == "template":
            workbooks.write_template(out, query.village)
            return 0, 0
        done = workbooks.write(Kind(kind), self.filter_of(query), out, report)
        return done.households, done.people


def _say_second_failed(place: Path) -> str:
    words = QCoreApplication.translate(
        "desk", "电脑里的备份已经做好；第二处“{0}”写不进去。请看是不是满了、只读或拔出了，处理好再试一次。"
    )
    return words.format(place)
