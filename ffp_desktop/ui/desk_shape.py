"""The desk as a shape: what the pages ask of an open vault, so that they import no service on their own.

Times are ISO texts of local time, "" for never.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from ffp_desktop.domain.events import Direction, Event
from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.domain.progress import Report
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Round, State
from ffp_desktop.ui.dossier_shape import DossierShape

if TYPE_CHECKING:
    from ffp_desktop.services.attachments import Attachments
    from ffp_desktop.services.bundles.exchange import BundleExchange
    from ffp_desktop.services.campaign.list_import import ListImport
    from ffp_desktop.services.campaign.list_import.rematch import Rematch
    from ffp_desktop.services.dynamics import Recorded
    from ffp_desktop.services.entry import EntrySession
    from ffp_desktop.services.households import HouseholdCard
    from ffp_desktop.services.reconciliation.reconciliation import Reconciliation
    from ffp_desktop.services.review.conflicts import Conflicts
    from ffp_desktop.services.review.handing import Handing
    from ffp_desktop.services.review.reviewing import Review
    from ffp_desktop.services.side_by_side import SideBySide
    from ffp_desktop.services.unchecked import UncheckedSurveys
    from ffp_desktop.services.workbook_import import WorkbookImport
    from ffp_desktop.ui.campaign_desk import CampaignDesk
    from ffp_desktop.ui.monitoring_desk import MonitoringDesk
    from ffp_desktop.ui.typing_quality import TypingQualityShape
    from ffp_desktop.ui.village_lists import VillageListsShape
    from ffp_desktop.ui.workbench import WorkbenchShape

ROLES = ("录入员", "审核员", "管理员")
ADMINISTRATOR = "管理员"
SECOND_FAILED = "backup.second_failed"
"""The code of a backup that is in the vault's folder but not in the second place."""
"""Tells progress: done, total. It raises when a person cancelled."""


class OperatorShape(Protocol):
    """A person who works with the vault; `role` is one of `ROLES`."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...


class ListedOperatorShape(OperatorShape, Protocol):
    """An operator as the settings list them."""

    @property
    def disabled_at(self) -> str: ...


class UnitShape(Protocol):
    """The office a vault belongs to: region code and name."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


class SummaryShape(Protocol):
    """One survey in a list. `operator` is an operator's id."""

    @property
    def id(self) -> str: ...
    @property
    def village(self) -> str: ...
    @property
    def head_name(self) -> str: ...
    @property
    def member_count(self) -> int: ...
    @property
    def household_kind(self) -> str: ...
    @property
    def state(self) -> State: ...
    @property
    def errors(self) -> int: ...
    @property
    def warnings(self) -> int: ...
    @property
    def touched_at(self) -> str: ...
    @property
    def operator(self) -> str: ...


class CountsShape(Protocol):
    """How many surveys there are, in all, by state and by village."""

    @property
    def total(self) -> int: ...
    @property
    def by_state(self) -> Mapping[State, int]: ...
    @property
    def by_village(self) -> Mapping[str, int]: ...
    @property
    def in_village(self) -> Mapping[str, Mapping[State, int]]: ...


