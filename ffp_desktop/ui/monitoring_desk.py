"""监测对象 and the archives as their pages use them: each service is made when a page first asks for it."""

from functools import cached_property
from typing import TYPE_CHECKING

from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.vaults import OpenVault

if TYPE_CHECKING:
    from ffp_desktop.services.archive.files import Archive
    from ffp_desktop.services.archive.papers import ArchivePapers
    from ffp_desktop.services.monitoring.course import Course
    from ffp_desktop.services.monitoring.letter import Letter
    from ffp_desktop.services.monitoring.lists import Monitoring
    from ffp_desktop.services.surveys import Surveys


class MonitoringDesk:
    """One set of services over an open vault."""

    def __init__(self, vault: OpenVault, surveys: "Surveys", regions: Regions) -> None:
        self._vault = vault
        self._surveys = surveys
        self._regions = regions

    @cached_property
    def lists(self) -> "Monitoring":
        from ffp_desktop.services.monitoring.lists import Monitoring

        return Monitoring(self._vault, self._surveys)

    @cached_property
    def course(self) -> "Course":
        from ffp_desktop.services.monitoring.course import Course

        return Course(self._vault, self._surveys)

    @cached_property
    def letter(self) -> "Letter":
        from ffp_desktop.services.monitoring.letter import Letter

        return Letter(self._vault, self.lists, self._regions)

    @cached_property
    def archive(self) -> "Archive":
        from ffp_desktop.services.archive.files import Archive
        from ffp_desktop.services.archive.key_persons import key_persons_of

        return Archive(self._vault, self._surveys, key_persons_of(self._vault))

    @cached_property
    def papers(self) -> "ArchivePapers":
        from ffp_desktop.services.archive.papers import ArchivePapers

        return ArchivePapers(self._vault, self._regions)
