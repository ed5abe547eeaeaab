"""Turns a survey into what stands on its paper: every blank's text, every ticked box, every member's row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ffp_desktop.domain.answer_text import format_printed
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.form.definition import Form, Item
from ffp_desktop.domain.paper.grid import AnswerRun, ChoiceRun, FactRun, MirrorRun, Paper, Run
from ffp_desktop.domain.paper.sheet import BlankSheet, PaperSheet, list_parts, period_words, spread_names
from ffp_desktop.domain.regions import Region, Regions
from ffp_desktop.domain.survey import Place, Round, SurveyHeader
from ffp_desktop.domain.values import Answer, Mark

_HEAD = "户主"
_ADDRESS = "village"


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who prints: the operator's and the unit's names, and when."""

    operator: str
    unit: str
    at: datetime

    @property
    def time(self) -> str:
        return self.at.strftime("%Y-%m-%d %H:%M")


def make_sheet(header: SurveyHeader, evaluation: Evaluation, regions: Regions, imprint: Imprint) -> PaperSheet:
    """The paper of a survey. What is not relevant and members struck out are not on it."""
    form = evaluation.form
    return PaperSheet(
        round_name=header.round.name,
        number=header.number,
        state=header.state.value,
        head_name=_head_name(evaluation),
        place=_place_name(header.village, regions),
        revision=header.revision,
        revision_hash=header.revision_hash,
        operator=imprint.operator,
        unit=imprint.unit,
        printed_at=imprint.time,
        facts=paper_facts(form.paper, header.round),
        answers=dict(_blanks(evaluation, regions)),
        ticks=dict(_ticks(evaluation)),
        members=[_member_row(evaluation, member) for member in evaluation.members],
    )


def make_blank(form: Form, of_round: Round, unit: str, rows: int) -> BlankSheet:
    """An empty form with this many member rows; a choice that the form itself prints ticked is ticked (A2 否)."""
    printed = {run.item for run in _runs(form.paper) if isinstance(run, ChoiceRun)}
    ticks = {item.id: (item.default,) for item in form.items.values() if item.default and item.id in printed}
    return BlankSheet(of_round.name, unit, rows, paper_facts(form.paper, of_round), ticks)


def paper_facts(paper: Paper, of_round: Round) -> dict[str, str]:
    """The words of the paper's fact runs."""
    known = {"round_period_start": of_round.period_start, "round_period_end": of_round.period_end}
    heads = (run for part in paper.parts for run in part.head)
    facts = [run.fact for run in (*heads, *_runs(paper)) if isinstance(run, FactRun)]
    return {fact: period_words(known.get(fact, "")) for fact in facts}


def _runs(paper: Paper) -> Iterator[Run]:
    for part in paper.parts:
        for row in part.rows:
            for cell in row.cells:
                yield from cell.runs


def _blanks(evaluation: Evaluation, regions: Regions) -> Iterator[tuple[str, str]]:
    """The text of every blank that has one."""
    paper, items = evaluation.form.paper, evaluation.form.items
    spread = list_parts(paper)
    for item, blanks in spread.items():
        names = evaluation.effective(Place(item))
        if evaluation.is_relevant(Place(item)) and isinstance(names, tuple):
            yield from spread_names(item, names, blanks).items()
    for run in _runs(paper):
        if not isinstance(run, AnswerRun) or run.item in spread:
            continue
        if run.part:
            yield f"{run.item}.{run.part}", _region_word(evaluation, regions, run)
        elif evaluation.is_relevant(Place(run.item)):
            yield run.item, _printed(items[run.item], evaluation.effective(Place(run.item)))


def _region_word(evaluation: Evaluation, regions: Regions, run: AnswerRun) -> str:
    """What stands before the printed 旗, 乡镇 or 村."""
    code = evaluation.effective(Place(run.item))
    if not isinstance(code, str):
        return ""
    find = {"county": regions.county_of, "township": regions.township_of, "village": regions.find}[run.part]
    region: Region | None = find(code)
    return region.paper_name if region else ""


def _ticks(evaluation: Evaluation) -> Iterator[tuple[str, tuple[str, ...]]]:
    runs = _runs(evaluation.form.paper)
    items = dict.fromkeys(run.item for run in runs if isinstance(run, ChoiceRun | MirrorRun))
    for item in items:
        place = Place(item)
        answer = evaluation.effective(place) if evaluation.is_relevant(place) else None
        if isinstance(answer, tuple):
            yield item, answer
        elif isinstance(answer, str) and not isinstance(answer, Mark):
            yield item, (answer,)


def _member_row(evaluation: Evaluation, member: str) -> dict[str, str]:
    row = {}
    for cell in _member_columns(evaluation.form.paper):
        place = Place(cell, member)
        if evaluation.is_relevant(place):
            row[cell] = _printed(evaluation.form.items[cell], evaluation.effective(place))
    return row


def _member_columns(paper: Paper) -> Sequence[str]:
    part = next(part for part in paper.parts if part.member_row_height)
    return [cell.item for cell in part.rows[-1].cells if cell.item]


def _printed(item: Item, answer: Answer | None) -> str:
    """An answer as it is printed; where the paper was left empty, the print is empty too."""
    return "" if answer is Mark.BLANK else " ".join(format_printed(item, answer).split())


def _head_name(evaluation: Evaluation) -> str:
    members = evaluation.members
    head = next((m for m in members if evaluation.effective(Place("relation", m)) == _HEAD), None)
    found = evaluation.effective(Place("name", head or members[0])) if members else None
    return found if isinstance(found, str) else ""


def _place_name(village: str, regions: Regions) -> str:
    """腾克镇特莫呼珠村."""
    found = (regions.township_of(village), regions.find(village))
    return "".join(region.short_name for region in found if region is not None)
