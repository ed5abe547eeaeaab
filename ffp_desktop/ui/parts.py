"""What `app.py` builds and the window hands on to its pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.settings import Settings
from ffp_desktop.ui.drives import Drive, list_drives
from ffp_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from ffp_desktop.domain.regions import Regions
    from ffp_desktop.ui.background import Background
    from ffp_desktop.ui.desk_shape import DeskShape
    from ffp_desktop.ui.doors import PagesDoor, VaultDoor
    from ffp_desktop.ui.survey_shape import SurveyPageShape


@dataclass(frozen=True, slots=True)
class Parts:
    """Every object a page may need. `regions` and `make_survey_page` build at the first call."""

    door: "VaultDoor"
    pictures: "PagesDoor"
    regions: "Callable[[], Regions]"
    make_survey_page: "Callable[[DeskShape], SurveyPageShape]"
    theme: Theme
    background: "Background"
    settings: Settings
    clock: Callable[[], datetime]
    version: str
    manual: Path
    log_file: Path | None = None
    find_drives: Callable[[], Sequence[Drive]] = list_drives
