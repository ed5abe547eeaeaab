"""Random histories of three to eight devices: whatever way the bundles take, everybody ends with the same state, and a
conflict that somebody settled never comes back."""

import shutil
from random import Random

import pytest

from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles import sending
from ffp_desktop.services.bundles.receiving import FolderLine
from ffp_desktop.store.rebuild import rebuild_tables
from tests.services.bundles.conftest import BANNER, TOWNSHIP, VILLAGES, MakeOffice, Office, enrol

CALM = {"", "bundle.replayed", "bundle.waiting", "bundle.nothing_new"}


class History:
    """A campaign in which chance decides who writes, who exports, and which sticks arrive when."""

    def __init__(self, random: Random, make: MakeOffice) -> None:
        self.random = random
        self.banner = make(BANNER, "旗")
        self.banner.enrolment.make_root()
        self.township = make(TOWNSHIP, "乡镇")
        enrol(self.township, self.banner, office=True)
        self.below = [make(random.choice(VILLAGES), "村") for _ in range(random.randint(1, 6))]
        for office in self.below:
            enrol(office, self.township)
        self.surveys: list[tuple[str, str]] = []
        self._folders = 0

    def write(self) -> None:
        """A new survey, or somebody's own words on one that they know."""
        office = self.random.choice([self.township, *self.below])
        village = self.random.choice(VILLAGES) if office is self.township else office.vault.unit.code
        known = [s for s, v in self.surveys if v == village and office.vault.journal.document(s).count]
        name = self.random.choice("敖海波娜峰日斯琴")
        if known and self.random.random() < 0.5:
            office.write(1, name, self.random.choice(known), village)
        else:
            survey = office.write(len(self.surveys) + 1, name, village=village)
            self.surveys.append((survey, village))

    def settle(self, office: Office) -> None:
        """Somebody takes a side of every conflict that this office sees."""
        for survey, village in self.surveys:
            known = office.vault.journal.document(survey)
            if known.conflicts and village.startswith(office.vault.unit.code):
                sets = {unit: self.random.choice(known.units[unit].values) for unit in known.conflicts}
                at = office.clock().isoformat(timespec="seconds")
                operator = office.vault.operator.id
                office.vault.journal.append("survey", survey, village, known.heads, sets, operator, at, "照纸表")

    def conflicts(self) -> list[str]:
        """What anybody sees differ."""
        offices = (self.banner, self.township, *self.below)
        return [survey for o in offices for survey, _v in self.surveys if o.vault.journal.document(survey).conflicts]

    def carry(self, office: Office, to: Office, everything: bool = False) -> None:
        """An export, and the files (some twice, in any order, some perhaps lost) taken in by the other side."""
        downward = to.vault.unit.code if len(to.vault.unit.code) > len(office.vault.unit.code) else ""
        try:
            plan = office.sending.plan(downward, everything=everything)
        except FfpError as error:
            assert error.code in CALM
            return
        self._folders += 1
        folder = office.stick / str(self._folders)
        folder.mkdir()
        for sent in office.sending.write(plan, office.stick):
            if everything or self.random.random() < 0.8:
                shutil.copy(office.stick / sent.name, folder / f"{self.random.random()}.ffpb")
            if self.random.random() < 0.3:
                shutil.copy(office.stick / sent.name, folder / f"{self.random.random()}.ffpb")
        for line in to.receiving.take_folder(folder):
            self._note(line, office)

    def _note(self, line: FolderLine, sender: Office) -> None:
        assert line.error is None or line.error.code in CALM, line.error
        if line.imported is not None and self.random.random() < 0.7:
            sender.sending.take_receipt(line.imported.receipt)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize("seed", range(1000 if metafunc.config.getoption("--soak") else 25))


def test_histories__any_way__end_in_one_state(
    seed: int, make_office: MakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PART_BYTES", 900)
    play(seed, make_office)


def play(seed: int, make_office: MakeOffice) -> None:
    history = History(Random(seed), make_office)
    random = history.random
    for _ in range(random.randint(4, 10)):
        for _ in range(random.randint(0, 2)):
            history.write()
        if random.random() < 0.2:
            history.settle(random.choice([history.township, *history.below]))
        office = random.choice(history.below)
        way = random.choice(
            ((office, history.township), (history.township, history.banner), (history.township, office))
        )
        history.carry(*way)
    carry_all(history)
    history.settle(history.township)
    carry_all(history)
    assert history.conflicts() == []
    carry_all(history)  # the same sides once more, in another order
    assert history.conflicts() == []
    assert history.banner.state() == history.township.state()
    for village in VILLAGES:
        states = {office.state() for office in history.below if office.vault.unit.code == village}
        if states:
            assert states == {history.township.state_of(village)}
    assert history.banner.vault.check() == ()
    assert derived(history.banner) == derived(history.township)


def derived(office: Office) -> list[tuple[object, ...]]:
    """The surveys' lines, worked out anew: they may not depend on the order in which revisions came."""
    rebuild_tables(office.vault._database)
    names = "id, state, holder, since, handed, conflicts, revision, revision_hash, touched_at, operator"
    with office.vault._database.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT {names} FROM survey ORDER BY id")]


def carry_all(history: History) -> None:
    """Everything up, and everything down again."""
    for office in history.random.sample(history.below, len(history.below)):
        history.carry(office, history.township, everything=True)
    history.carry(history.township, history.banner, everything=True)
    for office in history.below:
        history.carry(history.township, office, everything=True)
