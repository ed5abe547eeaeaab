"""The vault opened for one command, and closed again whatever happens."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.cli.command import Call
from ffp_desktop.cli.loading import ask_password
from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.paths import default_vault
from ffp_desktop.services.added_regions import vault_regions
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.households import Households
from ffp_desktop.services.kept_forms import open_shelf
from ffp_desktop.services.survey_file.exchange import Exchange
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.vaults import VaultCard, Vaults

if TYPE_CHECKING:
    from ffp_desktop.domain.form.definition import Form
    from ffp_desktop.domain.regions import Regions
    from ffp_desktop.services.vaults import OpenVault


@dataclass(slots=True)
class Desk:
    """An open vault with the services over it. `is_changed` asks for a backup when it is closed."""

    vaults: Vaults
    vault: "OpenVault"
    shelf: FormShelf
    regions: "Regions"
    surveys: Surveys
    is_changed: bool = False

    @property
    def form(self) -> "Form":
        return self.shelf.form

    @property
    def exchange(self) -> Exchange:
        return Exchange(self.vault, self.surveys, self.shelf)

    @property
    def households(self) -> Households:
        return Households(self.vault, self.surveys, self.shelf)

    @property
    def dynamics(self) -> Dynamics:
        return Dynamics(self.vault)

    def wanted(self, village: str = "", state: State | None = None, text: str = "") -> SurveyFilter:
        """A filter within the present round. Raises FfpError `survey.village_unknown`."""
        if village and self.regions.find(village) is None:
            raise FfpError("survey.village_unknown", "区划表里没有这个代码，请核对旗、乡镇或村的代码。")
        return SurveyFilter(round=self.surveys.current_round().id, village=village, state=state, text=text)

    def find_surveys(self, numbers: Sequence[str], village: str = "", state: State | None = None) -> list[str]:
        """Ids of the surveys with these printed numbers (or ids); of all that `village` has when none is named.

        Raises FfpError `survey.unknown`.
        """
        summaries = self.surveys.list(self.wanted(village, state))
        if not numbers:
            return [summary.id for summary in sorted(summaries, key=lambda summary: summary.number)]
        known = {summary.number: summary.id for summary in summaries} | {s.id: s.id for s in summaries}
        for position, number in enumerate(numbers, 1):
            if number not in known:
                raise FfpError("survey.unknown", f"本轮没有第{position}个表号，请用 ffp survey list 核对。")
        return [known[number] for number in numbers]


def vault_folder(call: Call) -> Path:
    """The folder that was named, or the program's own."""
    return call.vault or default_vault()


@contextmanager
def opened_desk(call: Call) -> Iterator[Desk]:
    """Unlocks the vault for a `with` block. Raises FfpError `vault.…`."""
    vaults = Vaults(vault_folder(call))
    card = vaults.card()
    if not card.exists:
        raise FfpError("vault.missing", "这个文件夹里没有数据。请核对位置，或用 ffp vault create 新建。")
    vault = vaults.unlock(find_operator(card, call.operator), ask_password())
    shelf, regions = open_shelf(vault), vault_regions(vault, county_regions())
    desk = Desk(vaults, vault, shelf, regions, Surveys(vault, shelf, regions))
    try:
        yield desk
    except BaseException:
        vaults.close(vault, backup=False)
        raise
    vaults.close(vault, backup=desk.is_changed)


def find_operator(card: VaultCard, name: str) -> str:
    """The id of the operator with this name or id; of the first one when none is named."""
    if not name:
        return card.operators[0].id
    for operator in card.operators:
        if name in (operator.name, operator.id):
            return operator.id
    raise FfpError("vault.operator_unknown", "没有这个操作员，请核对姓名。")
