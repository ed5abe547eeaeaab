"""Verifications in the journal: one document a survey, what was compared and decided in it section by section.

Kind "verification", id "verification-<survey>". A verification of a revision by an operator has the unit
"<revision>.<operator>" (`About`) and one unit "<revision>.<operator>.<section>" for each section: a list of verdicts.
The unit "chosen" says who put the survey on the list to be typed again, and when; null takes it off.
Nothing is ever taken out: another verification of the same survey adds its own units.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.answer_json import decode_answer, encode_answer
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Answer, Unparsed
from ffp_desktop.domain.verification.comparison import Decision, Verdict

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

KIND = "verification"
MEMBERS = "@members"
"""The place at which the number of people is compared; it stands in the members' section."""

CORRECTED = "复录核对：更正"
"""How the reason begins for which a verification changes a survey."""

_CHOSEN = "chosen"
_MEMBERS_SECTION = "members"
_REVISION_DIGITS = 16


@dataclass(frozen=True, slots=True)
class About:
    """What was verified, by whom, how long it took. `keys` and `seconds` are as `typing_speed` defines them."""

    survey: str
    number: str
    revision: int
    revision_hash: str
    verifier: str
    verifier_name: str
    started: str
    ended: str = ""  # "" while it is under way
    keys: int = 0
    seconds: int = 0
    corrections: int = 0


@dataclass(frozen=True, slots=True)
class Verification:
    """One verification as it is kept."""

    about: About
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept of one survey: when it was last put on the list ("" when it is not on it), and by whom."""

    survey: str
    verifications: tuple[Verification, ...]
    chosen_by: str = ""
    chosen_at: str = ""


class VerificationRecords:
    """Reads and writes verifications of one vault."""

    def __init__(self, vault: "OpenVault", form: Form) -> None:
        self._vault = vault
        self._form = form

    def surveys(self) -> tuple[str, ...]:
        """The surveys that something is kept of."""
        return tuple(name.removeprefix(_document("")) for name in self._vault.journal.documents(_document("")))

    def read(self, survey: str) -> Kept:
        """What is kept of a survey; its verifications, finished and under way, the earliest first."""
        units = self._vault.journal.units(KIND, _document(survey))
        abouts = {name: About(**value) for name, value in units.items() if isinstance(value, dict)}
        found = [Verification(about, self._verdicts(units, name)) for name, about in abouts.items()]
        found.sort(key=lambda one: (one.about.started, one.about.verifier))
        return Kept(survey, tuple(found), *units.get(_CHOSEN, ("", "")))

    def of_survey(self, survey: str) -> tuple[Verification, ...]:
        """All verifications of a survey, finished and under way, the earliest first."""
        return self.read(survey).verifications

    def choose(self, survey: str, village: str, at: str) -> None:
        """Puts a survey on the list to be typed again."""
        self._append(survey, village, {_CHOSEN: canonical_json([self._vault.operator.name, at])}, at)

    def drop(self, survey: str, village: str, at: str) -> None:
        """Takes a survey off the list."""
        self._append(survey, village, {_CHOSEN: "null"}, at)

    def write(self, village: str, about: About, verdicts: Iterable[Verdict], at: str) -> None:
        """Adds what is new since the last time as one revision; nothing when nothing is new."""
        prefix = _prefix(about)
        sections: dict[str, list[dict[str, Any]]] = {}
        for verdict in verdicts:
            sections.setdefault(self._section(verdict.place), []).append(self._encode(verdict))
        wanted = {prefix: canonical_json(asdict(about))}
        wanted |= {f"{prefix}.{section}": canonical_json(rows) for section, rows in sections.items()}
        self._append(about.survey, village, wanted, at)

    def _append(self, survey: str, village: str, wanted: Mapping[str, str], at: str) -> None:
        """One revision with what is not known yet; none when all is."""
        document = _document(survey)
        state = self._vault.journal.document(document)
        known = {name: unit.value for name, unit in state.units.items()}
        sets = {name: value for name, value in wanted.items() if known.get(name) != value}
        if sets:
            form = f"{self._form.id}/{self._form.version}"
            operator = self._vault.operator.id
            self._vault.journal.append(KIND, document, village, state.heads, sets, operator, at, form=form)

    def _section(self, place: Place) -> str:
        return _MEMBERS_SECTION if place.item == MEMBERS else self._form.items[place.item].section

    def _verdicts(self, units: Mapping[str, Any], prefix: str) -> tuple[Verdict, ...]:
        rows: list[Mapping[str, Any]] = []
        for section in self._form.sections:
            rows += units.get(f"{prefix}.{section.id}") or ()
        return tuple(self._decode(row) for row in rows if row["item"] in self._form.items or row["item"] == MEMBERS)

    def _encode(self, verdict: Verdict) -> dict[str, Any]:
        return {
            "item": verdict.place.item,
            "member": verdict.place.member,
            "first": encode_answer(verdict.first),
            "second": encode_answer(verdict.second),
            "decision": verdict.decision.value,
            "final": encode_answer(verdict.final),
            "typed_by": verdict.typed_by,
            "typed_on": verdict.typed_on,
        }

    def _decode(self, row: Mapping[str, Any]) -> Verdict:
        item = row["item"]

        def answer(name: str) -> Answer:
            if item != MEMBERS:
                return decode_answer(self._form.items[item], row[name])
            count = row[name]
            return count if isinstance(count, int) else Unparsed(str((count or {}).get("text", "")))

        decision, who = Decision(row["decision"]), (row["typed_by"], row["typed_on"])
        return Verdict(Place(item, row["member"]), answer("first"), answer("second"), decision, answer("final"), *who)


def find_own(verifications: Sequence[Verification], revision_hash: str, verifier: str) -> Verification | None:
    """An operator's verification of this revision."""
    return next(
        (one for one in verifications if (one.about.revision_hash, one.about.verifier) == (revision_hash, verifier)),
        None,
    )


def _document(survey: str) -> str:
    return f"{KIND}-{survey}"


def _prefix(about: About) -> str:
    return f"{about.revision_hash[:_REVISION_DIGITS]}.{about.verifier}"
