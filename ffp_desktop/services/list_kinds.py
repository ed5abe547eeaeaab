"""The kinds of departments' lists that a vault knows: the program's own, and what an administrator changed.

API: `kinds_of(vault) -> ListKinds`; class `Kinds(vault, clock)`: all() · find(name) -> ListKind · save(kind) ·
retire(name, reason) · take_back(name).

One document of the office, kind "list_kinds", one unit per kind: it goes down with the office's word, so a village
knows the kinds of the lists it is sent.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ffp_desktop import paths
from ffp_desktop.domain.campaign.list_kinds import ListKind, ListKinds, encode_kind
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.errors import FfpError
from ffp_desktop.store.records import Role

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

__all__ = ["Kinds", "ListKind", "ListKinds", "kinds_of"]

KIND = "list_kinds"
_LONGEST = 40


@lru_cache(maxsize=1)
def official_kinds() -> ListKinds:
    """The notice's kinds, as this installation has them."""
    return ListKinds.load(paths.RESOURCES / "campaign" / "list_kinds.csv")


def kinds_of(vault: "OpenVault") -> ListKinds:
    """The kinds as they are now; a lower office's word stands above a higher one's."""
    kinds = official_kinds()
    for document in sorted(vault.journal.documents(f"{KIND}-"), key=lambda found: (len(found), found)):
        if vault.unit.code.startswith(document.removeprefix(f"{KIND}-")):
            kinds = kinds.with_changes(vault.journal.units(KIND, document))
    return kinds


class Kinds:
    """The table of kinds that an administrator edits. Nothing is deleted: what is of no use any more is retired."""

    def __init__(self, vault: "OpenVault", clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._clock = clock

    def all(self) -> tuple[ListKind, ...]:
        """The retired ones too, in the order they are offered."""
        return tuple(kinds_of(self._vault).by_name.values())

    def find(self, name: str) -> ListKind:
        """Raises FfpError `list.unknown_kind`."""
        found = kinds_of(self._vault).find(name)
        if found is None:
            raise FfpError("list.unknown_kind", f"没有“{name}”这一种名单。请从名单种类里选，或请管理员先加上。")
        return found

    def save(self, kind: ListKind) -> ListKind:
        """Adds a kind or changes one. Raises FfpError `list_kind.not_allowed`, `.name_wrong`, `.item_unknown`."""
        self._require_administrator()
        name, department = "".join(kind.name.split()), "".join(kind.department.split())
        for words in (name, department):
            if not words or len(words) > _LONGEST or not words.isprintable():
                raise FfpError("list_kind.name_wrong", f"名称和部门要填写，最多{_LONGEST}个字。请重新填写。")
        self._require_items(kind)
        whole = replace(kind, name=name, department=department)
        self._set(name, encode_kind(whole), "")
        return whole

    def retire(self, name: str, reason: str) -> ListKind:
        """No new list is of this kind; those there are stand. Raises FfpError `list.unknown_kind`, `list_kind.…`."""
        self._require_administrator()
        if not reason.strip():
            raise FfpError("list_kind.reason_missing", "停用要写明原因。请填写原因。")
        whole = replace(self.find(name), retired=reason.strip())
        self._set(name, encode_kind(whole), whole.retired)
        return whole

    def take_back(self, name: str) -> ListKind:
        """A retired kind is used again."""
        self._require_administrator()
        whole = replace(self.find(name), retired="")
        self._set(name, encode_kind(whole), "")
        return whole

    def _require_administrator(self) -> None:
        if self._vault.operator.role is not Role.ADMINISTRATOR:
            raise FfpError("list_kind.not_allowed", "只有管理员能改名单种类。请管理员登录后再改。")

    def _require_items(self, kind: ListKind) -> None:
        from ffp_desktop.services.forms import FormShelf

        unknown = [item for item in kind.look_at if item not in FormShelf().form.items]
        if unknown:
            raise FfpError("list_kind.item_unknown", f"表里没有 {'、'.join(unknown)} 这一项。请核对项的代号。")

    def _set(self, name: str, value: dict[str, Any], reason: str) -> None:
        document, at = f"{KIND}-{self._vault.unit.code}", self._clock().isoformat(timespec="seconds")
        with self._vault.together():
            heads = self._vault.journal.document(document).heads
            sets = {name: canonical_json(value)}
            place = (KIND, document, self._vault.unit.code, heads)
            self._vault.journal.append(*place, sets, self._vault.operator.id, at, reason)
