"""All 同名同村 accepted at once: later rows of a person are repetitions, answered together."""

from ffp_desktop.domain.campaign.records import Result
from ffp_desktop.services.campaign.list_import.rematch import Rematch
from ffp_desktop.services.forms import county_regions
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.services.campaign.conftest import Take, row

Family = tuple[str, str, dict[str, str]]


def test_accept_namesakes__many_rows_of_the_same_people__all_but_the_first_are_repetitions_answered_at_once(
    vault: OpenVault, clock: Clock, family: Family, take: Take
) -> None:
    names = ("孟铉", "杜玉兰") * 5
    taken = take(*(row(name, "", number) for number, name in enumerate(names, 2)))
    rematch = Rematch(vault, county_regions(), clock)
    looked = rematch.look(taken[0].list)
    before = vault._database.writes
    assert rematch.accept_namesakes(looked) == len(names)
    written = vault._database.writes - before
    clues = vault.clues.get_many([clue.id for clue in taken])
    assert [clue.result is Result.DUPLICATE for clue in clues] == [False, False] + [True] * 8
    repeated = [clue.answer.reason for clue in clues if clue.answer is not None]
    assert repeated == ["和这份名单第2行是同一个人", "和这份名单第3行是同一个人"] * 4
    assert written < len(repeated)  # not one for each
