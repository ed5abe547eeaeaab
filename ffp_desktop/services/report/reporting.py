"""The quarter's report as people ask for it: its figures, and the files they become.

API (class `Reporting(vault, surveys, regions, clock)`): figures() -> ReportFigures
    write(out, figures=None) -> None: .docx, .xlsx or .pdf by the name's end       proposed_name(suffix) -> str
    count_to_write(figures) -> places that somebody has still to write
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.domain.regions import Regions
from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.desk import CampaignDesk
from ffp_desktop.services.campaign.written import note_report
from ffp_desktop.services.report.counting import ReportCounter
from ffp_desktop.services.report.figures import ReportFigures
from ffp_desktop.services.rounds import say_quarter
from ffp_desktop.services.surveys import Surveys

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

SUFFIXES = (".docx", ".xlsx", ".pdf")


class Reporting:
    """The report of one open vault's unit, in the current round."""

    def __init__(
        self, vault: "OpenVault", surveys: Surveys, regions: Regions, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._regions = regions
        self._clock = clock
        self._desk = CampaignDesk(vault, surveys, regions, clock)

    def figures(self) -> ReportFigures:
        """Counted as of now."""
        return ReportCounter(self._vault, self._surveys, self._desk, self._clock).count()

    def write(self, out: Path, figures: ReportFigures | None = None) -> ReportFigures:
        """Writes the file whole or not at all; gives the figures that are in it. A .docx is noted as the report.

        Raises FfpError `report.suffix_unknown`, `file.…`, `paper.…`.
        """
        from ffp_desktop.services.report.files import write_docx_report, write_pdf_report, write_workbook

        suffix = out.suffix.lower()
        if suffix not in SUFFIXES:
            raise FfpError("report.suffix_unknown", "文件名要以 .docx、.xlsx 或 .pdf 结尾。请改一下文件名。")
        counted = figures or self.figures()
        if suffix == ".docx":
            write_docx_report(counted, self._regions, out)
            note_report(self._vault, counted.round.id, self._clock().isoformat(timespec="seconds"))
        elif suffix == ".xlsx":
            write_workbook(counted, self._regions, out, self._vault.operator.name)
        else:
            write_pdf_report(counted, self._regions, out)
        return counted

    def proposed_name(self, suffix: str = ".docx") -> str:
        """A file name that says which unit and round: 腾克镇-2023年一季度-工作报告.docx"""
        place = self._regions.find(self._vault.unit.code)
        name = place.short_name if place else self._vault.unit.name
        return f"{name}-{say_quarter(self._surveys.current_round().id)}-工作报告{suffix}"

    def count_to_write(self, figures: ReportFigures) -> int:
        """At how many places of the report somebody has still to write: 〔请填写：…〕."""
        from ffp_desktop.services.report.document import make_document

        return make_document(figures, self._regions).to_write
