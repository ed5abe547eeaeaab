"""A village that began from a backup, while whoever stole its laptop has the key that is in the backup."""

from pathlib import Path

import pytest

from ffp_desktop.errors import FfpError
from ffp_desktop.services.vaults import Vaults
from tests.conftest import PASSWORD, QUICK
from tests.services.bundles.conftest import Chain, MakeOffice, Office, chain, enrol, make_office

__all__ = ["chain", "make_office"]


def restore(office: Office, backup: Path) -> None:
    folder, operator = office.vault.folder, office.vault.operator.id
    office.vault.close(office.clock(), backup=False)
    vaults = Vaults(folder, office.clock, QUICK)
    vaults.restore(backup, operator, PASSWORD)
    office.vault = vaults.unlock(operator, PASSWORD)


def back_up(office: Office) -> Path:
    return Path(office.vault.backup(None, office.clock()).file)


def fingerprints(township: Office, village: Office) -> dict[str, str]:
    unit = village.vault.unit.code
    return {one.fingerprint: one.state for one in township.devices.list() if one.unit == unit}


def test_request__after_a_restore__asks_for_another_key_once(chain: Chain) -> None:
    village = chain.villages[0]
    first = village.enrolment.request()[1]
    assert village.enrolment.request()[1] == first
    restore(village, back_up(village))
    second = village.enrolment.request()[1]
    assert second != first and village.enrolment.request()[1] == second


def test_stolen_key__taken_back__leaves_the_restored_vault_its_own(chain: Chain, make_office: MakeOffice) -> None:
    township, village = chain.township, chain.villages[0]
    village.write(1)
    township.take(village.export())
    village.write(2, "没带走的")
    backup = back_up(village)
    (stolen,) = fingerprints(township, village)
    township.enrolment.revoke(stolen, "丢失")
    restore(village, backup)
    enrol(village, township)
    assert sorted(fingerprints(township, village).values()) == ["已停用", "已登记"]
    village.write(3)
    township.take(village.export())
    assert township.state_of(village.vault.unit.code) == village.state_of(village.vault.unit.code)
    village.take(township.export(to=village.vault.unit.code, everything=True))
    new = make_office(village.vault.unit.code, "村")
    enrol(new, township)
    new.take(township.export(to=village.vault.unit.code, everything=True))
    assert new.state_of("") == village.state_of("")


def test_replaced_device__that_began_from_its_backup__is_not_locked_out(chain: Chain) -> None:
    township, village = chain.township, chain.villages[0]
    restore(village, back_up(village))
    request, spoken = village.enrolment.request()
    (old,) = township.enrolment.look_at_request(request).known
    pack = township.enrolment.certify(request, spoken, old)
    village.enrolment.enrol(pack, township.enrolment.root_fingerprint())
    village.write(1)
    township.take(village.export())


def test_former_identity__still_opens__what_was_on_the_way(chain: Chain) -> None:
    township, village = chain.township, chain.villages[0]
    village.write(1)
    township.take(village.export())
    backup = back_up(village)
    on_the_way = township.export(to=village.vault.unit.code, everything=True)
    restore(village, backup)
    enrol(village, township)
    village.take(on_the_way)


def test_thief__writes_on_with_the_old_key__is_refused(chain: Chain) -> None:
    township, village = chain.township, chain.villages[0]
    village.write(1)
    file = village.export()
    (stolen,) = fingerprints(township, village)
    township.enrolment.revoke(stolen, "被盗")
    with pytest.raises(FfpError) as told:
        township.take(file)
    assert told.value.code == "bundle.revoked"
