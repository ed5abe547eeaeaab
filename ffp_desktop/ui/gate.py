"""The vault of this computer from outside, joined to the services (`VaultDoor`).

Heavy libraries come in with the first call that needs them, which happens in the background.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.services.first_look import FirstLook, look_at_vault

if TYPE_CHECKING:
    from ffp_desktop.domain.regions import Region, Regions
    from ffp_desktop.services.vaults import Backup, OpenVault, VaultCard, Vaults
    from ffp_desktop.ui.desk import Desk

_HEAVY = (
    *("ffp_desktop.store.engine", "ffp_desktop.services.surveys", "ffp_desktop.ui.form.page"),
    "ffp_desktop.domain.pinyin",
)
"""What the list and the survey page need; imported while a person types the password."""


def name_office(region: "Region") -> str:
    """The office of a region: 腾克镇人民政府, 莫力达瓦达斡尔族自治旗乡村振兴局, 特莫呼珠村委会."""
    from ffp_desktop.domain.regions import RegionLevel

    endings = {RegionLevel.COUNTY: "乡村振兴局", RegionLevel.TOWNSHIP: "人民政府", RegionLevel.VILLAGE: ""}
    return region.name + endings[region.level]


class Gate:
    """The vault of this computer from outside (`VaultDoor`)."""

    def __init__(self, folder: Path, make_vaults: "Callable[[], Vaults]", regions: "Callable[[], Regions]") -> None:
        self._folder = folder
        self._make_vaults = make_vaults
        self._made: Vaults | None = None
        self._regions = regions

    @property
    def _vaults(self) -> "Vaults":
        if self._made is None:
            self._made = self._make_vaults()
        return self._made

    def warm_up(self) -> None:
        for name in _HEAVY:
            import_module(name)

    def read_card(self) -> "VaultCard | FirstLook":
        """A look is enough for the first window."""
        seen = look_at_vault(self._folder) if self._made is None else None
        return seen or self._vaults.card()

    def make_recovery_code(self) -> str:
        from ffp_desktop.services.vaults import make_recovery_code

        return make_recovery_code()

    def create(self, unit: "Region", operator: str, password: str, recovery_code: str) -> "Desk":
        from ffp_desktop.services.vaults import Unit

        office = Unit(unit.code, name_office(unit), unit.level.value)
        vault, _code = self._vaults.create(office, operator, password, recovery_code)
        return self._sit_down(vault)

    def open(self, operator_id: str, password: str) -> "Desk":
        return self._sit_down(self._vaults.unlock(operator_id, password))

    def open_with_recovery(self, recovery_code: str, operator_id: str, new_password: str) -> "Desk":
        return self._sit_down(self._vaults.recover(recovery_code, operator_id, new_password))

    def list_backups(self) -> "Sequence[Backup]":
        return self._vaults.backups()

    def backup_card(self, file: Path) -> "VaultCard":
        return self._vaults.backup_card(file)

    def restore(self, file: Path, operator_id: str, password: str) -> Path | None:
        return self._vaults.restore(file, operator_id, password)

    def _sit_down(self, vault: "OpenVault") -> "Desk":
        """Gets what lists and sheets need ready; on an error the vault is let go."""
        from ffp_desktop.domain.regions import Regions
        from ffp_desktop.services.added_regions import vault_regions
        from ffp_desktop.services.kept_forms import open_shelf
        from ffp_desktop.services.surveys import Surveys
        from ffp_desktop.ui.desk import Desk

        try:
            shelf, regions = open_shelf(vault), Regions(vault_regions(vault, self._regions()))
            return Desk(self._vaults, vault, Surveys(vault, shelf, regions), shelf, regions)
        except BaseException:
            self._vaults.close(vault, backup=False)
            raise
