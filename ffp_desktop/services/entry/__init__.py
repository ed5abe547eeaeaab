"""Entering one survey: what the survey page can do, answer by answer.

`draft` turns durable rows into answers and back, `focus` walks the paper, `offers` says what can be chosen,
`progress` counts, `units` makes revisions; `SurveyView` reads, `EntrySession` changes and is the door.
"""

from ffp_desktop.services.entry.change import Change, Finish
from ffp_desktop.services.entry.offers import OfferedChoice
from ffp_desktop.services.entry.progress import SectionKind, SectionState
from ffp_desktop.services.entry.session import EntrySession

__all__ = ["Change", "EntrySession", "Finish", "OfferedChoice", "SectionKind", "SectionState"]
