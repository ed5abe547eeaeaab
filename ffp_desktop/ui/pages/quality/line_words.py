"""The lines of the quality page's lists, in words: what waits, what was done, what was found, what is behind a bar."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.services.verification.overview import Listed, Stage, TypedSurvey
from ffp_desktop.ui.desk_shape import SummaryShape
from ffp_desktop.ui.pages.quality.rows import Cell, Line, Lines, Means, note
from ffp_desktop.ui.spoken import say_when
from ffp_desktop.ui.theme import Palette
from ffp_desktop.ui.widgets.marks import Look, Shape, survey_look

if TYPE_CHECKING:
    from ffp_desktop.domain.regions import Regions

_SHAPES = {Stage.WAITING: Shape.RING, Stage.UNDER_WAY: Shape.HALF, Stage.DONE: Shape.CHECK}


def _tr(text: str) -> str:
    return QCoreApplication.translate("QualityWords", text)


def stage_look(stage: Stage, palette: Palette) -> Look:
    ink = {Stage.WAITING: palette.draft, Stage.UNDER_WAY: palette.accent, Stage.DONE: palette.passed}[stage]
    return Look(_SHAPES[stage], stage.value, ink)


def list_lines(listed: Sequence[Listed], regions: "Regions", palette: Palette, now: datetime) -> Lines:
    """What waits, what is under way, and what was done."""
    headings = ((_tr("状态"), 82), (_tr("户主"), 88), (_tr("村"), 100), (_tr("录入"), 66), (_tr("复录"), 250))
    return Lines(headings, tuple(_listed_line(one, regions, palette, now) for one in listed))


def _listed_line(one: Listed, regions: "Regions", palette: Palette, now: datetime) -> Line:
    means = Means.TYPE_AGAIN if one.is_open else Means.LOOK
    cells = (
        Cell(look=stage_look(one.stage, palette)),
        Cell(one.summary.head_name, palette.answer, is_bold=True),
        Cell(_village(one.summary, regions)),
        Cell(one.typist),
        _outcome(one, palette, now),
    )
    return Line(cells, one.summary.id, means, can_drop=one.stage is Stage.WAITING)


def _outcome(one: Listed, palette: Palette, now: datetime) -> Cell:
    if one.stage is Stage.WAITING:
        words = "" if one.is_open else _tr("这张表现在是{0}").format(one.summary.state.value)
        return Cell(words, palette.warning)
    when = say_when(one.at, now)
    if one.stage is Stage.UNDER_WAY:
        return Cell(_tr("录了 {0} 项 · {1} {2}").format(one.errors.compared, one.verifier, when))
    wrong, compared = one.errors.first_wrong, one.errors.compared
    words = _tr("录错 {0} / {1} 项 · {2} {3}").format(wrong, compared, one.verifier, when)
    return Cell(words, palette.error if wrong else "")


def found_lines(
    found: Sequence[SummaryShape], operators: dict[str, str], regions: "Regions", palette: Palette
) -> Lines:
    """Finished surveys that a search found."""
    headings = ((_tr("状态"), 82), (_tr("户主"), 88), (_tr("村"), 100), (_tr("经手"), 66), (_tr("人口"), 250))
    lines = (
        Line(
            (
                Cell(look=survey_look(one.state, palette)),
                Cell(one.head_name, palette.answer, is_bold=True),
                Cell(_village(one, regions)),
                Cell(operators.get(one.operator, "")),
                Cell(_tr("{0} 口人").format(one.member_count)),
            ),
            one.id,
            Means.TYPE_AGAIN,
        )
        for one in found
    )
    return Lines(headings, tuple(lines))


def behind_lines(typed: Sequence[TypedSurvey], regions: "Regions", palette: Palette) -> Lines:
    """The surveys behind a bar; under each its mistakes."""
    headings = ((_tr("户主"), 106), (_tr("村"), 110), (_tr("当天录入"), 90), (_tr("录错"), 250))
    lines: list[Line] = []
    for one in typed:
        errors = one.errors
        words = _tr("{0} / {1} 项").format(errors.first_wrong, errors.compared) if errors.compared else _tr("没有复录")
        cells = (
            Cell(one.summary.head_name, palette.answer, is_bold=True),
            Cell(_village(one.summary, regions)),
            Cell(_tr("{0} 项").format(one.answers)),
            Cell(words, palette.error if errors.first_wrong else palette.muted),
        )
        lines.append(Line(cells, one.summary.id, Means.LOOK))
        for mistake in one.mistakes:
            sentence = _tr("{0}：录成 {1}，应是 {2}").format(
                mistake.place_name, mistake.typed or _tr("空着"), mistake.right or _tr("空着")
            )
            lines.append(Line(note(sentence, palette.error), one.summary.id, Means.LOOK, is_note=True))
    return Lines(headings, tuple(lines))


def _village(one: SummaryShape, regions: "Regions") -> str:
    region = regions.find(one.village)
    return region.short_name if region is not None else one.village
