"""Units that an administrator added to the region table: 办事处, 村, 自然村; merged into it when a vault is opened.

API: `vault_regions(vault, official) -> Regions`, `add_region(vault, regions, parent, name, at) -> Region`,
`remove_region(vault, code, reason, at)`, `added_units(vault)`, `retired_units(vault)`,
`natural_villages(vault, village) -> names`.

One document of the county, kind "region", one unit per code. A code is the parent's with digits that official codes do
not use: 9xx for a township or village, three digits below a village for a 自然村.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.regions import Region, RegionLevel, Regions
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.errors import FfpError
from ffp_desktop.services.retired import Retired, retired_entries
from ffp_desktop.store.records import Role

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

KIND = "region"
_LONGEST = 30
_BELOW = {6: RegionLevel.TOWNSHIP, 9: RegionLevel.VILLAGE}
_FIRST_OWN = 900


def vault_regions(vault: "OpenVault", official: Regions) -> Regions:
    """The official table with the vault's own units; the official one itself when there are none."""
    own = [_region(code, value) for code, value in sorted(_units(vault).items()) if len(code) <= 12]
    return Regions((*official, *own)) if own else official


@dataclass(frozen=True, slots=True)
class AddedUnit:
    """A unit that was added: `kind` is what people call its level, `parent` the code above it."""

    code: str
    name: str
    kind: str
    parent: str


def added_units(vault: "OpenVault") -> tuple[AddedUnit, ...]:
    """All there are, by code."""
    kinds = {9: "办事处", 12: "村、办事处", 15: "自然村"}
    units = sorted(_units(vault).items())
    return tuple(AddedUnit(code, str(value["name"]), kinds[len(code)], str(value["parent"])) for code, value in units)


def retired_units(vault: "OpenVault") -> tuple[Retired, ...]:
    """Those that were taken off again, the latest first."""
    return retired_entries(vault, KIND, _document(vault))


def natural_villages(vault: "OpenVault", village: str) -> tuple[str, ...]:
    """The 自然村 that were added under a village."""
    units = _units(vault)
    return tuple(str(units[code]["name"]) for code in sorted(units) if len(code) == 15 and code.startswith(village))


def add_region(vault: "OpenVault", regions: Regions, parent: str, name: str, at: str) -> str:
    """Adds a unit below `parent` (旗, 乡镇 or 村); its code.

    Raises FfpError `region.not_allowed`, `region.parent_unknown`, `region.name_wrong`, `region.exists`, `region.full`.
    """
    _require_administrator(vault)
    above = regions.find(parent)
    plain = "".join(name.split())
    if above is None or len(above.code) not in (6, 9, 12):
        raise FfpError("region.parent_unknown", "区划表里没有上一级的代码。请核对旗、乡镇或村的代码。")
    if not plain or len(plain) > _LONGEST or not plain.isprintable():
        raise FfpError("region.name_wrong", f"名称要填写，最多{_LONGEST}个字。请重新填写。")
    units = _units(vault)
    siblings = {region.name for region in regions if region.parent == above.code}
    siblings |= {str(value["name"]) for code, value in units.items() if code[:-3] == above.code}
    if plain in siblings:
        raise FfpError("region.exists", "这一级已经有同名的单位。不用再加。")
    first = 1 if len(above.code) == 12 else _FIRST_OWN
    taken = set(vault.journal.document(_document(vault)).units) | {region.code for region in regions}
    code = next((c for n in range(first, 1000) if (c := f"{above.code}{n:03d}") not in taken), "")
    if not code:
        raise FfpError("region.full", "这一级加得太多，没有代码可用了。请与上级商量。")
    _set(vault, code, {"name": plain, "parent": above.code}, at, "")
    return code


def remove_region(vault: "OpenVault", code: str, reason: str, at: str) -> None:
    """Takes an added unit off again. Raises FfpError `region.not_allowed`, `region.unknown`, `region.in_use`."""
    _require_administrator(vault)
    if code not in _units(vault):
        raise FfpError("region.unknown", "没有加过这个单位；官方的区划不能删。请核对代码。")
    if vault.households.in_unit(code):
        raise FfpError("region.in_use", "这个单位下已经有农牧户，不能删。请先把户迁走。")
    _set(vault, code, None, at, reason)


def _set(vault: "OpenVault", code: str, value: Any, at: str, reason: str) -> None:
    document = _document(vault)
    with vault.together():
        heads = vault.journal.document(document).heads
        sets = {code: canonical_json(value)}
        vault.journal.append(KIND, document, vault.unit.code, heads, sets, vault.operator.id, at, reason)


def _units(vault: "OpenVault") -> dict[str, Any]:
    return vault.journal.units(KIND, _document(vault))


def _document(vault: "OpenVault") -> str:
    return f"{KIND}-{vault.unit.code[:6]}"


def _region(code: str, value: Any) -> Region:
    name = str(value["name"])
    level = _BELOW[len(code) - 3]
    on_paper = name.removesuffix("村") if level is RegionLevel.VILLAGE else name
    return Region(code, name, name, on_paper or name, level, str(value["parent"]))


def _require_administrator(vault: "OpenVault") -> None:
    if vault.operator.role is not Role.ADMINISTRATOR:
        raise FfpError("region.not_allowed", "只有管理员能增加或删去单位。请管理员登录后再改。")
