"""The doors of the program as shapes: the vault before it is opened, and the pictures of a paper.

`app.py` passes in objects of these shapes, so the pages import no service and no heavy library on their own.
Times are ISO texts of local time, "" for never.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ffp_desktop.domain.regions import Region
from ffp_desktop.ui.desk_shape import DeskShape, OperatorShape, UnitShape


class CardOperatorShape(OperatorShape, Protocol):
    """An operator as the unlock page lists them."""

    @property
    def last_used(self) -> str: ...


class CardShape(Protocol):
    """What is known of a vault without opening it."""

    @property
    def exists(self) -> bool: ...
    @property
    def unit(self) -> UnitShape | None: ...
    @property
    def operators(self) -> Sequence[CardOperatorShape]: ...
    @property
    def last_backup(self) -> str: ...
    @property
    def locked_until(self) -> str: ...


class BackupShape(Protocol):
    """A backup file that can be restored. `size` is in bytes."""

    @property
    def file(self) -> str: ...
    @property
    def made_at(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def size(self) -> int: ...


class VaultDoor(Protocol):
    """The vault of this computer, from outside. Every call may raise `FfpError`."""

    def read_card(self) -> CardShape: ...
    def warm_up(self) -> None:
        """Imports what opening will need; done in the background while a person types the password."""

    def make_recovery_code(self) -> str: ...
    def create(self, unit: Region, operator: str, password: str, recovery_code: str) -> DeskShape: ...
    def open(self, operator_id: str, password: str) -> DeskShape: ...
    def open_with_recovery(self, recovery_code: str, operator_id: str, new_password: str) -> DeskShape: ...
    def list_backups(self) -> Sequence[BackupShape]: ...
    def backup_card(self, file: Path) -> CardShape:
        """Whose backup it is, without reading all of it."""

    def restore(self, file: Path, operator_id: str, password: str) -> Path | None:
        """Puts a backup in the place of the vault; gives the folder where the former one lies now, None for none.

        `password` is the operator's at the time of the backup, or the recovery code.
        """


class PagesDoor(Protocol):
    """Draws the pages of a PDF as pictures."""

    def count_pages(self, pdf: bytes) -> int: ...

    def draw_page(self, pdf: bytes, page: int, dots_per_inch: float) -> tuple[int, int, bytes]:
        """Width, height and RGB888 bytes (3 × width to a line) of page number `page` (from 0)."""
