"""Of an export that says the same, nothing is found; of one with planted differences, exactly those."""

from collections.abc import Callable

from ffp_desktop.services.reconciliation.reconciliation import Reconciliation
from ffp_desktop.services.reconciliation.records import Compared
from tests.services.reconciliation.conftest import PutIn, Who
from tests.services.reconciliation.planting import PLANTS, plant_all

Found = Callable[[Compared], set[Who]]
Take = Callable[..., None]


def test_compare__the_same_households__nothing_differs(
    put_in: PutIn, reconciliation: Reconciliation, take: Take, found: Found
) -> None:
    village = put_in(600, 3)
    take(village.rows())
    compared = reconciliation.compare()
    assert found(compared) == set()
    assert len(village.listed()) > 100
    assert compared.items["health"].compared == sum(len(one["members"]) for one in village.listed())


def test_compare__planted_differences_of_every_kind__finds_these_and_nothing_else(
    put_in: PutIn, reconciliation: Reconciliation, take: Take, found: Found
) -> None:
    village = put_in(900, 5)
    rows = village.rows()
    expected, kinds = plant_all(rows, village.listed())
    assert kinds == set(PLANTS)
    take(rows)
    assert found(reconciliation.compare()) == expected
