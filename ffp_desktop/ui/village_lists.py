"""The lists that a unit keeps itself: added units and the people who sign; their shape, and joined to the services."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.vaults import OpenVault

if TYPE_CHECKING:
    from ffp_desktop.services.added_regions import AddedUnit
    from ffp_desktop.services.retired import Retired
    from ffp_desktop.services.signers import Signer

SIGNER_ROLES = ("排查人", "研判人", "责任人")


class VillageListsShape(Protocol):
    """What the settings ask. Every call may raise `FfpError`."""

    def added_units(self) -> "Sequence[AddedUnit]": ...
    def retired_units(self) -> "Sequence[Retired]": ...
    def add_unit(self, parent: str, name: str) -> str:
        """Its code; the region table has it at once."""

    def retire_unit(self, code: str, reason: str) -> None: ...
    def signers(self, village: str) -> "Sequence[Signer]": ...
    def retired_signers(self, village: str) -> "Sequence[Retired]": ...
    def add_signer(self, village: str, name: str, roles: Sequence[str]) -> None: ...
    def retire_signer(self, village: str, signer_id: str, reason: str) -> None: ...


class VillageLists:
    """The lists of one open vault (`VillageListsShape`)."""

    def __init__(self, vault: OpenVault, regions: Regions, clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._regions = regions
        self._clock = clock

    def added_units(self) -> "Sequence[AddedUnit]":
        from ffp_desktop.services.added_regions import added_units

        return added_units(self._vault)

    def retired_units(self) -> "Sequence[Retired]":
        from ffp_desktop.services.added_regions import retired_units

        return retired_units(self._vault)

    def add_unit(self, parent: str, name: str) -> str:
        from ffp_desktop.services.added_regions import add_region, vault_regions

        code = add_region(self._vault, self._regions, parent, name, self._now())
        if (added := vault_regions(self._vault, self._regions).find(code)) is not None:
            self._regions.add(added)
        return code

    def retire_unit(self, code: str, reason: str) -> None:
        from ffp_desktop.services.added_regions import remove_region

        remove_region(self._vault, code, reason, self._now())
        self._regions.drop(code)

    def signers(self, village: str) -> "Sequence[Signer]":
        from ffp_desktop.services.signers import Signers

        return Signers(self._vault).list(village)

    def retired_signers(self, village: str) -> "Sequence[Retired]":
        from ffp_desktop.services.signers import Signers

        return Signers(self._vault).retired(village)

    def add_signer(self, village: str, name: str, roles: Sequence[str]) -> None:
        from ffp_desktop.services.signers import SignerRole, Signers

        Signers(self._vault, self._clock).add(village, name, [SignerRole(role) for role in roles])

    def retire_signer(self, village: str, signer_id: str, reason: str) -> None:
        from ffp_desktop.services.signers import Signers

        Signers(self._vault, self._clock).remove(village, signer_id, reason)

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")
