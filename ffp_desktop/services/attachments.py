"""附件 of a survey: photos of the signed paper, certificates. Made small, kept, shown, taken away with a reason.

API (class `Attachments(vault, clock=datetime.now)`):
    add(survey, content, kind, name, report=None) -> Added       add_file(survey, file, kind, report=None) -> Added
    subject(survey) -> Subject       list(survey) -> tuple[KeptAttachment, …]       of_surveys(surveys)
    count(survey)       missing(unit="")
    open(id) -> JPEG bytes, in memory       export(id, target) writes them
    set_kind(id, kind)       remove(id, reason)       find(text) -> id

Every failure is an FfpError `attachment.…` with one sentence, and leaves everything as it was.
"""

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.documents.pictures.reading import Picture, read_file, read_pictures
from ffp_desktop.domain.attachments import Attachment, AttachmentKind, Presence, digest_of
from ffp_desktop.domain.progress import Report
from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.files import write_whole
from ffp_desktop.store.attachment_records import KeptAttachment
from ffp_desktop.store.headers import new_id

if TYPE_CHECKING:
    from ffp_desktop.store.records import SurveySummary
    from ffp_desktop.store.vault import OpenVault

__all__ = ["Added", "Attachment", "AttachmentKind", "Attachments", "KeptAttachment", "Presence", "Subject"]

MOST_OF_A_SURVEY = 100
LONGEST_NAME, LONGEST_REASON = 80, 200
_FROZEN = (State.APPROVED, State.SUBMITTED_UP, State.FINAL)
"""What was judged stays as it was judged; to add what was signed later is no change of it."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file: its pages that are new, and how many the survey had already."""

    attachments: tuple[Attachment, ...]
    known: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """The survey that attachments are of, as a heading names it."""

    survey: str
    number: str
    head_name: str
    village_name: str
    round_name: str


class Attachments:
    """The attachments of one open vault."""

    def __init__(self, vault: "OpenVault", clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._store = vault.attachments
        self._clock = clock

    # ---- writing

    def add_file(self, survey: str, file: Path, kind: AttachmentKind, report: Report | None = None) -> Added:
        """A picture or PDF from outside."""
        return self.add(survey, read_file(file), kind, file.name, report)

    def add(self, survey: str, content: bytes, kind: AttachmentKind, name: str, report: Report | None = None) -> Added:
        """Makes every page small and keeps it. `report` may raise to stop; nothing is kept then."""
        self._require_open(survey)
        pictures = read_pictures(content, report)
        with self._vault.together():
            summary = self._require_open(survey)
            has = {kept.attachment.digest for kept in self._store.list([survey])}
            new = {digest_of(one.content): one for one in pictures if digest_of(one.content) not in has}
            if len(has) + len(new) > MOST_OF_A_SURVEY:
                words = f"一户的附件最多{MOST_OF_A_SURVEY}张，没有加。请先去掉用不着的。"
                raise FfpError("attachment.too_many", words)
            at = self._clock().isoformat(timespec="seconds")
            self._store.keep((one.content for one in new.values()), at)
            made = [_make(summary, digest, one, kind, _plain(name)) for digest, one in new.items()]
            added = self._store.add(made, self._vault.operator.id, at)
        return Added(added, len(pictures) - len(added))

    def set_kind(self, attachment: str, kind: AttachmentKind) -> Attachment:
        """Raises FfpError `attachment.unknown`, `attachment.frozen`."""
        with self._vault.together():
            self._require_changeable(attachment)
            return self._store.set_kind(attachment, kind, self._vault.operator.id, self._now())

    def remove(self, attachment: str, reason: str) -> Attachment:
        """Raises FfpError `attachment.reason_missing`, `.unknown`, `.removed`, `.frozen`."""
        because = reason.strip()[:LONGEST_REASON]
        if not because:
            raise FfpError("attachment.reason_missing", "去掉附件要写明原因。请填写原因。")
        with self._vault.together():
            self._require_changeable(attachment)
            return self._store.remove(attachment, because, self._vault.operator.id, self._now())

    # ---- reading

    def subject(self, survey: str) -> Subject:
        """Raises FfpError `survey.unknown`."""
        summary = self._vault.surveys.get(survey)
        of_round = self._vault.rounds.get(summary.round)
        round_name = of_round.name if of_round else summary.round
        return Subject(survey, summary.number, summary.head_name, summary.village_name, round_name)

    def list(self, survey: str) -> tuple[KeptAttachment, ...]:
        """Those of one survey, oldest first."""
        return self._store.list([survey])

    def of_surveys(self, surveys: Collection[str]) -> tuple[KeptAttachment, ...]:
        """Those of several surveys, a household's in all its rounds."""
        return self._store.list(surveys)

    def count(self, survey: str) -> int:
        return self._store.count(survey)

    def missing(self, unit: str = "") -> tuple[KeptAttachment, ...]:
        """Those of a unit (region code) whose bytes are not here."""
        return self._store.missing(unit)

    def open(self, attachment: str) -> bytes:
        """The picture, in memory. Raises FfpError `attachment.not_arrived`, `.lost`, `.damaged`, `.unknown`."""
        return self._store.read(self._store.get(attachment).digest)

    def export(self, attachment: str, target: Path) -> None:
        """Writes the picture as a file outside the vault. Raises FfpError `file.cannot_write` too."""
        write_whole(target, self.open(attachment))

    def find(self, text: str) -> str:
        """The id that ends so: what lists show of it. Raises FfpError `attachment.unknown`, `attachment.ambiguous`."""
        found = self._store.find(text)
        if len(found) > 1:
            raise FfpError("attachment.ambiguous", "这几个字对得上几张附件。请把编号多写几位。")
        return self._store.get(found[0] if found else text).id

    def _require_open(self, survey: str) -> "SurveySummary":
        summary = self._vault.surveys.get(survey)
        if summary.state is State.WITHDRAWN:
            raise FfpError("attachment.survey_withdrawn", "这份表已经作废，不能再加附件。")
        return summary

    def _require_changeable(self, attachment: str) -> None:
        state = self._vault.surveys.get(self._store.get(attachment).survey).state
        if state in _FROZEN:
            words = f"这份表是“{state.value}”，附件不能再改。要改先请审核的人退回。"
            raise FfpError("attachment.frozen", words)

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _make(summary: "SurveySummary", digest: str, picture: Picture, kind: AttachmentKind, name: str) -> Attachment:
    place = (new_id(), summary.id, summary.village, digest, kind, name)
    size = (len(picture.content), picture.width, picture.height)
    return Attachment(*place, picture.page, picture.pages, *size)


def _plain(name: str) -> str:
    """A file's name as it is shown: one line, not too long."""
    shown = "".join(letter if letter.isprintable() else " " for letter in unicodedata.normalize("NFC", name))
    return " ".join(shown.split())[:LONGEST_NAME]
