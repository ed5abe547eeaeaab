"""Surveys out of the vault as workbooks, each in the shape that someone asks for.

`WorkbookExport(vault, surveys, shelf, regions).write(kind, wanted, out, report)`; the kinds are in `Kind`.
"""

from ffp_desktop.services.workbook_export.export import Exported, Kind, WorkbookExport

__all__ = ["Exported", "Kind", "WorkbookExport"]
