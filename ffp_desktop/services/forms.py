"""The blank form that this installation works with, read once."""

from functools import cached_property, lru_cache
from pathlib import Path

from ffp_desktop import paths
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.evaluation.plan import Plan
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.form.reader import read_form
from ffp_desktop.domain.regions import Regions

CURRENT_FORM = "household-check-2023q1"
COUNTY = "150722"


class FormShelf:
    """A form with what is worked out from it once: its dependency plan. `folder` has its files; what is handed over as
    `keeps` lives as long."""

    def __init__(self, form_id: str = CURRENT_FORM, folder: Path | None = None, keeps: object = None) -> None:
        self.folder = folder or paths.FORMS / form_id
        self._is_shipped = folder is None
        self._keeps = keeps

    @cached_property
    def form(self) -> Form:
        """Read at the first use. Raises `FfpError` `form.invalid`."""
        return read_form(self.folder, later=self._is_shipped)

    @cached_property
    def plan(self) -> Plan:
        return Plan(self.form)

    def new_evaluation(self) -> Evaluation:
        return Evaluation(self.form, self.plan)


@lru_cache(maxsize=1)
def county_regions() -> Regions:
    """The region table of this installation's county."""
    return Regions.load(paths.RESOURCES / "regions" / COUNTY)
