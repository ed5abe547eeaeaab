"""Lines of an export are found by the index of their villages: a banner is compared village by village."""

from ffp_desktop.store.system_exports import LINES
from ffp_desktop.store.vault import OpenVault


def test_lines__of_one_village__are_searched_and_no_other_is_read(vault: OpenVault) -> None:
    query = f"EXPLAIN QUERY PLAN {LINES.format('village = ?')}"
    with vault._database.read() as connection:
        steps = [row[3] for row in connection.exec_driver_sql(query, ("e", "150722108204"))]
    assert "SEARCH system_line USING INDEX system_line_village (export=? AND village=?)" in steps
