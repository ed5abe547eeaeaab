"""Writes the surveys of an open vault as a workbook, whole or not at all, with progress and a way to stop.

Personal data leaves the vault here, into the one file that a person chose; nothing lies anywhere else meanwhile.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ffp_desktop.documents.workbook.paper_file import write_papers
from ffp_desktop.documents.workbook.writing import Table, TableColumn, Value, write_tables
from ffp_desktop.domain.paper.sheet import PaperSheet
from ffp_desktop.domain.progress import Report
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Round, State
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry.traits import trait_choices
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.paper_sheets import Imprint, make_sheet
from ffp_desktop.services.rounds import all_rounds
from ffp_desktop.services.surveys import SurveyFilter, Surveys, SurveySummary
from ffp_desktop.services.workbook_export.checked_file import checked_file
from ffp_desktop.services.workbook_export.filled_survey import FilledSurvey, read_filled
from ffp_desktop.services.workbook_export.provenance import SHEET_NAME, Provenance, say_conditions
from ffp_desktop.services.workbook_export.public_notice import NOTICE_COLUMNS, UNDECIDED, notice_row
from ffp_desktop.services.workbook_export.row_spool import RowSpool
from ffp_desktop.services.workbook_export.survey_tables import SurveyTables
from ffp_desktop.services.workbook_export.template import write_entry_template

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

MOST_PAPERS = 200
"""Sheets that a program on an old computer still opens in a breath."""

"""Tells progress: households done, in all. It raises when a person stops it."""


class Kind(StrEnum):
    """What a workbook of surveys holds."""

    PEOPLE = "people"
    TWO_SHEETS = "two-sheets"
    PAPER = "paper"
    PUBLIC = "public"


_CONTENTS = {
    Kind.PEOPLE: "调查表，一人一行，每行都带家庭的各项",
    Kind.TWO_SHEETS: "调查表，家庭和成员分两张表，用表号对应",
    Kind.PAPER: "调查表，照纸表的样子，每户一张",
    Kind.PUBLIC: "公示名单，只列公示需要的项，姓名已遮盖",
}
_PRIVATE = "本文件含证件号码、电话和健康情况，只给有权查看的人，不要传到网上，用完及时删除。"
_MASKED = "不含证件号码、电话、健康、收入和其他成员；草稿和退回的户不列入。张贴前请再看一遍自然村一栏。"


@dataclass(slots=True)
class Exported:
    """What a workbook holds: so many households and people. In `unconfirmed` of the households answers that came over
    from the round before were left out, because nobody has confirmed them."""

    households: int = 0
    people: int = 0
    unconfirmed: int = 0


class WorkbookExport:
    """Workbooks of one open vault."""

    def __init__(
        self,
        vault: "OpenVault",
        surveys: Surveys,
        shelf: FormShelf,
        regions: Regions,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._shelf = shelf
        self._regions = regions
        self._clock = clock

    def write(self, kind: Kind, wanted: SurveyFilter, out: Path, report: Report | None = None) -> Exported:
        """Writes the surveys that `wanted` takes, in the order of their numbers; of the present round unless it names
        one. Withdrawn ones are left out unless they are asked for.

        Raises FfpError `export.nothing`, `export.too_many`, `round.unknown`, `file.cannot_write`, `file.not_whole`.
        """
        of_round = self.find_round(wanted.round)
        wanted = replace(wanted, round=of_round.id)
        found = self.find_surveys(kind, wanted)
        now, done = self._clock(), Exported()
        provenance = self._provenance(kind, of_round, wanted, now)

        def tell(people: int, has_unconfirmed: bool) -> None:
            done.households += 1
            done.people += people
            done.unconfirmed += has_unconfirmed
            if report is not None:
                report(done.households, len(found))

        def lines() -> Sequence[tuple[str, str]]:
            counts = {"户": done.households, "人": done.people}
            if done.unconfirmed:
                counts["户有上一轮带来、还没有确认的答案（没有写出）"] = done.unconfirmed
            return provenance.lines(counts, self._regions)

        with checked_file(out) as file:
            if kind is Kind.PAPER:
                self._write_papers(file, found, now, tell, lines)
            else:
                write_tables(file, self._tables(kind, self._read(found, now, tell), lines))
        return done

    def write_template(self, out: Path, unit: str = "") -> None:
        """Writes an empty workbook to enter surveys of a unit's villages in; of the vault's own unit for "".

        Raises FfpError `file.cannot_write`, `file.not_whole`.
        """
        unit = unit or self._vault.unit.code
        of_round = self._surveys.current_round()
        write_entry_template(self._shelf.form, self._regions, unit, of_round, out, self._clock())

    def find_surveys(self, kind: Kind, wanted: SurveyFilter) -> list[SurveySummary]:
        """The surveys a workbook would hold. Raises FfpError `export.nothing`, `export.too_many`."""
        withdrawn = (State.WITHDRAWN,)
        left_out = (*UNDECIDED, *withdrawn) if kind is Kind.PUBLIC else () if wanted.state else withdrawn
        found = [survey for survey in self._surveys.list(wanted) if survey.state not in left_out]
        if not found:
            raise FfpError("export.nothing", "没有符合条件的户，没有写文件。请换一个村、状态或轮次再试。")
        if kind is Kind.PAPER and len(found) > MOST_PAPERS:
            raise FfpError(
                "export.too_many",
                f"一共 {len(found)} 户，一个文件里最多放 {MOST_PAPERS} 张纸表。请按村分开写，或存为 PDF。",
            )
        return sorted(found, key=lambda survey: survey.number)

    def find_round(self, round_id: str) -> Round:
        """A round by its id, the present one for "". Raises FfpError `round.unknown`."""
        if not round_id:
            return self._surveys.current_round()
        known = {known.id: known for known in all_rounds(self._vault)}
        if round_id not in known:
            raise FfpError("round.unknown", f"没有轮次“{round_id}”。现有的轮次：{'、'.join(sorted(known))}。")
        return known[round_id]

    def _provenance(self, kind: Kind, of_round: Round, wanted: SurveyFilter, now: datetime) -> Provenance:
        note = _MASKED if kind is Kind.PUBLIC else _PRIVATE
        operator, unit = self._vault.operator.name, self._vault.unit.name
        names = {one.id: one.name for one in self._vault.operators.list()}
        entered_by = names.get(wanted.operator, wanted.operator)
        choices = trait_choices(self._shelf.form)
        conditions = say_conditions(wanted, choices, is_public=kind is Kind.PUBLIC)
        return Provenance(_CONTENTS[kind], of_round, wanted, operator, unit, now, entered_by, conditions, (note,))

    def _read(
        self, found: Sequence[SurveySummary], now: datetime, tell: Callable[[int, bool], None]
    ) -> Iterator[FilledSurvey]:
        for summary in found:
            survey = read_filled(self._surveys, summary, self._shelf, now.date())
            yield survey
            tell(len(survey.members), survey.has_unconfirmed)

    def _write_papers(
        self,
        file: IO[bytes],
        found: Sequence[SurveySummary],
        now: datetime,
        tell: Callable[[int, bool], None],
        lines: Callable[[], Sequence[tuple[str, str]]],
    ) -> None:
        imprint = Imprint(self._vault.operator.name, self._vault.unit.name, now)

        def sheet_of(number: int) -> PaperSheet:
            survey = self._surveys.open(found[number].id)
            sheet = make_sheet(survey.header, survey.evaluation, self._regions, imprint)
            tell(len(sheet.members), False)
            return sheet

        titles = [f"{summary.number[-4:]} {summary.head_name}" for summary in found]
        write_papers(file, self._shelf.form.paper, titles, sheet_of, (SHEET_NAME, lines))

    def _tables(
        self, kind: Kind, read: Iterator[FilledSurvey], lines: Callable[[], Sequence[tuple[str, str]]]
    ) -> Iterator[Table]:
        shape = SurveyTables(self._shelf.form, self._regions)
        if kind is Kind.PEOPLE:
            yield Table("人员", shape.people_columns(), (row for survey in read for row in shape.people_rows(survey)))
        elif kind is Kind.TWO_SHEETS:
            people = RowSpool()
            yield Table("家庭", shape.household_columns(), self._households(read, shape, people))
            yield Table("成员", shape.member_columns(), people)
        else:
            rows = (notice_row(survey, number, self._regions) for number, survey in enumerate(read, 1))
            yield Table("公示", NOTICE_COLUMNS, rows)
        yield Table(SHEET_NAME, (TableColumn("项目", 20), TableColumn("内容", 90)), lines())

    def _households(
        self, read: Iterator[FilledSurvey], shape: SurveyTables, people: RowSpool
    ) -> Iterator[Sequence[Value]]:
        """The households' rows; their people's wait for the next sheet."""
        for survey in read:
            for row in shape.member_rows(survey):
                people.add(row)
            yield shape.household_row(survey)