class FoundShape(Protocol):
    """The surveys that a query leaves, newest change first, as they were then; lines are read when a page is."""

    @property
    def total(self) -> int: ...
    @property
    def by_state(self) -> Mapping[State, int]:
        """Counted whatever state is asked for."""

    def page(self, start: int, count: int) -> Sequence[SummaryShape]: ...
    def position(self, survey: str) -> int:
        """From 0; -1 when it is not among them."""

    def id_at(self, position: int) -> str:
        """ "" beyond the ends."""

    def ids(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class SurveyQuery:
    """Which surveys of this round a list shows; "" or None means all. `village` is a region code of any level.

    `kind`, `found`, `measure` and `risk` are values of `ChoicesShape`; `touched` and `visited` name days
    (`domain.periods`); `ids` are the only surveys that can be meant, () for all.
    """

    text: str = ""
    state: State | None = None
    village: str = ""
    operator: str = ""
    findings: FindingsWanted | None = None
    kind: str = ""
    found: str = ""
    measure: str = ""
    risk: str = ""
    touched: str = ""
    visited: str = ""
    ids: tuple[str, ...] = ()


class ChoicesShape(Protocol):
    """What a list can be narrowed to by answers, as (value, words): A1, what was found, the measures, the risks."""

    @property
    def kinds(self) -> Sequence[tuple[str, str]]: ...
    @property
    def found(self) -> Sequence[tuple[str, str]]: ...
    @property
    def measures(self) -> Sequence[tuple[str, str]]: ...
    @property
    def risks(self) -> Sequence[tuple[str, str]]: ...


class DeskShape(Protocol):
    """An open vault, as the pages use it. Every call may raise `FfpError`."""

    @property
    def operator(self) -> OperatorShape: ...
    @property
    def unit(self) -> UnitShape: ...
    @property
    def regions(self) -> Regions: ...
    @property
    def vault_folder(self) -> Path: ...

    def current_round(self) -> Round: ...
    def save_round(self, changed: Round) -> None: ...
    def next_round(self) -> Round:
        """The quarter after this one, as it will probably be."""

    def open_round(self, new: Round) -> None: ...

    def find_surveys(self, query: SurveyQuery) -> FoundShape: ...
    def count_surveys(self, query: SurveyQuery) -> CountsShape: ...
    def trait_choices(self) -> ChoicesShape: ...
    @property
    def unchecked(self) -> "UncheckedSurveys": ...
    def count_waiting_like(self, query: SurveyQuery) -> int:
        """How many of the households without a survey in this round a query leaves, whatever state it asks for."""

    def kept_queries(self) -> Mapping[str, SurveyQuery]:
        """What this operator kept, by its name, in the order it was first kept."""

    def keep_query(self, name: str, query: SurveyQuery) -> None: ...
    def forget_query(self, name: str) -> None: ...
    def open_session(self, survey_id: str) -> "EntrySession": ...
    def start_survey(self, village: str, natural_village: str) -> str: ...
    def count_waiting(self) -> Mapping[str, int]:
        """Households without a survey in this round, by village (12-digit code)."""

    def start_waiting(self, household: str) -> str:
        """A household's survey of this round, begun from its last one."""

    def natural_villages(self, village: str) -> Sequence[str]: ...

    @property
    def dossier(self) -> DossierShape: ...
    @property
    def village_lists(self) -> "VillageListsShape": ...
    def household_of(self, survey_id: str) -> "HouseholdCard":
        """The household that a survey is of: who lives there, its surveys and events."""

    def compare_rounds(self, survey_ids: Sequence[str]) -> "SideBySide": ...
    def record_event(self, event: Event) -> "Recorded":
        """Records what happened; nothing when an error is among the findings."""

    def withdraw_event(self, event_id: str, reason: str) -> "Recorded": ...
    def event_directions(self) -> dict[str, Direction | None]:
        """The kinds of events one person or the whole household can have, with their table."""

    def relations(self) -> Sequence[str]: ...
    def export(self, kind: str, query: SurveyQuery, out: Path, report: Report) -> tuple[int, int]:
        """Writes the surveys of a list as a workbook; how many households and people it holds, 0 for the template."""

    def make_workbook_import(self) -> "WorkbookImport": ...
    def make_list_import(self) -> "ListImport": ...
    def make_rematch(self) -> "Rematch": ...
    def make_attachments(self) -> "Attachments": ...

    @property
    def bundles(self) -> "BundleExchange":
        """The exchange with other offices by signed files."""

    @property
    def conflicts(self) -> "Conflicts":
        """What two sides wrote differently, and settling it."""

    @property
    def review(self) -> "Review":
        """The judging of this office."""

    @property
    def handing(self) -> "Handing":
        """Surveys on their way up, and where each of them lies."""

    @property
    def monitoring(self) -> "MonitoringDesk":
        """监测对象: their lists, what is recorded of them, and the archives of those not included."""

    @property
    def campaign(self) -> "CampaignDesk":
        """Departments' lists, their clues, the visits they ask for, and the ledger of it all."""

    @property
    def reconciliation(self) -> "Reconciliation":
        """机账实一致: exports of the national system and ledgers beside the visits."""

    @property
    def quality(self) -> "TypingQualityShape": ...
    @property
    def workbench(self) -> "WorkbenchShape":
        """The look at the campaign, and the quarter's report."""

    def list_operators(self) -> Sequence[ListedOperatorShape]: ...
    def add_operator(self, name: str, role: str, password: str) -> None: ...
    def set_role(self, operator_id: str, role: str) -> None: ...
    def disable_operator(self, operator_id: str) -> None: ...
    def reset_password(self, operator_id: str, new: str) -> None: ...
    def change_password(self, old: str, new: str) -> None: ...
    def renew_recovery_code(self) -> str:
        """A new recovery code, shown this once; the old one stops working."""

    def last_backup(self) -> str: ...
    def back_up(self, second: Path | None) -> Path:
        """A verified backup in the vault's own folder and, where that folder is there now, a copy in `second`.

        Raises `FfpError`; `SECOND_FAILED` when only the copy could not be made.
        """

    def close(self) -> None: ...

    def print_surveys(self, survey_ids: Sequence[str], out: IO[bytes], report: Report) -> None: ...
    def print_blank(self, rows: int, copies: int, out: IO[bytes]) -> None: ...
