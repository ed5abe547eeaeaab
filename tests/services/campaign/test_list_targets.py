"""What a person says a list's column is: by name, id or heading; and which column, by heading or letters."""

from ffp_desktop.domain.table.mapping import Target
from ffp_desktop.services.campaign.list_import import ListImport
from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from tests.services.campaign.conftest import Write


def items(opened: OpenedWorkbook | None) -> list[str]:
    assert opened is not None
    ((_sheet, mapping),) = opened.chosen
    return [target.item for target in mapping.targets]


def test_target__by_name_id_or_heading__is_found(imports: ListImport) -> None:
    found = [imports.find_target(word) for word in ("姓名", "id_number", "入院时间", "不要这一列", "没有的")]
    names = [target.item if target else None for target in found]
    assert names == ["name", "id_number", "event_date", "@passed_over", None]


def test_column__by_heading_or_letters__is_named_and_of_two_alike_the_first(imports: ListImport, write: Write) -> None:
    opened = imports.open(write(["人", "身份证号", "人", "村"], ["孟和", "", "孟铉", "特莫呼珠村"])).workbook
    before = items(opened)
    by_heading = imports.map_column(opened, "人", Target("name"))
    assert items(by_heading) == ["name", *before[1:]]
    by_letters = imports.map_column(opened, "c", Target("name"))
    assert items(by_letters) == [*before[:2], "name", before[3]]
    assert imports.map_column(opened, "Z", Target("name")) is None
