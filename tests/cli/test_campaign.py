"""A campaign of eight vaults through the command line: nothing is lost, nobody differs, no name leaves a vault."""

from pathlib import Path

import pytest

from tests.cli.campaign import BANNER, VILLAGES, County, Office, find_words, forget, personal_words
from tests.cli.conftest import Ffp

FIRST, SECOND = VILLAGES


def test_campaign__of_eight_vaults__ends_with_one_state(
    ffp: Ffp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County(ffp, tmp_path, monkeypatch)
    words = enter_and_submit(county)
    hand_up_with_a_lost_stick(county)
    returned_once = return_one_hop(county)
    make_and_settle_a_conflict(county)
    approve_all(county, FIRST)
    approve_all(county, SECOND)
    return_two_hops(county, returned_once)
    restore_a_backup(county)
    revoke_a_stolen_laptop(county)
    finish_campaign(county)
    assert_same_everywhere(county)
    assert len(words) > 60
    assert find_words(tmp_path, sorted(words)) == []


def enter_and_submit(county: County) -> set[str]:
    """Everybody's words that must never be seen outside."""
    words: set[str] = set()
    for seed, village in enumerate(county.villages.values(), 3):
        village.run("demo", "--households", "6", "--seed", str(seed))
        words |= {word for word in personal_words(village.run("survey", "export")) if len(word) >= 3}
        assert len(village.submit()) >= 2
        states = set(village.states().values())
        assert "已完成" not in states and "已上报" in states
    return words


def hand_up_with_a_lost_stick(county: County) -> None:
    one, other, _third = county.below(FIRST)
    forget(one.export())
    assert [sent["sequence"] for sent in one.run("bundle", "outbox")] == [1]
    for village in (one, other, *county.below(SECOND)):
        county.up(village)
        (last, *_earlier) = village.run("review", "where")
        assert village.run("bundle", "outbox") == [] or village is one
        assert last["is_received"]
    first = county.townships[FIRST]
    assert {line["village"] for line in first.run("review", "queue")} == {one.code, other.code}


def return_one_hop(county: County) -> str:
    """The number of a survey that went down once and came back."""
    township, village = county.townships[FIRST], county.below(FIRST)[0]
    number = township.run("review", "queue", "--village", village.code)[0]["number"]
    member = ("A3:1=姓名与证件不一致，请核对证件。", "A21=请列出算账依据。")
    township.run("review", "comment", number, member[0], by="鄂志强斯")
    township.run("review", "return", number, "--comment", member[1], by="鄂志强斯")
    county.down(township, village)
    assert village.run("bundle", "outbox") == []  # the receipts came along, the lost stick's bundle is healed
    sheet = village.run("review", "show", number)
    assert sheet["first_place"]["item"] == "name" and len(sheet["comments"]) == 2
    correct(village, number, "退回一次")
    village.run("review", "answer", number, "--to", "1", "--text", "已核对，名字没有错。")
    village.run("review", "submit", number)
    county.up(village)
    seen = township.run("review", "show", number)
    assert [comment["is_open"] for comment in seen["comments"]] == [False, False]
    assert seen["comments"][0]["reply"]["text"] == "已核对，名字没有错。"
    return str(number)


def make_and_settle_a_conflict(county: County) -> None:
    """The third village takes back what the township has already begun to judge, because no receipt came."""
    township, village = county.townships[FIRST], county.below(FIRST)[2]
    township.take(*village.export())
    number = township.run("review", "queue", "--village", village.code)[0]["number"]
    township.approve(number)
    village.run("review", "recall", number, "--reason", "漏了一处")
    correct(village, number, "撤回以后改的")
    village.run("review", "submit", number)
    (again,) = village.export()
    assert any(row["change"] == "有冲突" for row in township.run("bundle", "import", again)["surveys"])
    village.take_receipts()
    assert township.conflicts() == [number]
    refused = township.ask("review", "approve", number, by="鄂志强斯").json["refused"]
    assert [one["code"] for one in refused] == ["review.in_conflict"]
    (unit,) = township.run("review", "conflicts", number)
    side = next(n for n, side in enumerate(unit["sides"], 1) if side["author"] == "涂金山巴雅尔")
    taken = ("--take", f"{unit['unit']}={side}", "--reason", "以村里改过的为准")
    assert township.run("review", "resolve", number, *taken) == []
    county.down(township, village)
    assert township.conflicts() == village.conflicts() == []
    assert township.states()[number] == "已上报"


def approve_all(county: County, township: str) -> None:
    office = county.townships[township]
    numbers = [line["number"] for line in office.run("review", "queue")]
    office.approve(*numbers)
    assert len(office.submit()) == len(numbers)
    county.up(office)
    assert set(numbers) <= set(county.banner.states())


def return_two_hops(county: County, returned_once: str) -> None:
    banner, township, village = county.banner, county.townships[FIRST], county.below(FIRST)[0]
    banner.run("review", "return", returned_once, "--comment", "=请附上研判记录。", by="鄂志强斯")
    county.down(banner, township)
    assert township.states()[returned_once] == "退回"
    assert township.run("review", "where", returned_once)[0]["is_here"]
    township.run("review", "return", returned_once, by="何玉花娜")
    county.down(township, village)
    sheet = village.run("review", "show", returned_once)
    opened = [comment["text"] for comment in sheet["comments"] if comment["is_open"]]
    assert opened == ["请附上研判记录。"] and len(sheet["comments"]) == 3
    correct(village, returned_once, "旗里退回")
    village.run("review", "submit", returned_once)
    county.up(village)
    township.approve(returned_once)
    township.run("review", "submit", returned_once)
    county.up(township)
    assert banner.states()[returned_once] == "已上报旗"


def restore_a_backup(county: County) -> None:
    """A village's laptop breaks; its last backup is older than what it handed up."""
    village, township = county.below(SECOND)[0], county.townships[SECOND]
    backup = Path(village.run("vault", "backup")["file"])
    kept = county.folder / "kept.ffpbackup"
    kept.write_bytes(backup.read_bytes())
    known = set(village.states())
    village.run("demo", "--households", "3", "--seed", "77")
    village.submit()
    county.up(village)
    handed = {number for number, state in village.states().items() if state == "已上报"} - known
    assert handed
    village.run("vault", "restore", kept)
    assert not handed & set(village.states())
    village.enrol_under(township)  # it writes under a new number from now on
    county.down(township, village, "--all")
    assert handed <= set(village.states())
    assert handed == {line["number"] for line in township.run("review", "queue")}
    approve_all(county, SECOND)


def revoke_a_stolen_laptop(county: County) -> None:
    stolen, township = county.below(SECOND)[1], county.townships[SECOND]
    (known,) = [device for device in township.run("device", "list") if device["unit"] == stolen.code]
    township.run("device", "revoke", known["fingerprint"])
    stolen.run("demo", "--households", "2", "--seed", "99")
    (file,) = stolen.export("", "--all")
    assert township.refuse("bundle", "import", file) == "bundle.revoked"
    new = county.make(stolen.code, "苏日娜其其格", f"{stolen.code}-new")
    new.enrol_under(township)
    county.down(township, new, "--all")
    county.villages[stolen.code] = new
    county.down(county.banner, township, "--all")
    county.down(township, county.below(SECOND)[0])


def finish_campaign(county: County) -> None:
    banner = county.banner
    numbers = [line["number"] for line in banner.run("review", "queue")]
    banner.approve(*numbers)
    for code, township in county.townships.items():
        county.down(banner, township)
        for village in county.below(code):
            county.down(township, village)
        county.up(township, "--all")


def assert_same_everywhere(county: County) -> None:
    banner = county.banner
    states = banner.states()
    assert set(states.values()) == {"审定"}
    for code, township in county.townships.items():
        assert township.digest(code) == banner.digest(code)
        for village in county.below(code):
            assert village.digest(village.code) == township.digest(village.code) == banner.digest(village.code)
            own = village.states()
            assert {number for number, state in own.items() if state == "审定"} == {
                number for number in states if number.startswith(village.code)
            }
            assert set(own.values()) <= {"审定", "草稿"}
            assert all(row["is_received"] for row in village.run("review", "where"))
    for office in county.offices():
        assert office.conflicts() == []
        assert office.run("vault", "check") == []
    assert banner.digest() == banner.digest(BANNER)


def correct(village: Office, number: str, text: str) -> None:
    village.run("survey", "set", number, "--item", "natural_village", "--value", text, "--reason", "照意见改")
    village.run("survey", "finish", number, "--confirm", "已核实")
