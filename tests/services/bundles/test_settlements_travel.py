"""What was settled of a difference between offices: up, down to its village and to no other; two that differ."""

from dataclasses import replace

import pytest

from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.reconciliation.settlement import Settlement
from ffp_desktop.errors import FfpError
from tests.services.bundles.conftest import VILLAGES, Chain, Office

OTHER, HOME = VILLAGES
VALUES = {Side.MACHINE: "普通劳动力", Side.LEDGER: None, Side.VISIT: "技能劳动力"}
SETTLED = Settlement(
    "reconciliation:h1:m1:labor_skill", HOME, "h1", "m1", "labor_skill", Side.VISIT, "入户核过", VALUES
)


def settle(office: Office, settlement: Settlement) -> None:
    at = office.clock().isoformat(timespec="seconds")
    office.vault.reconciliations.settle([settlement], office.vault.operator.id, at)


def known(office: Office) -> dict[str, Settlement]:
    return office.vault.reconciliations.list()


def test_settlement__made_in_the_township__goes_down_to_its_village_only_and_up(chain: Chain) -> None:
    settle(chain.township, SETTLED)
    chain.banner.take(chain.township.export())
    home = chain.villages[1]
    home.take(chain.township.export(to=HOME))
    with pytest.raises(FfpError) as refused:
        chain.township.export(to=OTHER)
    assert refused.value.code == "bundle.nothing_new"
    for office in (home, chain.banner):
        (found,) = known(office).values()
        assert (found.reason, found.right, found.values, found.author) == ("入户核过", Side.VISIT, VALUES, "苏日娜")
        assert office.vault.check() == ()


def test_settlement__two_offices_differ__both_are_kept_and_it_says_so(chain: Chain) -> None:
    home = chain.villages[1]
    settle(home, SETTLED)
    settle(chain.township, replace(SETTLED, right=Side.MACHINE, reason="系统是对的"))
    chain.township.take(home.export())
    home.take(chain.township.export(to=HOME))
    for office in (home, chain.township):
        (found,) = known(office).values()
        assert (found.conflicts, found.reason) == (1, "系统是对的")
        assert office.vault.check() == ()
    settle(chain.township, replace(SETTLED, reason="两边商量过"))
    (found,) = known(chain.township).values()
    assert (found.conflicts, found.reason) == (0, "两边商量过")
