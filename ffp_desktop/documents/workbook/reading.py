"""Reading a foreign workbook or text table: another process parses it, rows come back over a pipe.

API: `read_workbook(file, report=None) -> Workbook`. Every way it can go wrong is an FfpError `workbook.<word>`, the
words being the keys of `REFUSALS`. Nothing is written to the disk, and no formula is ever worked out here.
"""

import json
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ffp_desktop.documents.reading_process import explain_end, start_child
from ffp_desktop.documents.workbook import reading_limits as limits
from ffp_desktop.domain.progress import Report, say_nothing
from ffp_desktop.domain.table.sheet import Cell, CellError, Row, Sheet, Workbook
from ffp_desktop.errors import FfpError

"""Rows read so far, 0 (how many there are is not known); it may raise to stop."""

_CHILD = "ffp_desktop.documents.workbook.child"
_LONGEST_LINE = 32 * 2**20
_BETWEEN_REPORTS = 1_000
_LONGEST_NAME = 31

_SAVE_ANEW = "请用 WPS 或 Excel 打开它，另存为 .xlsx 后再导入。"
_FEWER = "请删掉用不到的部分，或分成几个文件再导入。"
REFUSALS = {
    "cannot_read": "打不开这个文件。请检查它还在不在、是不是正被别的程序占用。",
    "empty": "这个文件是空的，里面没有表。请核对是不是选错了文件。",
    "encrypted": "这个工作簿加了密码，读不出来。请用 WPS 或 Excel 去掉打开密码，另存后再导入。",
    "web_page": f"这个文件其实是网页，不是工作簿，只是换了名字。{_SAVE_ANEW}",
    "not_a_workbook": f"这个文件不是工作簿，也不是文字表格。请核对是不是选错了文件；如果是表格，{_SAVE_ANEW}",
    "encoding_unknown": f"文字表格的编码既不是 GBK（GB18030）也不是 UTF-8。{_SAVE_ANEW}",
    "quotes": f'文字表格里有一个双引号（"）没有成对，后面的行都连在了一起，读不出来。请找到它删掉；或者{_SAVE_ANEW}',
    "damaged": f"这个工作簿已损坏或没有复制完整，读不出来。请重新复制一份；如果还不行，{_SAVE_ANEW}",
    "bomb": "这个文件解压后大得不正常，没有打开。请向发文件的人重新要一份。",
    "file_too_large": f"文件超过 {limits.MAX_FILE // 2**20} MB，不能读。{_FEWER}",
    "too_many_sheets": f"工作簿里的表超过 {limits.MAX_SHEETS} 张，没有读。{_FEWER}",
    "too_many_rows": f"有一张表的行数超过 {limits.MAX_ROWS} 行（连同很远处的格子），没有读。{_FEWER}",
    "too_many_columns": f"有一张表的列数超过 {limits.MAX_COLUMNS} 列（连同很远处的格子），没有读。{_FEWER}",
    "too_many_cells": f"表里的格子超过 {limits.MAX_CELLS // 10_000} 万个，没有读。{_FEWER}",
    "memory": f"读这个文件要用的内存大得不正常，已经停下。{_FEWER}",
    "time": f"读这个文件用的时间长得不正常，已经停下。{_FEWER}",
    "broke_reader": f"读这个文件时读表的部分停了，文件可能已损坏；数据没有变动。{_SAVE_ANEW}",
}


def read_workbook(file: Path, report: Report | None = None) -> Workbook:
    """All sheets of a file, by what the file really is. Raises FfpError `workbook.…` for each word of `REFUSALS`."""
    try:
        if not file.is_file():
            raise refuse("cannot_read")
        child = start_child(_CHILD, str(file.absolute()))
    except OSError as error:
        raise refuse("cannot_read") from error
    with child:
        try:
            return _collect(child, report or say_nothing)
        finally:
            child.kill()


def refuse(word: str) -> FfpError:
    return FfpError(f"workbook.{word}", REFUSALS[word])


def _collect(child: subprocess.Popen[bytes], report: Report) -> Workbook:
    assert child.stdout is not None
    kind, sheets, count = "", list[tuple[dict[str, Any], list[Row]]](), 0
    decode = json.JSONDecoder(object_hook=_take_special).raw_decode
    rows: list[Row] = []
    while line := child.stdout.readline(_LONGEST_LINE):
        if line.startswith(b"["):
            rows.append(tuple(_parse(decode, line)))
            count += 1
            if count % _BETWEEN_REPORTS == 0:
                report(count, 0)
            continue
        told = _parse(decode, line)
        if "sheet" in told:
            rows = []
            sheets.append((told, rows))
        elif "end" in told:
            return Workbook(kind, tuple(_sheet(head, found) for head, found in _told_apart(sheets)))
        elif "refused" in told:
            raise refuse(told["refused"] if told["refused"] in REFUSALS else "damaged")
        kind = told.get("kind", kind)
    raise refuse(explain_end(child))


def _parse(decode: Callable[[str], tuple[Any, int]], line: bytes) -> Any:
    try:
        return decode(line.decode())[0]
    except (ValueError, RecursionError):
        raise refuse("broke_reader") from None


def _take_special(told: dict[str, Any]) -> Any:
    if "d" in told:
        text = told["d"]
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return CellError(told["e"]) if "e" in told else told


def _told_apart(sheets: list[tuple[dict[str, Any], list[Row]]]) -> list[tuple[dict[str, Any], list[Row]]]:
    """Sheets with names of their own, no longer than a spreadsheet lets them be."""
    seen: set[str] = set()
    for number, (head, _) in enumerate(sheets, 1):
        head["sheet"] = str(head["sheet"])[:_LONGEST_NAME]
        if head["sheet"] in seen:
            head["sheet"] += f" ({number})"
        seen.add(head["sheet"])
    return sheets


def _sheet(head: dict[str, Any], rows: list[tuple[Cell, ...]]) -> Sheet:
    merged = head["merged"]
    while rows and not rows[-1]:
        rows.pop()
    ranges = None if merged is None else tuple((top, left, low, right) for top, left, low, right in merged)
    return Sheet(head["sheet"], tuple(rows), ranges, head["hidden"])
