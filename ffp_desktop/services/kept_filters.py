"""The filters an operator keeps under a name: what a list was narrowed to, found again after a restart.

API: `KeptFilters(vault)`: `.list() -> {name: query}` in the order they were first kept, `.keep(name, query)`,
`.forget(name)`. A query is words by their names, as the list's page wrote it.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ffp_desktop.errors import FfpError

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

MOST = 30
LONGEST_NAME = 40


class KeptFilters:
    """The filters of the operator who works with the vault."""

    def __init__(self, vault: "OpenVault") -> None:
        self._vault = vault

    def list(self) -> dict[str, Mapping[str, str]]:
        kept = self._vault.kept_filters.list(self._vault.operator.id)
        return {name: {str(key): str(value) for key, value in json.loads(query).items()} for name, query in kept}

    def keep(self, name: str, query: Mapping[str, str]) -> None:
        """In place of one of that name. Raises FfpError `filter.name_missing`, `filter.empty`, `filter.too_many`."""
        name = " ".join(name.split())[:LONGEST_NAME]
        if not name:
            raise FfpError("filter.name_missing", "这组条件还没有名字。请写几个字，以后好认。")
        chosen = {key: value for key, value in query.items() if value}
        if not chosen:
            raise FfpError("filter.empty", "现在没有任何条件，没有可留的。请先选条件。")
        known = self.list()
        if name not in known and len(known) >= MOST:
            raise FfpError("filter.too_many", f"已经留了 {MOST} 组条件。请先忘掉用不着的。")
        text = json.dumps(chosen, ensure_ascii=False, sort_keys=True)
        self._vault.kept_filters.keep(self._vault.operator.id, name, text)

    def forget(self, name: str) -> None:
        """Takes it away; nothing else is lost by that."""
        self._vault.kept_filters.forget(self._vault.operator.id, name)
