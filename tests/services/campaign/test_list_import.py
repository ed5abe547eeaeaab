"""A department's workbook into the vault: every row has an outcome or is refused, and only the certain is matched."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from ffp_desktop.domain.campaign.outcomes import Outcome
from ffp_desktop.domain.campaign.records import DepartmentList, How, Result
from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.list_import import ListImport, ListTerms
from ffp_desktop.services.campaign.list_import.preview import ListPreview
from ffp_desktop.services.campaign.list_import.rematch import Rematch
from ffp_desktop.services.dynamics import Dynamics, Event, EventPerson
from ffp_desktop.services.forms import county_regions
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.services.campaign.conftest import HEAD, SON, VILLAGE, WIFE, Write
from tests.services.conftest import Enter

HEADER = ["序号", "乡镇", "村", "姓名", "身份证号", "性别", "联系电话", "户主姓名", "新增日期", "补助金额"]
TERMS = ListTerms("新增低保", date="2023-02-10", letter="莫民函〔2023〕7号")
STRANGER = "15072219700101123X"
Family = tuple[str, str, dict[str, str]]


@pytest.fixture
def rematch(vault: OpenVault, clock: Clock) -> Rematch:
    return Rematch(vault, county_regions(), clock)


def row(name: str = "孟和", number: object = HEAD, **more: object) -> list[object]:
    usual: dict[str, object] = {"乡镇": "腾克镇", "村": "特莫呼珠村", "姓名": name, "身份证号": number}
    return [(usual | more).get(heading, "") for heading in HEADER]


def preview_of(imports: ListImport, file: Path, terms: ListTerms = TERMS) -> ListPreview:
    return imports.preview(imports.open(file).workbook, terms)


def take(imports: ListImport, file: Path, terms: ListTerms = TERMS) -> DepartmentList:
    opened = imports.open(file)
    return imports.put_in(opened, imports.preview(opened.workbook, terms), terms)


def outcomes(preview: ListPreview) -> list[tuple[str, Outcome]]:
    return [(one.told.name, one.outcome) for one in preview.rows]


def assert_accounted(preview: ListPreview) -> None:
    assert len(preview.rows) - preview.split + len(preview.refused) == preview.rows_in
    assert sum(preview.counts.values()) == len(preview.rows)


def test_preview__a_hostile_workbook__accounts_for_every_row(imports: ListImport, family: Family, write: Write) -> None:
    file = write(
        ["2023年新增低保人口名单"],
        ["填报单位：民政局", "", "", "单位：元"],
        HEADER,
        row(补助金额=500),
        row("杜玉兰", int(WIFE), 乡镇="", 村=""),
        row("孟铉、孟和", f"{SON}、{HEAD}", 乡镇="", 村=""),
        row("小计", "", 补助金额=500),
        [],
        HEADER,
        row(number=f" {HEAD} "),
        row(number=HEAD),
        row("王五", STRANGER, 村="没有的村"),
        row("赵六", "152224", 乡镇="甘南县", 村="红旗村"),
        row("孟和、杜玉兰", HEAD),
        ["", "", "", "", "", "", "", "", "合 计", 1000],
        ["填表人：苏日娜"],
        merged=("B4:B6", "C4:C6"),
    )
    preview = preview_of(imports, file)
    assert_accounted(preview)
    assert preview.rows_in == 13
    assert outcomes(preview) == [
        ("孟和", Outcome.SURVEYED),
        ("杜玉兰", Outcome.WAITING),
        ("孟铉", Outcome.SURVEYED),
        ("孟和", Outcome.DUPLICATE),
        ("孟和", Outcome.DUPLICATE),
        ("孟和", Outcome.DUPLICATE),
        ("王五", Outcome.NOT_FOUND),
    ]
    assert [one.told.village for one in preview.rows[:3]] == [VILLAGE] * 3
    assert {one.row: one.reason for one in preview.refused} == {
        7: "合计行",
        8: "空行",
        9: "重复的表头",
        13: "写的是甘南县，本地没有这个人",
        14: "一格里有2个姓名，号码有1个，看不出谁是谁",
        15: "合计行",
        16: "表下的说明",
    }


def test_preview__a_number_that_lost_its_end__is_only_suggested(
    imports: ListImport, family: Family, write: Write
) -> None:
    (one,) = preview_of(imports, write(HEADER, row("杜玉兰", int(WIFE)))).rows
    assert one.found.person is None
    assert [likely.reason for likely in one.found.suggestions] == ["号码前15位相同，姓名、村相同"]


def test_preview__the_number_of_another_name__is_never_certain(
    imports: ListImport, family: Family, write: Write
) -> None:
    (one,) = preview_of(imports, write(HEADER, row("孟铉", HEAD))).rows
    assert (one.found.person, one.outcome) == (None, Outcome.WAITING)
    assert one.found.suggestions[0].reason == "号码是同户孟和的，姓名相同"


def test_preview__one_number_with_two_names__is_no_duplicate(imports: ListImport, family: Family, write: Write) -> None:
    file = write(HEADER, row(), row("孟铉", HEAD), row("李四", STRANGER), row("王五", STRANGER), row("李 四", STRANGER))
    told = [one.outcome for one in preview_of(imports, file).rows]
    waits, nobody = Outcome.WAITING, Outcome.NOT_FOUND
    assert told == [Outcome.SURVEYED, waits, nobody, nobody, Outcome.DUPLICATE]


def test_preview__our_person_in_another_countys_list__is_found(
    imports: ListImport, family: Family, write: Write
) -> None:
    (one,) = preview_of(imports, write(["姓名", "身份证号", "旗县"], ["孟和", HEAD, "甘南县"])).rows
    assert one.found.match.how is How.NUMBER


def test_preview__no_number_and_a_fact__is_certain_without_one_it_waits(
    imports: ListImport, family: Family, write: Write
) -> None:
    file = write(
        HEADER, row("杜玉兰", "", 户主姓名="孟和"), row("孟铉", ""), row("孟铉", "", 性别="女", 户主姓名="孟和")
    )
    first, second, third = preview_of(imports, file).rows
    assert (first.found.match.how, second.found.match.how) == (How.NAME_AND_FACT, How.UNMATCHED)
    assert second.found.suggestions[0].is_namesake
    assert third.found.person is None


def test_preview__the_dead_and_the_moved__are_gone(
    imports: ListImport, family: Family, dynamics: Dynamics, write: Write
) -> None:
    _survey, household, members = family
    for member, kind in ((HEAD, "死亡"), (SON, "其他转出")):
        person = EventPerson(members[member], "某人")
        event = Event("", kind, "2023-03-06", VILLAGE, household, persons=(person,))
        assert dynamics.record(event).event is not None
    preview = preview_of(imports, write(HEADER, row(), row("孟铉", SON)))
    assert [one.outcome for one in preview.rows] == [Outcome.GONE, Outcome.GONE]
    assert [one.answer.result for one in preview.rows if one.answer] == [Result.DEAD, Result.MOVED_AWAY]


def test_preview__a_newborn_whom_only_an_event_tells_of__is_known(
    imports: ListImport, family: Family, dynamics: Dynamics, write: Write
) -> None:
    born = EventPerson("", "孟子涵", "150722202302011234"[:17] + "8", "女", "之女")
    event = Event("", "新生儿", "2023-03-06", VILLAGE, family[1], persons=(born,))
    assert dynamics.record(event).event is not None
    (one,) = preview_of(imports, write(HEADER, row("孟子涵", "", 户主姓名="孟和"))).rows
    assert one.found.match.household == family[1]


def test_put_in__a_list__makes_clues_with_what_is_known(
    imports: ListImport, family: Family, write: Write, vault: OpenVault
) -> None:
    taken = take(imports, write(HEADER, row(), row(), row("王五", STRANGER), row("合计", "")))
    assert (taken.rows, taken.clues, taken.refused, taken.letter) == (4, 3, 1, TERMS.letter)
    clues = imports.lists.rows(taken.id).page(0)
    assert [(clue.match.how, clue.result) for clue in clues] == [
        (How.NUMBER, Result.OPEN),
        (How.NUMBER, Result.DUPLICATE),
        (How.UNMATCHED, Result.OPEN),
    ]
    assert [refused.reason for refused in imports.lists.refused(taken.id)] == ["合计行"]
    assert vault.check() == ()


def test_put_in__the_file__is_kept_and_comes_out_the_same(imports: ListImport, family: Family, write: Write) -> None:
    file = write(HEADER, row())
    content = file.read_bytes()
    opened = imports.open(file)
    file.unlink()
    taken = imports.put_in(opened, imports.preview(opened.workbook, TERMS), TERMS)
    assert imports.file_of(taken.id) == content


def test_put_in__several_lists_of_a_sitting__one_backup_before_them(
    vault: OpenVault, imports: ListImport, family: Family, write: Write
) -> None:
    take(imports, write(HEADER, row()))
    take(imports, write(HEADER, row("孟铉", SON)))
    assert len(imports.lists.all()) == 2
    assert len([*vault.folder.glob("backups/*.ffpvault")]) == 1


def test_put_in__a_row_of_two_people__is_one_row_and_two_clues(
    imports: ListImport, family: Family, write: Write
) -> None:
    file = write(HEADER, row("孟铉、孟和", f"{SON}、{HEAD}"), row("小计", "", 补助金额=500))
    taken = take(imports, file)
    assert (taken.rows, taken.clues, taken.refused) == (2, 2, 1)


def test_put_in__the_same_file_twice__is_refused_and_nothing_is_written(
    imports: ListImport, family: Family, write: Write
) -> None:
    file = write(HEADER, row())
    take(imports, file)
    with pytest.raises(FfpError) as refused:
        take(imports, file)
    assert refused.value.code == "list.already_taken"
    assert len(imports.lists.all()) == 1


def test_mapping__what_a_person_chose__is_remembered_for_the_next_list(
    imports: ListImport, family: Family, write: Write
) -> None:
    opened = imports.open(write(["人", "身份证号", "村"], ["孟和", HEAD, "特莫呼珠村"])).workbook
    target = imports.find_target("姓名")
    assert target is not None
    mapped = imports.map_column(opened, "A", target)
    assert mapped is not None
    imports.remember(mapped)
    again = imports.open(write(["人", "身份证号", "村"], ["孟铉", SON, "特莫呼珠村"], name="b.xlsx")).workbook
    assert outcomes(imports.preview(again, TERMS)) == [("孟铉", Outcome.SURVEYED)]


def test_rematch__people_come_later__the_certain_are_matched_and_others_only_suggested(
    imports: ListImport, rematch: Rematch, enter: Enter, write: Write
) -> None:
    terms = ListTerms("饮水安全存在隐患")  # of no key people: the household can be finished without a word on it
    rows = [row("杜玉兰", "", 户主姓名="孟和"), row("孟铉", ""), row("王五", STRANGER)]
    taken = take(imports, write(HEADER, *rows), terms)
    assert rematch.look(taken.id).waiting == ()
    enter("general-three-people")
    looked = rematch.look(taken.id)
    assert [one.clue.told.name for one in looked.certain] == ["杜玉兰"]
    assert [one.clue.told.name for one in looked.namesakes] == ["孟铉"]
    assert rematch.take_certain(looked) == 1
    ways = [clue.match.how for clue in imports.lists.rows(taken.id).page(0)]
    assert ways == [How.NAME_AND_FACT, How.UNMATCHED, How.UNMATCHED]
    assert rematch.accept_namesakes(rematch.look(taken.id)) == 1
    assert rematch.nobody(rematch.look(taken.id).clues[0].clue.id).match.how is How.NOT_FOUND
    assert rematch.look(taken.id).clues == ()


def test_rematch__two_rows_accepted_as_one_person__the_later_is_a_repetition_until_taken_back(
    imports: ListImport, rematch: Rematch, family: Family, write: Write
) -> None:
    taken = take(imports, write(HEADER, row("孟铉", ""), row("孟炫", ""), row("王五", STRANGER)))
    first, second = rematch.look(taken.id).waiting
    rematch.accept(second.clue.id, second.found.suggestions[0])
    rematch.accept(first.clue.id, first.found.suggestions[0])
    results = [clue.result for clue in imports.lists.rows(taken.id).page(0)]
    assert results == [Result.OPEN, Result.DUPLICATE, Result.OPEN]
    again = rematch.take_back(second.clue.id, "认错了")
    assert (again.result, again.match.how) == (Result.OPEN, How.UNMATCHED)


def test_preview__a_heading_between_rows_or_the_sheets_name__says_where_they_are(
    imports: ListImport, family: Family, write: Write
) -> None:
    header = ["序号", "姓名", "身份证号", "联系电话"]
    file = write(header, ["腾克镇特莫呼珠村"], [1, "杜玉兰", "", "13947010587"], ["没有的村"], [2, "孟铉", "", ""])
    preview = preview_of(imports, file)
    assert_accounted(preview)
    assert [one.told.village for one in preview.rows] == [VILLAGE, VILLAGE]
    assert preview.rows[0].found.match.how is How.NAME_AND_FACT
    named = Workbook()
    named.worksheets[0].title = "腾克镇"
    for line in (["姓名", "身份证号", "村"], ["孟铉", "", "特莫呼珠村"]):
        named.worksheets[0].append(line)
    named.save(file.with_name("named.xlsx"))
    assert preview_of(imports, file.with_name("named.xlsx")).rows[0].told.place == "腾克镇特莫呼珠村"
