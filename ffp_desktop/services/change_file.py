"""自然增加/自然减少 of a period as a workbook: the counts by unit, the people behind them, and what it is."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ffp_desktop import __version__
from ffp_desktop.documents.workbook.writing import Table, TableColumn, Value, write_tables
from ffp_desktop.domain.change_table import ChangeRow
from ffp_desktop.domain.population import Movement
from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.dynamics import ChangeTable
from ffp_desktop.services.workbook_export.checked_file import checked_file

_PRIVATE = "本文件有姓名，只给有权查看的人，不要传到网上，用完及时删除。"
_COUNTED = (
    ("期初", "起日前一天的人数。"),
    ("自然增加、自然减少", "按变动记录的日期算，撤回的不算。"),
    ("迁入、迁出", "分户、并户、迁移跨村的人；在同一单位里的不算。"),
    ("首次录入", "一户第一次排查登记的人。"),
    ("排查新增、排查核减", "后来的排查里多出、少了，又没有记变动的人。"),
)


def write_change_table(table: ChangeTable, regions: Regions, out: Path, operator: str, now: datetime) -> None:
    """Writes the workbook, whole or not at all. Raises FfpError `file.…`."""
    with checked_file(out) as file:
        write_tables(file, _tables(table, regions, operator, now))


def people_of(row: ChangeRow) -> tuple[Movement, ...]:
    """Everyone behind a row's numbers, by day and name."""
    found = [movement for movements in row.by_kind.values() for movement in movements]
    return tuple(sorted(found, key=lambda movement: (movement.date, movement.name, movement.member)))


def _tables(table: ChangeTable, regions: Regions, operator: str, now: datetime) -> Iterator[Table]:
    name, kinds = _namer(regions), table.kinds
    figures = [TableColumn(heading, 10, is_text=False) for heading in ("期初", *kinds, "期末")]
    rows = [(name(row.unit), *_figures(row, kinds)) for row in table.rows]
    rows.append(("合计", *_figures(table.total, kinds)))
    yield Table("增减", [TableColumn("单位", 24), *figures], rows)
    headings = (("日期", 12), ("变动", 12), ("姓名", 14), ("村", 24), ("另一个村", 24))
    people = (
        (moved.date, moved.kind, moved.name, name(moved.village), name(moved.other_village))
        for row in table.rows
        for moved in people_of(row)
    )
    yield Table("名单", [TableColumn(*heading) for heading in headings], people)
    lines = (
        ("内容", "自然增加、自然减少和人数"),
        ("期间", f"{table.start} 至 {table.end}"),
        ("范围", regions.full_name(table.total.unit)),
        *_COUNTED,
        ("写出时间", now.strftime("%Y-%m-%d %H:%M")),
        ("写出的人", operator),
        ("程序", f"防返贫摸底排查 {__version__}"),
        ("注意", _PRIVATE),
    )
    yield Table("说明", (TableColumn("项目", 20), TableColumn("内容", 90)), lines)


def _figures(row: ChangeRow, kinds: Sequence[str]) -> tuple[Value, ...]:
    return (row.before, *(row.count(kind) for kind in kinds), row.after)


def _namer(regions: Regions) -> Callable[[str], str]:
    def name(code: str) -> str:
        region = regions.find(code) if code else None
        return region.short_name if region is not None else code

    return name
