"""An invented banner, its township and two villages with whole services: surveys are entered, judged and carried."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.preview import Preview
from ffp_desktop.services.bundles.receiving import Receiving
from ffp_desktop.services.bundles.sending import Sending
from ffp_desktop.services.devices import Devices
from ffp_desktop.services.enrolment import Enrolment
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.review.conflicts import Conflicts
from ffp_desktop.services.review.handing import Handing
from ffp_desktop.services.review.records import NewComment
from ffp_desktop.services.review.reviewing import Review
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Role, Unit
from ffp_desktop.store.vault import OpenVault, create_vault, open_vault
from tests.conftest import PASSWORD, QUICK, Clock

BANNER, TOWNSHIP, VILLAGES = "150722", "150722108", ("150722108203", "150722108204")
FILED = Path(__file__).parent.parent.parent / "data" / "surveys"


@dataclass(slots=True)
class Desk:
    """One office: its vault and everything that a page or a command would ask."""

    vault: OpenVault
    shelf: FormShelf
    clock: Clock
    stick: Path

    @property
    def unit(self) -> str:
        return self.vault.unit.code

    @property
    def devices(self) -> Devices:
        return Devices(self.vault, self.clock)

    @property
    def surveys(self) -> Surveys:
        return Surveys(self.vault, self.shelf, county_regions(), self.clock)

    @property
    def exchange(self) -> Exchange:
        return Exchange(self.vault, self.surveys, self.shelf)

    @property
    def sending(self) -> Sending:
        return Sending(self.vault, self.devices, county_regions(), self.clock)

    @property
    def receiving(self) -> Receiving:
        return Receiving(self.vault, self.devices, self.exchange.summarise, self.clock)

    @property
    def handing(self) -> Handing:
        return Handing(self.vault, self.surveys, self.clock)

    @property
    def review(self) -> Review:
        return Review(self.vault, self.surveys, self.shelf, self.clock)

    @property
    def conflicts(self) -> Conflicts:
        return Conflicts(self.vault, self.surveys, self.shelf, self.clock)

    def enter(self, name: str = "general-three-people", village: str = "") -> str:
        """Puts a household of tests/data/surveys into this office's village, finished."""
        (filed,) = read_surveys(FILED / f"{name}.json", self.shelf.form, county_regions())
        filed = type(filed)(filed.form, filed.round, village or self.unit, filed.answers, filed.confirmed)
        done = self.exchange.put_in([FiledSurvey(filed, finish=True)])
        assert done.finished == 1
        return done.surveys[0]

    def open(self, survey: str) -> EntrySession:
        return self.surveys.open(survey)

    def correct(self, survey: str, item: str, text: str, reason: str = "照纸表改正") -> None:
        """Sets one answer and finishes again."""
        session = self.open(survey)
        if not session.is_editable:
            session.reopen(reason)
        change = session.set_text(Place(item), text)
        assert change.problem is None
        assert session.finish().done

    def state(self, survey: str) -> str:
        return self.vault.surveys.get(survey).state.value

    def be(self, name: str, role: Role = Role.REVIEW) -> None:
        """Somebody else of this office sits down."""
        known = {operator.name: operator.id for operator in self.vault.operators.list()}
        operator = known.get(name) or self.vault.operators.add(name, role, PASSWORD, self.clock().isoformat()).id
        folder = self.vault.folder
        self.vault.close(self.clock(), backup=False)
        self.vault = open_vault(folder, operator, PASSWORD, self.clock())

    def approve(self, *surveys: str) -> None:
        """Two people of this office, one after the other."""
        for name in ("鄂志强", "何玉花"):
            self.be(name)
            assert not self.review.approve(surveys).refused

    def send(self, to: str = "", everything: bool = False) -> list[Path]:
        plan = self.sending.plan(to, everything=everything)
        return [self.stick / sent.name for sent in self.sending.write(plan, self.stick)]

    def look(self, file: Path) -> Preview:
        return self.receiving.look(file.read_bytes())

    def take(self, files: Sequence[Path], hold: Sequence[str] = ()) -> bytes:
        """Imports; the receipt of the last file."""
        for file in files:
            receipt = self.receiving.accept(self.look(file), hold).receipt
        return receipt


def carry(below: Desk, above: Desk, hold: Sequence[str] = ()) -> None:
    """A bundle up, and the receipt back."""
    below.sending.take_receipt(above.take(below.send(), hold))


def carry_down(above: Desk, below: Desk) -> None:
    above.sending.take_receipt(below.take(above.send(below.unit)))


def note(item: str, text: str, member: str = "") -> NewComment:
    return NewComment(Place(item, member), text)


def refused(code: str, action: Callable[..., object], *arguments: object) -> None:
    with pytest.raises(FfpError) as error:
        action(*arguments)
    assert error.value.code == code
    assert error.value.sentence.endswith("。")


@dataclass(slots=True)
class Banner:
    """Everyone in it, enrolled with the office above."""

    banner: Desk
    township: Desk
    villages: list[Desk]

    @property
    def village(self) -> Desk:
        return self.villages[0]


@pytest.fixture
def offices(tmp_path: Path, clock: Clock, shelf: FormShelf) -> Iterator[Banner]:
    stick = tmp_path / "stick"
    stick.mkdir()

    def make(code: str, level: str, clerk: str) -> Desk:
        unit = Unit(code, f"单位{code}", level)
        vault, _code = create_vault(tmp_path / code, unit, clerk, PASSWORD, clock(), QUICK)
        return Desk(vault, shelf, clock, stick)

    banner, township = make(BANNER, "旗", "敖日格勒"), make(TOWNSHIP, "乡镇", "沃志军")
    villages = [make(code, "村", "涂金山") for code in VILLAGES]
    Enrolment(banner.devices).make_root()
    for below, above in ((township, banner), *((village, township) for village in villages)):
        request, spoken = Enrolment(below.devices).request(office=below is township)
        root = Enrolment(above.devices).root_fingerprint()
        Enrolment(below.devices).enrol(Enrolment(above.devices).certify(request, spoken), root)
    yield Banner(banner, township, villages)
    for desk in (banner, township, *villages):
        desk.vault.close(clock(), backup=False)
