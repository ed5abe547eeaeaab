"""The offices whose files are kept for ever in tests/data/bundles: fixed keys, for tests only, and vaults with them.

API: `read_keys() -> Keys`, `kept_office(name, folder, keys, shelf, clock)`, `read_case(office, content)`, `KEPT`.

`keys.json` there has the secrets. They protect nobody: everyone in these bundles is invented.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ffp_desktop.bundle.certificates import DEVICE, ROOT, TOWNSHIP, Certificate, encode_chain, issue
from ffp_desktop.bundle.signing import Signed, public_of
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.services.bundles.receiving import Receiving
from ffp_desktop.services.devices import Devices
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file.exchange import Exchange
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.devices import AUTHORITY, OwnKey
from ffp_desktop.store.devices import DEVICE as DEVICE_KEY
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import create_vault, open_vault
from tests.bundle.conftest import Party
from tests.conftest import PASSWORD, QUICK, Clock
from tests.services.bundles.conftest import Office

KEPT = Path(__file__).parent.parent.parent / "data" / "bundles"
START, END = "2023-01-01", "2026-01-01"
UNITS = {
    "banner": Unit("150722", "莫力达瓦达斡尔族自治旗", "旗"),
    "township": Unit("150722108", "腾克镇", "乡镇"),
    "village": Unit("150722108204", "霍日里村", "村"),
    "alone": Unit("150722108203", "特莫呼珠村", "村"),
}
_ABOVE = {"banner": "root", "township": "office", "village": "office", "office": "root", "root": ""}
"""Who certifies a key; `alone` was never enrolled."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of keys.json: name -> (Ed25519 secret, age identity, age recipient)."""

    secrets: dict[str, tuple[str, str, str]]

    def party(self, name: str) -> Party:
        """A key with its chain; that of `alone` is empty."""
        secret, identity, recipient = self.secrets[name]
        return Party(secret, identity, recipient, self._chain(name))

    def _chain(self, name: str) -> tuple[Signed, ...]:
        if name not in _ABOVE:
            return ()
        secret, _identity, recipient = self.secrets[name]
        role = {"root": ROOT, "office": TOWNSHIP}.get(name, DEVICE)
        unit = UNITS[{"root": "banner", "office": "township"}.get(name, name)]
        device = feed_of(name) if role == DEVICE else ""
        certificate = Certificate(role, unit.code, unit.name, public_of(secret), recipient, START, END, device)
        above = _ABOVE[name]
        signed = issue(certificate, self.secrets[above or name][0])
        return (signed, *(self._chain(above) if above else ()))


def feed_of(name: str) -> str:
    """The device id of an office's vault."""
    return {"banner": "b", "township": "c", "village": "d", "alone": "a"}[name] * 32


def read_keys() -> Keys:
    found = json.loads((KEPT / "keys.json").read_text(encoding="utf-8"))
    return Keys({name: tuple(secrets) for name, secrets in found["test_only"].items()})


@dataclass
class KeptOffice(Office):
    """An office whose lists are worked out as in the program."""

    shelf: FormShelf

    @cached_property
    def surveys(self) -> Surveys:
        return Surveys(self.vault, self.shelf, county_regions(), self.clock)

    @property
    def exchange(self) -> Exchange:
        return Exchange(self.vault, self.surveys, self.shelf)

    @property
    def receiving(self) -> Receiving:
        return Receiving(self.vault, self.devices, self.exchange.summarise, self.clock)


@contextmanager
def kept_office(name: str, folder: Path, keys: Keys, shelf: FormShelf, clock: Clock) -> Iterator[KeptOffice]:
    """A new vault of `name` in `folder` with its fixed keys, open while the block runs."""
    opened, _code = create_vault(folder, UNITS[name], "苏日娜", PASSWORD, clock(), QUICK)
    operator = opened.operator.id
    with opened._database.write() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = ? WHERE name = 'device'", (feed_of(name),))
    opened.close(clock(), backup=False)
    vault = open_vault(folder, operator, PASSWORD, clock())
    office = KeptOffice(vault, clock, folder.parent, shelf)
    _give_keys(office.devices, name, keys)
    yield office
    vault.close(clock(), backup=False)


def _give_keys(devices: Devices, name: str, keys: Keys) -> None:
    own = {DEVICE_KEY: name} | {"banner": {AUTHORITY: "root"}, "township": {AUTHORITY: "office"}}.get(name, {})
    devices.keys.set_root(public_of(keys.secrets["root"][0]))
    for known in ("root", "office", *(("village", "township") if name == "township" else ())):
        devices.learn(keys.party(known).chain)
    for purpose, whose in own.items():
        party = keys.party(whose)
        text = canonical_json(encode_chain(party.chain))
        devices.keys.keep_own(OwnKey(purpose, party.secret, party.identity, party.recipient, text))
        if party.chain:
            devices.learn(party.chain)
