"""Chinese line breaking: what may start and end a line; nothing is lost, and nothing stands on another thing."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.paper.grid import AnswerRun, BreakRun, ChoiceRun, GapRun, Run, Style, TextRun
from ffp_desktop.domain.paper.line_words import CLOSING, OPENING, Metrics
from ffp_desktop.domain.paper.typeset import (
    Line,
    break_balanced,
    fill_widths,
    lay_out,
    lay_out_balanced,
)
from ffp_desktop.services.forms import FormShelf

EM = 3.0


def measure(words: str, _style: Style = Style.LABEL) -> float:
    return sum(EM / 2 if ord(character) < 128 else EM for character in words)


METRICS = Metrics(measure, 1.0, 3.0)

texts = st.text(st.sampled_from("一是否农牧户ABC12,.、。()（）“” 元"), min_size=1, max_size=12)
runs = st.lists(
    st.one_of(
        st.builds(TextRun, texts),
        st.builds(ChoiceRun, st.just("item"), st.just("是"), texts.filter(str.strip)),
        st.builds(AnswerRun, st.just("item"), st.sampled_from([0.0, 8.0, 15.0])),
        st.builds(GapRun, st.sampled_from([1.0, 3.0])),
        st.just(BreakRun()),
    ),
    max_size=12,
).map(tuple)


def line_text(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


@given(runs, st.floats(12, 120))
def test_lay_out__any_runs__keep_all_words_in_order(cell: tuple[Run, ...], width: float) -> None:
    lines = lay_out(cell, width, METRICS)
    set_words = "".join(line_text(line) for line in lines)
    words = "".join(run.text if isinstance(run, TextRun) else getattr(run, "label", "") for run in cell)
    assert set_words.replace(" ", "") == words.replace(" ", "")
    blanks = [piece.run for line in lines for piece in line.pieces if isinstance(piece.run, AnswerRun)]
    assert blanks == [run for run in cell if isinstance(run, AnswerRun)]


@given(runs, st.floats(12, 120))
def test_lay_out__any_runs__stand_side_by_side_within_the_width(cell: tuple[Run, ...], width: float) -> None:
    for line in lay_out(cell, width, METRICS):
        edge = 0.0
        for piece in line.pieces:
            assert piece.x >= edge - 1e-6
            edge = piece.x + piece.width
        assert edge <= width + 1e-3 or len(line.pieces) == 1


phrases = st.lists(st.sampled_from(["农", "牧户", "一,", "(般)", "“好”。", "A21", "（是）、"]), min_size=1, max_size=20)


@given(phrases.map("".join), st.integers(5, 12))
def test_lay_out__marks__begin_and_end_lines_as_they_may(text: str, ems: int) -> None:
    lines = [line_text(line) for line in lay_out((TextRun(text),), ems * EM, METRICS)]
    for before, after in pairwise(lines):
        assert after[0] not in CLOSING
        assert before[-1] not in OPENING


def test_lay_out__choice__stays_whole_where_a_line_has_room() -> None:
    cell = (
        TextRun("如选否,具体为:"),
        ChoiceRun("x", "a", " 水质不达标"),
        GapRun(3),
        ChoiceRun("x", "b", " 水量不达标"),
    )
    lines = lay_out(cell, 15 * EM, METRICS)
    assert [line_text(line) for line in lines] == ["如选否,具体为: 水质不达标", " 水量不达标"]
    assert lines[1].pieces[0].x == 0


def test_lay_out__choice_wider_than_the_line__keeps_box_and_first_character_together() -> None:
    lines = lay_out((ChoiceRun("x", "a", "托管托养、入股分红"),), 5 * EM, METRICS)
    assert lines[0].pieces[0].is_first
    assert lines[0].pieces[0].text
    assert not any(piece.is_first for line in lines[1:] for piece in line.pieces)


def test_lay_out__bracket_before_a_box__goes_to_the_next_line_with_it() -> None:
    cell = (TextRun("监测对象("), ChoiceRun("x", "a", "突发严重困难户"), TextRun(")"))
    lines = [line_text(line) for line in lay_out(cell, 10 * EM, METRICS)]
    assert lines == ["监测对象", "(突发严重困难户)"] or lines[0][-1] != "("


def test_lay_out__amount__stands_before_yuan_on_one_line() -> None:
    cell = (TextRun("A28其他支出"), GapRun(1), AnswerRun("x", 18, "right"), GapRun(1), TextRun("元,具体为:"))
    for width in range(24, 60):
        lines = lay_out(cell, width, METRICS)
        holder = next(line for line in lines if any(isinstance(piece.run, AnswerRun) for piece in line.pieces))
        assert "元" in line_text(holder)


def test_lay_out__blank_without_width__fills_its_line() -> None:
    lines = lay_out((TextRun("金额"), AnswerRun("x"), TextRun("元")), 100, METRICS)
    assert len(lines) == 1
    assert lines[0].width == 100


def test_lay_out__optional_blank__is_there_only_when_needed() -> None:
    cell = (ChoiceRun("x", "其他", "其他"), AnswerRun("other", 16, optional=True))
    assert len(lay_out(cell, 100, METRICS)[0].pieces) == 1
    assert lay_out(cell, 100, METRICS, needs=lambda _run: 30.0)[0].pieces[1].width == 30


def test_lay_out_balanced__column_head__is_even() -> None:
    lines = lay_out_balanced((TextRun("A14"), BreakRun(), TextRun("是否参加城乡居民基本医疗保险")), 4 * EM, METRICS)
    assert [line_text(line) for line in lines] == ["A14", "是否参加", "城乡居民", "基本医", "疗保险"]


def test_break_balanced__two_lines__are_even_and_break_where_sense_does() -> None:
    assert break_balanced("弱劳动力或半劳动力", 6 * EM, measure) == ("弱劳动力", "或半劳动力")
    assert break_balanced("长期慢性病,残疾", 6 * EM, measure) == ("长期慢性病,", "残疾")


@given(st.text(st.sampled_from("农牧户一般ABC12,。、(（)）"), min_size=1, max_size=40), st.integers(1, 12))
def test_break_balanced__any_text__is_kept_whole(text: str, ems: int) -> None:
    lines = break_balanced(text, ems * EM, measure)
    assert "".join(lines) == text
    assert all(measure(line) <= ems * EM + 1e-6 or len(line) == 1 for line in lines)


@given(st.text(st.sampled_from("农牧户一般12,。"), min_size=1, max_size=40), st.lists(st.integers(1, 9), min_size=1))
def test_fill_widths__any_text__fits_or_says_no(text: str, ems: list[int]) -> None:
    widths = [number * EM for number in ems]
    lines = fill_widths(text, widths, measure)
    if lines is None:
        assert sum(widths) < measure(text) + len(widths) * 3 * EM
    else:
        assert "".join(lines) == text
        assert all(measure(line) <= width for line, width in zip(lines, widths, strict=False))


def test_lay_out__every_cell_of_the_form__takes_little_time(shelf: FormShelf) -> None:
    cells = [cell for part in shelf.form.paper.parts for row in part.rows for cell in row.cells]
    start = time.perf_counter()
    for cell in cells:
        lay_out(cell.runs, 100, METRICS)
    spent = time.perf_counter() - start
    assert spent / sum(len(cell.runs) for cell in cells) < 0.001  # about 0.02 ms; generous for a busy machine
