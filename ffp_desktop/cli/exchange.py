"""An open vault with the services that exchange with other offices."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial

from ffp_desktop.cli.command import Call
from ffp_desktop.cli.opening import Desk, opened_desk
from ffp_desktop.domain.revisions import Revision
from ffp_desktop.services.bundles.receiving import Receiving
from ffp_desktop.services.bundles.sending import Sending
from ffp_desktop.services.devices import Devices
from ffp_desktop.services.enrolment import Enrolment
from ffp_desktop.services.entry.sketch import Sketches
from ffp_desktop.services.review.conflicts import Conflicts
from ffp_desktop.services.review.handing import Handing
from ffp_desktop.services.review.reviewing import Review
from ffp_desktop.services.unchecked import UncheckedSurveys


@dataclass
class ExchangeDesk:
    """The services over one open vault."""

    desk: Desk

    @cached_property
    def devices(self) -> Devices:
        return Devices(self.desk.vault)

    @property
    def enrolment(self) -> Enrolment:
        return Enrolment(self.devices)

    @property
    def sending(self) -> Sending:
        return Sending(self.desk.vault, self.devices, self.desk.regions)

    @property
    def receiving(self) -> Receiving:
        return Receiving(self.desk.vault, self.devices, self.desk.exchange.summarise, sketches=self._sketches)

    @property
    def _sketches(self) -> Callable[[Collection[Revision]], Sketches]:
        return partial(Sketches, self.desk.vault, self.desk.shelf.form, self.desk.surveys.village_name)

    def check_rest(self) -> None:
        """Asks the rules of what came in."""
        UncheckedSurveys(self.desk.vault, self.desk.exchange.summarise).check_all()

    @property
    def handing(self) -> Handing:
        return Handing(self.desk.vault, self.desk.surveys)

    @property
    def review(self) -> Review:
        return Review(self.desk.vault, self.desk.surveys, self.desk.shelf)

    @property
    def conflicts(self) -> Conflicts:
        return Conflicts(self.desk.vault, self.desk.surveys, self.desk.shelf)

    def members(self, survey: str) -> tuple[str, ...]:
        """The rows of a survey, in order."""
        _header, state = self.desk.surveys.read(survey)
        return tuple(state.answers.members)


@contextmanager
def opened_exchange(call: Call) -> Iterator[ExchangeDesk]:
    """Unlocks the vault for a `with` block. Raises FfpError `vault.…`."""
    with opened_desk(call) as desk:
        exchange = ExchangeDesk(desk)
        yield exchange
        exchange.check_rest()
