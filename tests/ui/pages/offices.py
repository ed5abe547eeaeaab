"""An invented banner, its township and a village, each with an open desk; a folder stands for the stick."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.services.bundles.exchange import BundleExchange
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.review.handing import Handing
from ffp_desktop.services.review.reviewing import Review
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.vaults import OpenVault, Role, Unit, Vaults
from ffp_desktop.ui.desk import Desk
from tests.conftest import QUICK, Clock

PASSWORD = "four unrelated words"
BANNER = Unit("150722", "莫旗乡村振兴局", "旗")
TOWNSHIP = Unit("150722108", "腾克镇人民政府", "乡镇")
VILLAGE = Unit("150722108203", "特莫呼珠村", "村")
OTHER_VILLAGE = Unit("150722108204", "巴卡哈里村", "村")
FILED = Path(__file__).parents[2] / "data" / "surveys"


@dataclass
class Offices:
    """Makes desks of units, and lets them exchange without windows."""

    folder: Path
    clock: Clock
    shelf: FormShelf
    stick: Path
    opened: list[Desk] = field(default_factory=list)

    def open(self, unit: Unit, role: Role = Role.ADMINISTRATOR) -> Desk:
        """A new vault's desk, before an operator of this role."""
        vaults = Vaults(self.folder / f"vault{len(self.opened)}", self.clock, QUICK)
        vault, _code = vaults.create(unit, "敖丽娟", PASSWORD)
        if role is not Role.ADMINISTRATOR:
            clerk = vaults.add_operator(vault, "苏日娜", role, PASSWORD)
            vaults.close(vault, backup=False)
            vault = vaults.unlock(clerk.id, PASSWORD)
        surveys = Surveys(vault, self.shelf, county_regions(), self.clock)
        desk = Desk(vaults, vault, surveys, self.shelf, county_regions())
        return self._keep(desk, vault)

    def be(self, desk: Desk, name: str, role: Role = Role.REVIEW) -> Desk:
        """Somebody else of the office sits down; the desk as it is open then."""
        known = {one.name: one.id for one in desk.list_operators()}
        vaults, vault = desk._vaults, desk._vault
        operator = known.get(name) or vault.operators.add(name, role, PASSWORD, self.clock().isoformat()).id
        vaults.close(vault, backup=False)
        self.opened.remove(desk)
        vault = vaults.unlock(operator, PASSWORD)
        surveys = Surveys(vault, self.shelf, county_regions(), self.clock)
        return self._keep(Desk(vaults, vault, surveys, self.shelf, county_regions()), vault)

    def _keep(self, desk: Desk, vault: OpenVault) -> Desk:
        desk.bundles = BundleExchange(vault, desk.surveys, self.shelf, county_regions(), self.clock)
        desk.review = Review(vault, desk.surveys, self.shelf, self.clock)
        desk.handing = Handing(vault, desk.surveys, self.clock)
        self.opened.append(desk)
        return desk

    def chain(self) -> tuple[Desk, Desk, Desk]:
        """Banner, township and village, each certified by the one above."""
        banner, township, village = self.open(BANNER), self.open(TOWNSHIP), self.open(VILLAGE)
        banner.bundles.enrolment.make_root()
        self.enrol(township, banner, office=True)
        self.enrol(village, township)
        return banner, township, village

    def enrol(self, below: Desk, above: Desk, office: bool = False) -> None:
        request, spoken = below.bundles.enrolment.request(office)
        pack = above.bundles.enrolment.certify(request, spoken)
        below.bundles.enrolment.enrol(pack, above.bundles.enrolment.root_fingerprint())

    def enter(self, desk: Desk, name: str, village: str = "") -> str:
        """Files a household of tests/data/surveys, finished; its survey's id."""
        filed = read_surveys(FILED / f"{name}.json", self.shelf.form, county_regions())
        place = village or filed[0].village
        moved = [replace(one, village=place) for one in filed]
        exchange = Exchange(desk._vault, desk.surveys, self.shelf)
        done = exchange.put_in([FiledSurvey(one, finish=True) for one in moved])
        assert done.finished == len(moved)
        return done.surveys[0]

    def correct(self, desk: Desk, survey: str, wages: str) -> None:
        """Finishes a survey anew with other wages and the sums that follow."""
        session = desk.open_session(survey)
        session.reopen("抄错了")
        session.set_text(Place("wage_income"), wages)
        while not (done := session.finish()).done and done.first is not None:
            session.set_text(done.first, str(session.evaluation.value(f"computed_{done.first.item}")))
        assert session.header.state is State.FINISHED

    def hand_up(self, desk: Desk, survey: str) -> None:
        """The office above has it from now on."""
        assert Handing(desk._vault, desk.surveys, self.clock).submit([survey]).done == (survey,)

    def write_past(self, desk: Desk, survey: str, units: Mapping[str, Mapping[str, str]]) -> None:
        """Writes answers by unit though another office may have the survey: a second laptop, a restored backup."""
        stands = desk._vault.journal.units("survey", survey)
        sets = {}
        for unit, answers in units.items():
            value = stands[unit]
            sets[unit] = value | ({"answers": value["answers"] | answers} if "answers" in value else answers)
        heads = desk._vault.journal.document(survey).heads
        texts = {unit: canonical_json(value) for unit, value in sets.items()}
        village = desk._vault.surveys.get(survey).village
        at = self.clock().isoformat(timespec="seconds")
        desk._vault.journal.append("survey", survey, village, heads, texts, desk.operator.id, at)
        desk._vault.surveys.restate(survey)

    def export(self, desk: Desk, to: str = "") -> Path:
        """The one bundle that an export writes to the stick."""
        (sent,) = desk.bundles.sending.write(desk.bundles.sending.plan(to), self.stick)
        return self.stick / sent.name

    def take(self, desk: Desk, file: Path) -> Path:
        """Imports a bundle; the receipt on the stick."""
        receiving = desk.bundles.receiving
        done = desk.bundles.take_in(receiving.look(file.read_bytes()), self.stick)
        assert done.receipt is not None
        return done.receipt

    def close(self) -> None:
        for desk in self.opened:
            desk.close()
