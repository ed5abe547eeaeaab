"""Whatever happens to clues, in whatever order it is heard of: the lines are those of a rebuild, and of every order."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ffp_desktop.domain.campaign.records import Answer, DepartmentList, How, Match, NewClue, Result, ToldRow
from ffp_desktop.domain.revisions import Revision, read_revision
from ffp_desktop.store.campaign.clue_records import ClueFilter
from ffp_desktop.store.campaign.lines import CLUES, LISTS, derive_clue
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import OpenVault, create_vault
from tests.conftest import PASSWORD, QUICK

UNIT = "150722108"
VILLAGES = ("150722108203", "150722108204", "")
STEPS = st.lists(
    st.tuples(st.sampled_from(["answer", "reopen", "match", "move", "settle"]), st.integers(0, 5), st.integers(0, 2)),
    max_size=12,
)


def do(vault: OpenVault, step: str, clue: str, which: int, at: str) -> None:
    operator = vault.operator.id
    answer = Answer(list(Result)[which + 1], "2023-03-01", ("金海波",), survey=f"s{which}")
    match = Match(How.ACCEPTED, f"h{which}", f"m{which}")
    if step == "answer":
        vault.clues.answer({clue: answer}, operator, at)
    elif step == "reopen":
        vault.clues.answer({clue: None}, operator, at, "问错了")
    elif step == "match":
        vault.clues.match({clue: match}, operator, at)
    elif step == "move":
        vault.clues.move({clue: VILLAGES[which % 2]}, operator, at)
    else:
        vault.clues.settle({clue: match}, {clue: answer}, operator, at)


def lines(vault: OpenVault) -> list[tuple[object, ...]]:
    with vault._database.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM clue ORDER BY id")]


def journal(vault: OpenVault) -> dict[str, list[Revision]]:
    with vault._database.read() as connection:
        rows = connection.exec_driver_sql("SELECT document, body FROM revision WHERE kind = 'clue'").all()
    found: dict[str, list[Revision]] = {}
    for document, body in rows:
        found.setdefault(document, []).append(read_revision(body))
    return found


@settings(max_examples=30)
@given(STEPS, st.randoms(use_true_random=False))
def test_random_histories__have_the_lines_of_a_rebuild_and_of_any_order(
    steps: Sequence[tuple[str, int, int]], random: Random
) -> None:
    with TemporaryDirectory() as folder:
        now = datetime(2023, 3, 6, 9)
        unit = Unit(UNIT, "腾克镇", "乡镇")
        vault, _code = create_vault(Path(folder) / "v", unit, "苏日娜", PASSWORD, now, QUICK)
        rows = [NewClue(ToldRow("S", n, 1, f"人{n}", village=VILLAGES[n % 3])) for n in range(6)]
        told = DepartmentList("", "受灾", "应急管理局", "名单", "2023Q1")
        vault.clues.lists.take_in(told, rows, (), UNIT, vault.operator.id, "2023-03-06T09:00:00")
        ids = vault.clues.find(ClueFilter()).ids
        for number, (step, which, how) in enumerate(steps):
            do(vault, step, ids[which], how, f"2023-03-06T10:{number:02d}:00")
        before = lines(vault)
        assert vault.check() == ()
        with vault._database.write() as connection:
            for table in (LISTS, CLUES):
                table.rebuild(connection)
        assert lines(vault) == before
        for document, revisions in journal(vault).items():
            expected = derive_clue(document, revisions)
            assert expected in before
            random.shuffle(revisions)
            assert derive_clue(document, (*revisions, *revisions)) == expected
        vault.close(now, backup=False)
