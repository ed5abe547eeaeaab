"""Foreign workbooks into the vault.

`opening` finds headers and columns, `matching` and `comparing` look at the vault, `preview` holds what would happen,
`putting_in` writes it and takes it back; `WorkbookImport` is the door.
"""

from ffp_desktop.services.workbook_import.workbook_import import Choice, Kind, Mode, WorkbookImport

__all__ = ["Choice", "Kind", "Mode", "WorkbookImport"]
