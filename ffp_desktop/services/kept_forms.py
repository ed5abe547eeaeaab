"""Forms that come from above: kept in the vault, used by the rounds that name them, and passed on downward.

API (class `FormKeeping(vault, clock=datetime.now)`): list() · install(folder) -> KeptForm, by an administrator ·
    take(forms, source), those that are newer than what is here · to_send(receiver), those it is not known to have;
`shipped_version(form)`;
`open_shelf(vault) -> FormShelf` of the current round's form, in its newest version.

A form is data that the strict reader has read; the program's own folder is never written to.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ffp_desktop import paths
from ffp_desktop.domain.form.carried import CarriedForm, check_carried, gather_form, is_newer, write_folder
from ffp_desktop.domain.form.source import FormProblem, load_yaml
from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.rounds import current_round
from ffp_desktop.store.kept_forms import KeptForm
from ffp_desktop.store.records import Role

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


class FormKeeping:
    """The forms of one vault."""

    def __init__(self, vault: "OpenVault", clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._clock = clock

    def list(self) -> tuple[KeptForm, ...]:
        return self._vault.kept_forms.list()

    def install(self, folder: Path) -> KeptForm:
        """Takes a bureau's form in, to be used here and sent down.

        Raises FfpError `form.not_allowed`, `form.not_newer`, and what `gather_form` raises.
        """
        if self._vault.operator.role is not Role.ADMINISTRATOR:
            raise FfpError("form.not_allowed", "只有管理员能装新的表。请管理员登录后再装。")
        taken = self.take([gather_form(folder)], self._vault.unit.code)
        if not taken:
            raise FfpError("form.not_newer", "这张表的版本不比已有的新，没有装。请核对 form.yaml 里的 version。")
        return taken[0]

    def take(self, forms: Iterable[CarriedForm], source: str) -> tuple[KeptForm, ...]:
        """Only a higher version number takes the place of what is here."""
        taken = []
        for form in forms:
            if is_newer(form.version, self._version(form.id)):
                at = self._clock().isoformat(timespec="seconds")
                taken.append(KeptForm(form.id, form.version, form.title, source, at))
                self._vault.kept_forms.put(taken[-1], form.texts)
        return tuple(taken)

    def to_send(self, receiver: str) -> tuple[CarriedForm, ...]:
        """Those kept here that no receipt of the receiver speaks of yet."""
        had, found = self._vault.kept_forms.had_by(receiver), []
        for form in self.list():
            if (form.id, form.version) not in had:
                texts = self._vault.kept_forms.texts(form.id)
                found.append(CarriedForm(form.id, form.version, form.title, texts))
        return tuple(found)

    def _version(self, form: str) -> str:
        """The highest that is here, kept or of the program."""
        kept = next((one.version for one in self.list() if one.id == form), "")
        own = shipped_version(form)
        return kept if is_newer(kept, own) else own


def shipped_version(form: str) -> str:
    """The version of a form that came with the program; "" for none."""
    if not (paths.FORMS / form / "form.yaml").is_file():
        return ""
    try:
        return load_yaml(paths.FORMS / form / "form.yaml").as_mapping()["version"].as_text()
    except (FormProblem, KeyError):
        return ""


def open_shelf(vault: "OpenVault") -> FormShelf:
    """The form of the current round; the program's own while that of the round has not come."""
    wanted = current_round(vault).form
    kept = next((one for one in vault.kept_forms.list() if one.id == wanted), None)
    own = shipped_version(wanted)
    if kept is not None and is_newer(kept.version, own):
        checked = check_carried(vault.kept_forms.texts(kept.id))
        place = TemporaryDirectory(prefix="ffp-form-", ignore_cleanup_errors=True)
        write_folder(checked.texts, Path(place.name))
        return FormShelf(checked.id, Path(place.name), place)
    return FormShelf(wanted) if own else FormShelf()
