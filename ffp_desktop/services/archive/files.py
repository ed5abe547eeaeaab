"""一般农户特殊档案 of key-person households that were not included: what each file has and lacks, its number and place.

API (class `Archive(vault, surveys, key_persons, clock=datetime.now)`):
    look(village="", round="") -> ArchiveLook: `.lines`, `.counts`, `.of(part)`, `.unvisited`, `.find(household)`
    number(lines, place="") -> how many got a running number       file(line, place, note="") keeps where the paper lies
    renumber(line, number, reason)

`key_persons(round)` says for which kinds of 重点人群 a household has a clue. A household without a survey of the round
has no file yet; one that is monitored or to be identified has none at all.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from ffp_desktop.domain.archive import ArchiveRecord, Judged, gaps_of
from ffp_desktop.domain.attachments import AttachmentKind
from ffp_desktop.errors import FfpError
from ffp_desktop.services.monitoring.filling import fill_lines
from ffp_desktop.services.rounds import current_round
from ffp_desktop.services.surveys import Surveys

if TYPE_CHECKING:
    from ffp_desktop.store.archive_rows import FileRow
    from ffp_desktop.store.vault import OpenVault

KeyPersons = Callable[[str], Mapping[str, Sequence[str]]]
"""The kinds of key people of each household, for a round."""

LONGEST = 100


class Part(StrEnum):
    """What a list of files can be narrowed to."""

    GAPS = "有缺的"
    WHOLE = "齐全的"
    UNNUMBERED = "没有编号"
    DOUBLE = "编号重复"


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """One file. `papers` are photos of the signed paper, `evidence` other attachments; `gaps` says what is missing."""

    row: "FileRow"
    kinds: tuple[str, ...]
    judged: Judged
    record: ArchiveRecord
    papers: int
    evidence: int
    gaps: tuple[str, ...]
    is_double: bool = False

    def is_in(self, part: Part | None) -> bool:
        return {
            None: True,
            Part.GAPS: bool(self.gaps),
            Part.WHOLE: not self.gaps,
            Part.UNNUMBERED: not self.record.number,
            Part.DOUBLE: self.is_double,
        }[part]


@dataclass(frozen=True)
class ArchiveLook:
    """The files of a region, by village and survey's number; and the villages of households without a survey yet."""

    lines: tuple[ArchiveLine, ...]
    waiting: tuple[str, ...] = ()

    @property
    def unvisited(self) -> int:
        """How many households are still to be visited."""
        return len(self.waiting)

    def within(self, village: str) -> "ArchiveLook":
        """The same of a region in it; the whole for ""."""
        if not village:
            return self
        here = tuple(line for line in self.lines if line.row.village.startswith(village))
        return ArchiveLook(here, tuple(one for one in self.waiting if one.startswith(village)))

    @cached_property
    def counts(self) -> Mapping[Part, int]:
        return Counter(part for line in self.lines for part in Part if line.is_in(part))

    def of(self, part: Part | None) -> tuple[ArchiveLine, ...]:
        return tuple(line for line in self.lines if line.is_in(part))

    def find(self, text: str) -> ArchiveLine:
        """By household, survey or printed number. Raises FfpError `archive.unknown`."""
        for line in self.lines:
            if text in (line.row.household, line.row.survey, line.row.number):
                return line
        raise FfpError("archive.unknown", "这一户没有一般农户特殊档案。请在特殊档案的清单里核对。")


class Archive:
    """The files of one vault."""

    def __init__(
        self,
        vault: "OpenVault",
        surveys: Surveys,
        key_persons: KeyPersons,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._store = vault.archives
        self._key_persons = key_persons
        self._clock = clock
        self._known: tuple[tuple[str, int], ArchiveLook] | None = None

    def look(self, village: str = "", round: str = "") -> ArchiveLook:
        """The files of a region (a code of any level); kept until something is written."""
        of_round = round or current_round(self._vault).id
        key = (of_round, self._store.writes)
        if self._known is None or self._known[0] != key:
            self._known = (key, self._read(of_round))
        return self._known[1].within(village)

    def number(self, lines: Iterable[ArchiveLine], place: str = "") -> int:
        """Gives each that has no number the next one of its village, in the given order; the others are left alone."""
        where, done = _plain(place), 0
        with self._vault.together():
            for line in lines:
                known = self._store.get(line.row.household, line.record.round)
                if known.number:
                    continue
                village = line.row.village
                new = self._store.next_number(village, known.round)
                filed = replace(known, village=village, number=new, place=where or known.place)
                self._write(filed)
                done += 1
        return done

    def file(self, line: ArchiveLine, place: str, note: str = "") -> ArchiveRecord:
        """Keeps where the paper lies. Raises FfpError `archive.text_long`."""
        with self._vault.together():
            known = self._store.get(line.row.household, line.record.round)
            village = known.village or line.row.village
            self._write(replace(known, village=village, place=_plain(place), note=_plain(note) or known.note))
            return self._store.get(line.row.household, line.record.round)

    def renumber(self, line: ArchiveLine, number: int, reason: str) -> ArchiveRecord:
        """Another number, for a reason: two offices gave the same one. Raises FfpError `archive.number_taken`,
        `archive.number_wrong`, `archive.reason_missing`."""
        because = _plain(reason)
        if not because:
            raise FfpError("archive.reason_missing", "改档案编号要写明原因。请填写原因。")
        if number < 1:
            raise FfpError("archive.number_wrong", "档案编号从1起。请重新填写。")
        with self._vault.together():
            known = self._store.get(line.row.household, line.record.round)
            village = known.village or line.row.village
            others = [one for one in self._store.list(known.round).values() if one.household != known.household]
            if any((one.village, one.number) == (village, number) for one in others):
                raise FfpError("archive.number_taken", f"本村已经有{number}号档案。请换一个编号。")
            self._write(replace(known, village=village, number=number), because)
            return self._store.get(line.row.household, line.record.round)

    # ---- private

    def _write(self, record: ArchiveRecord, reason: str = "") -> None:
        self._store.file(record, self._vault.operator.id, self._clock().isoformat(timespec="seconds"), reason)

    def _read(self, of_round: str) -> ArchiveLook:
        fill_lines(self._vault, self._surveys)
        kinds = self._key_persons(of_round)
        rows = self._store.rows(kinds, of_round)
        filed = [row for row in rows if row.survey and not row.is_monitored]
        surveys = [row.survey for row in filed]
        judged, attached = self._store.judged(surveys), self._store.attached(surveys)
        records = self._store.list(of_round)
        numbers = Counter((one.village, one.number) for one in records.values() if one.number)
        lines = []
        for row in filed:
            record = records.get(row.household) or ArchiveRecord(row.household, of_round, row.village)
            papers = attached.get((row.survey, AttachmentKind.PAPER.value), 0)
            others = (kind for kind in AttachmentKind if kind is not AttachmentKind.PAPER)
            evidence = sum(attached.get((row.survey, kind.value), 0) for kind in others)
            found = judged.get(row.survey, Judged())
            is_double = numbers[record.village, record.number] > 1
            gaps = (*gaps_of(found, row.is_finished, papers, evidence), *(["编号重复"] if is_double else ()))
            about = (row, tuple(kinds[row.household]), found, record, papers, evidence, gaps, is_double)
            lines.append(ArchiveLine(*about))
        return ArchiveLook(tuple(lines), tuple(row.village for row in rows if not row.survey))


def _plain(text: str) -> str:
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    if len(words) > LONGEST:
        raise FfpError("archive.text_long", f"写得太长，最多{LONGEST}个字。请写短一些。")
    return words
