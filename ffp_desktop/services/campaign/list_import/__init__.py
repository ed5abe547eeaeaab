"""A department's workbook on its way in: opened, mapped, previewed, put in whole; its file kept.

`reading` makes a preview of an opened workbook, `preview` holds it, `rematch` looks again later; `ListImport` is the
door.
"""

from ffp_desktop.services.campaign.list_import.list_import import ListImport, ListProgress, ListTerms, OpenedList

__all__ = ["ListImport", "ListProgress", "ListTerms", "OpenedList"]
