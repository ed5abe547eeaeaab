"""What the pages of 工作台 ask: its shape, and joined to the services."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ffp_desktop.services.vaults import OpenVault

if TYPE_CHECKING:
    from ffp_desktop.domain.campaign.round_settings import RoundSettings
    from ffp_desktop.domain.regions import Regions
    from ffp_desktop.services.campaign.desk import CampaignDesk
    from ffp_desktop.services.campaign.desk_records import Desk as Seen
    from ffp_desktop.services.campaign.visits import Visits
    from ffp_desktop.services.report.reporting import Reporting
    from ffp_desktop.services.surveys import Surveys
    from ffp_desktop.store.campaign.figure_records import KeyHousehold


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """The files, and at how many places somebody has still to write."""

    files: tuple[Path, ...]
    to_write: int


class WorkbenchShape(Protocol):
    """Every call may raise `FfpError`."""

    def look(self) -> "Seen":
        """What is due, how far it has come, where to look closer, what is late; counted now."""

    def key_households(self, unit: str, kinds: Sequence[str] = ()) -> "Sequence[KeyHousehold]":
        """The households of a unit on lists of these kinds (() for key persons), those nobody looked at first."""

    def proposed_name(self) -> str: ...
    def write_report(self, out: Path) -> "WrittenReport":
        """Writes the report as `out` (.docx), and beside it the same figures as .xlsx and PDF. `out` may be there, and
        with it what was written beside it then; other files are not written over."""

    def settings(self) -> "RoundSettings":
        """The dates and limits of the current round."""

    def save_settings(self, settings: "RoundSettings") -> None: ...
    def visit_days(self) -> int:
        """For how many days after a visit a household is not sent again."""

    def set_visit_days(self, days: int) -> None: ...


class Workbench:
    """The desk and the report of one open vault (`WorkbenchShape`)."""

    def __init__(
        self,
        vault: OpenVault,
        surveys: "Surveys",
        regions: "Regions",
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._regions = regions
        self._clock = clock

    @cached_property
    def desk(self) -> "CampaignDesk":
        from ffp_desktop.services.campaign.desk import CampaignDesk

        return CampaignDesk(self._vault, self._surveys, self._regions, self._clock)

    @cached_property
    def reporting(self) -> "Reporting":
        from ffp_desktop.services.report.reporting import Reporting

        return Reporting(self._vault, self._surveys, self._regions, self._clock)

    def look(self) -> "Seen":
        return self.desk.look()

    def key_households(self, unit: str, kinds: Sequence[str] = ()) -> "Sequence[KeyHousehold]":
        return self.desk.households(unit, kinds)

    def proposed_name(self) -> str:
        return self.reporting.proposed_name()

    def write_report(self, out: Path) -> WrittenReport:
        beside = out.with_suffix if out.exists() else partial(_free_name, out)
        files = (out.with_suffix(".docx"), beside(".xlsx"), beside(".pdf"))
        figures = self.reporting.figures()
        for file in files:
            self.reporting.write(file, figures)
        return WrittenReport(files, self.reporting.count_to_write(figures))

    def settings(self) -> "RoundSettings":
        return self.desk.settings

    def save_settings(self, settings: "RoundSettings") -> None:
        from ffp_desktop.services.campaign.settings import save_settings

        save_settings(self._surveys, settings)

    def visit_days(self) -> int:
        return self._visits.days()

    def set_visit_days(self, days: int) -> None:
        self._visits.set_days(days)

    @cached_property
    def _visits(self) -> "Visits":
        from ffp_desktop.services.campaign.visits import Visits

        return Visits(self._vault, self._surveys, self._regions, self._clock)


def _free_name(out: Path, suffix: str) -> Path:
    """The report's name with another ending, or one that no file has: 报告（2）.pdf."""
    names = (out.with_stem(f"{out.stem}（{number}）").with_suffix(suffix) for number in count(2))
    own = out.with_suffix(suffix)
    return next(name for name in chain([own], names) if not name.exists())
