"""The people who sign in a village: 排查人, 研判人, 责任人; offered where the form asks for them.

API (class `Signers(vault, clock)`): list(village) -> tuple[Signer, …]    add(village, name, roles) -> Signer
    remove(village, signer_id, reason)      retired(village) -> those taken off, with the reason
`names_for(vault, village, item)` are the names that stand for an item of the form.

One document per village, kind "signers", one unit per person: two devices that add people do not conflict.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.errors import FfpError
from ffp_desktop.services.retired import Retired, retired_entries

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

KIND = "signers"
_LONGEST = 50


class SignerRole(StrEnum):
    """What a person signs as."""

    SURVEYOR = "排查人"
    JUDGE = "研判人"
    RESPONSIBLE = "责任人"


_ROLE_OF_ITEM = {"surveyors": SignerRole.SURVEYOR, "judges": SignerRole.JUDGE}


@dataclass(frozen=True, slots=True)
class Signer:
    """A person on a village's list."""

    id: str
    name: str
    roles: tuple[SignerRole, ...]


class Signers:
    """The lists of one open vault."""

    def __init__(self, vault: "OpenVault", clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._clock = clock

    def list(self, village: str) -> tuple[Signer, ...]:
        """By name."""
        return _read(self._vault, village)

    def retired(self, village: str) -> tuple[Retired, ...]:
        """Those who were taken off, the latest first."""
        return retired_entries(self._vault, KIND, f"{KIND}-{village}")

    def add(self, village: str, name: str, roles: Collection[SignerRole]) -> Signer:
        """Raises FfpError `signer.name_wrong`, `signer.no_role`, `signer.exists`."""
        plain = " ".join(name.split())
        if not plain or len(plain) > _LONGEST or not plain.isprintable():
            raise FfpError("signer.name_wrong", f"姓名要填写，最多{_LONGEST}个字。请重新填写。")
        if not roles:
            raise FfpError("signer.no_role", "没有选是排查人、研判人还是责任人。请至少选一种。")
        if any(signer.name == plain for signer in self.list(village)):
            raise FfpError("signer.exists", "名单里已经有这个人。同名的请加上组别来区分。")
        signer = Signer(uuid4().hex, plain, tuple(role for role in SignerRole if role in roles))
        self._set(village, signer.id, {"name": signer.name, "roles": list(signer.roles)}, "")
        return signer

    def remove(self, village: str, signer_id: str, reason: str) -> None:
        """Takes a person off the list; what they signed stays. Raises FfpError `signer.unknown`."""
        if not any(signer.id == signer_id for signer in self.list(village)):
            raise FfpError("signer.unknown", "名单里没有这个人。请重新选。")
        self._set(village, signer_id, None, reason)

    def _set(self, village: str, signer_id: str, value: Any, reason: str) -> None:
        document, at = f"{KIND}-{village}", self._clock().isoformat(timespec="seconds")
        with self._vault.together():
            heads = self._vault.journal.document(document).heads
            sets = {signer_id: canonical_json(value)}
            self._vault.journal.append(KIND, document, village, heads, sets, self._vault.operator.id, at, reason)


def names_for(vault: "OpenVault", village: str, item: str) -> tuple[str, ...]:
    """The people on the village's list who sign at this item; none for any other item."""
    role = _ROLE_OF_ITEM.get(item)
    return tuple(signer.name for signer in _read(vault, village) if role in signer.roles) if role else ()


def _read(vault: "OpenVault", village: str) -> tuple[Signer, ...]:
    units = vault.journal.units(KIND, f"{KIND}-{village}")
    found = [
        Signer(signer_id, str(value["name"]), tuple(role for role in SignerRole if role in value["roles"]))
        for signer_id, value in units.items()
    ]
    return tuple(sorted(found, key=lambda signer: (signer.name, signer.id)))
