"""An invented banner, its township and two villages: four vaults that exchange files in a folder."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ffp_desktop.domain.revisions import canonical_json, merge
from ffp_desktop.services.bundles.receiving import Receiving
from ffp_desktop.services.bundles.sending import Sending
from ffp_desktop.services.devices import Devices
from ffp_desktop.services.enrolment import Enrolment
from ffp_desktop.services.forms import county_regions
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import OpenVault, create_vault, open_vault
from tests.conftest import PASSWORD, QUICK, Clock

BANNER, TOWNSHIP, VILLAGES = "150722", "150722108", ("150722108204", "150722108203")


@dataclass(slots=True)
class Office:
    """One vault with the services that exchange."""

    vault: OpenVault
    clock: Clock
    stick: Path

    @property
    def devices(self) -> Devices:
        return Devices(self.vault, self.clock)

    @property
    def enrolment(self) -> Enrolment:
        return Enrolment(self.devices)

    @property
    def sending(self) -> Sending:
        return Sending(self.vault, self.devices, county_regions(), self.clock)

    @property
    def receiving(self) -> Receiving:
        return Receiving(self.vault, self.devices, None, self.clock)

    def write(self, number: int, name: str = "孟和", survey: str = "", village: str = "") -> str:
        """Files a survey, or sets the name of one again."""
        place = village or self.vault.unit.code
        survey = survey or f"{self.vault.device_id[:24]}{number:08d}"
        known = self.vault.journal.document(survey)
        header = {
            "number": f"{place}-2023Q1-{number:04d}",
            "household": f"h{survey}",
            "round": "2023Q1",
            "form": "check",
            "village": place,
            "running": number,
            "created_by": self.vault.operator.id,
            "created_at": "2023-03-06T14:32:00",
        }
        sets = {"head_name": canonical_json({"head_name": name}), "status": canonical_json("已完成")}
        if not known.heads:
            sets["survey"] = canonical_json(header)
        at = self.clock().isoformat(timespec="seconds")
        self.vault.journal.append("survey", survey, place, known.heads, sets, self.vault.operator.id, at)
        return survey

    def export(self, **wanted: object) -> Path:
        """The one bundle that an export writes."""
        (sent,) = self.sending.write(self.sending.plan(**wanted), self.stick)
        return self.stick / sent.name

    def take(self, file: Path) -> Path:
        """Imports a bundle; the receipt on the stick."""
        receiving = self.receiving
        return receiving.write_receipt(receiving.accept(receiving.look(file.read_bytes())), self.stick)

    def state(self) -> str:
        """All documents as the journal has them, as one text."""
        return self.state_of("")

    def state_of(self, village: str) -> str:
        """The documents of a village's feeds."""
        query = "SELECT DISTINCT document FROM revision WHERE village LIKE ? ORDER BY 1"
        with self.vault._database.read() as connection:
            documents = connection.exec_driver_sql(query, (f"{village}%",)).scalars().all()
        states = {}
        for document in documents:
            state = merge(self.vault.journal.revisions(document))
            states[document] = {unit: (value.values, value.revisions) for unit, value in state.units.items()}
        return json.dumps(states)

    def reopened(self) -> None:
        folder, operator = self.vault.folder, self.vault.operator.id
        self.vault.close(self.clock(), backup=False)
        self.vault = open_vault(folder, operator, PASSWORD, self.clock())


def enrol(below: Office, above: Office, office: bool = False) -> None:
    request, spoken = below.enrolment.request(office)
    root = above.devices.trust().root
    from ffp_desktop.bundle.signing import fingerprint

    below.enrolment.enrol(above.enrolment.certify(request, spoken), fingerprint(root))


MakeOffice = Callable[[str, str], Office]


@pytest.fixture
def make_office(tmp_path: Path, clock: Clock) -> Iterator[MakeOffice]:
    made: list[Office] = []
    stick = tmp_path / "stick"
    stick.mkdir()

    def make(code: str, level: str) -> Office:
        unit = Unit(code, f"单位{len(made)}", level)
        vault, _code = create_vault(tmp_path / f"vault{len(made)}", unit, "苏日娜", PASSWORD, clock(), QUICK)
        made.append(Office(vault, clock, stick))
        return made[-1]

    yield make
    for office in made:
        office.vault.close(clock(), backup=False)


@dataclass(slots=True)
class Chain:
    banner: Office
    township: Office
    villages: list[Office]


@pytest.fixture
def chain(make_office: MakeOffice) -> Chain:
    banner = make_office(BANNER, "旗")
    banner.enrolment.make_root()
    township = make_office(TOWNSHIP, "乡镇")
    enrol(township, banner, office=True)
    villages = [make_office(code, "村") for code in VILLAGES]
    for village in villages:
        enrol(village, township)
    return Chain(banner, township, villages)
