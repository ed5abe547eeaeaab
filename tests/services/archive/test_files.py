"""Which households have a file, what it lacks, its number and place."""

from collections.abc import Callable, Sequence

import pytest

from ffp_desktop.domain.archive import ArchiveRecord, document_of
from ffp_desktop.domain.attachments import AttachmentKind
from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.archive.files import Archive, ArchiveLine, Part
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.vault import OpenVault

Enter = Callable[[str], str]
Attach = Callable[[str, AttachmentKind], None]
KeyPersons = dict[str, Sequence[str]]


def mark(vault: OpenVault, key_persons: KeyPersons, survey: str, *kinds: str) -> str:
    household = vault.surveys.get(survey).household
    key_persons[household] = kinds or ("新增低保",)
    return household


def only(archive: Archive) -> ArchiveLine:
    (line,) = archive.look().lines
    return line


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(FfpError) as error:
        act()
    return error.value.code


def test_look__key_person_not_included__has_a_file_and_lacks_what_nobody_gave(
    enter: Enter, vault: OpenVault, archive: Archive, key_persons: KeyPersons
) -> None:
    mark(vault, key_persons, enter("general-three-people"), "新增低保", "大病")
    line = only(archive)
    assert line.kinds == ("新增低保", "大病")
    assert (line.judged.at_risk, line.judged.newly_identified) == ("否", "否")
    assert line.gaps == ("缺未纳入原因", "缺签字纸表照片", "缺佐证材料")
    assert archive.look().counts == {Part.GAPS: 1, Part.UNNUMBERED: 1}


def test_look__monitored_and_newly_identified_and_others__have_none(
    enter: Enter, put: Callable[..., str], vault: OpenVault, archive: Archive, key_persons: KeyPersons
) -> None:
    mark(vault, key_persons, enter("monitored-five-people"))
    mark(vault, key_persons, put("new-stroke"))
    enter("general-three-people")
    assert archive.look().lines == ()
    assert archive.look().unvisited == 0


def test_look__what_was_missing_comes__the_file_is_whole(
    enter: Enter, vault: OpenVault, archive: Archive, key_persons: KeyPersons, attach: Attach, surveys: Surveys
) -> None:
    survey = enter("general-three-people")
    mark(vault, key_persons, survey)
    attach(survey, AttachmentKind.PAPER)
    attach(survey, AttachmentKind.CERTIFICATE)
    assert only(archive).gaps == ("缺未纳入原因",)
    session = surveys.open(survey)
    session.reopen("补写原因")
    session.set_text(Place("not_identified_reason"), "长子已就业，收入稳定")
    assert only(archive).gaps == ("调查表没完成",)
    session.finish()
    line = only(archive)
    assert line.gaps == ()
    assert line.judged.reason == "长子已就业，收入稳定"
    assert (line.papers, line.evidence) == (1, 1)


def test_number__runs_within_village_and_is_given_once(
    enter: Enter, vault: OpenVault, archive: Archive, key_persons: KeyPersons
) -> None:
    villages = []
    for name in ("general-three-people", "fourteen-people", "general-three-people"):
        survey = enter(name)
        mark(vault, key_persons, survey)
        villages.append(vault.surveys.get(survey).village)
    assert archive.number(archive.look().lines, "一号柜") == 3
    assert archive.number(archive.look().lines) == 0
    numbers = {(line.row.village, line.record.number) for line in archive.look().lines}
    assert numbers == {(villages[0], 1), (villages[0], 2), (villages[1], 1)}
    assert {line.record.place for line in archive.look().lines} == {"一号柜"}


def test_file__place_and_number_with_a_reason__stay_in_the_journal(
    enter: Enter, vault: OpenVault, archive: Archive, key_persons: KeyPersons
) -> None:
    household = mark(vault, key_persons, enter("general-three-people"))
    archive.number(archive.look().lines)
    archive.file(only(archive), "二号柜第3格")
    assert refused(lambda: archive.renumber(only(archive), 7, " ")) == "archive.reason_missing"
    archive.renumber(only(archive), 7, "和纸质目录一致")
    record = only(archive).record
    assert (record.number, record.place) == (7, "二号柜第3格")
    reasons = [one.reason for one in vault.journal.revisions(document_of(household, "2023Q1"))]
    assert reasons == ["", "", "和纸质目录一致"]


def test_look__two_offices_gave_the_same_number__both_say_so(
    enter: Enter, vault: OpenVault, archive: Archive, key_persons: KeyPersons
) -> None:
    for _ in range(2):
        mark(vault, key_persons, enter("general-three-people"))
    first, second = archive.look().lines
    archive.number([first])
    same = ArchiveRecord(second.row.household, "2023Q1", second.row.village, 1)
    vault.archives.file(same, vault.operator.id, "2023-03-06T15:00:00")
    look = archive.look()
    assert look.counts[Part.DOUBLE] == 2
    assert all("编号重复" in line.gaps for line in look.lines)
    assert refused(lambda: archive.renumber(look.lines[1], 1, "改")) == "archive.number_taken"


def test_table__is_what_the_journal_says(
    enter: Enter, vault: OpenVault, archive: Archive, key_persons: KeyPersons
) -> None:
    mark(vault, key_persons, enter("general-three-people"))
    archive.number(archive.look().lines, "一号柜")
    before = only(archive).record
    with vault._database.write() as connection:
        connection.exec_driver_sql("UPDATE archive SET place = '别处'")
    assert [problem.subject.split()[0] for problem in vault.check()] == ["archive"]
    rebuild_tables(vault._database)
    assert vault.check() == ()
    assert only(archive).record == before


def test_judged__survey_with_several_revisions__is_read_as_merged(
    enter: Enter, vault: OpenVault, surveys: Surveys
) -> None:
    survey = enter("general-three-people")
    alone = vault.archives.judged([survey])[survey]
    session = surveys.open(survey)
    session.reopen("改电话")
    session.set_text(Place("head_phone"), "13947140439")
    session.finish()
    assert vault.surveys.get(survey).revision == 2
    assert vault.archives.judged([survey])[survey] == alone
    assert len(alone.judges) >= 2 and alone.date == "2023-03-06"


def test_find__unknown_household__is_said(archive: Archive) -> None:
    assert refused(lambda: archive.look().find("nobody")) == "archive.unknown"
