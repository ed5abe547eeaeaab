"""Filters kept in the vault: each operator's own, in order, found again after a restart."""

from collections.abc import Callable

from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.store.conftest import folder_bytes


def test_kept__after_a_restart__are_there_in_their_order(
    vault: OpenVault, reopened: Callable[[OpenVault], OpenVault], clock: Clock
) -> None:
    for name, query in (("监测对象", "1"), ("本周", "2"), ("监测对象", "3")):
        vault.kept_filters.keep("o", name, query)
    vault.kept_filters.keep("other", "旁人的", "4")
    again = reopened(vault)
    assert again.kept_filters.list("o") == (("监测对象", "3"), ("本周", "2"))
    again.kept_filters.forget("o", "监测对象")
    assert again.kept_filters.list("o") == (("本周", "2"),)
    assert again.kept_filters.list("other") == (("旁人的", "4"),)
    again.close(clock(), backup=False)


def test_kept__on_the_disk__nobody_reads_it(vault: OpenVault) -> None:
    vault.kept_filters.keep("o", "孟和的", '{"text":"15072219700101123X"}')
    assert "孟和的".encode() not in folder_bytes(vault.folder)
    assert b"15072219700101123X" not in folder_bytes(vault.folder)
