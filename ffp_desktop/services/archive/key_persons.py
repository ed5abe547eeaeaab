"""Which households have a key person on a department's list, and of which kinds.

API: `key_persons_of(vault) -> KeyPersons`, what `Archive` asks for a round.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ffp_desktop.services.archive.files import KeyPersons
from ffp_desktop.services.list_kinds import kinds_of

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


def key_persons_of(vault: "OpenVault") -> KeyPersons:
    """Those with a clue of a kind that counts as key people, unless the clue turned out to be of nobody here."""

    def find(round: str) -> Mapping[str, Sequence[str]]:
        return vault.archives.key_households(round, kinds_of(vault).key_names)

    return find
