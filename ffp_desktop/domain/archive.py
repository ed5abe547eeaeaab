"""一般农户特殊档案: the file of a key-person household that was not included, and what it must hold. Pure.

API: `ArchiveRecord`, `Judged`, `gaps_of(…)`, `document_of(household, round)`, the kind and units
of its document (`KIND`, `FILED`).

What was judged, why and by whom stands in the survey, what proves it in the attachments; the document of the archive
only has its running number within village and round, and where the paper lies.
"""

from collections.abc import Iterator
from dataclasses import dataclass

KIND, FILED = "archive", "filed"
JUDGES_NEEDED = 2


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """Where a household's file lies. `number` runs from 1 in each village and round; 0 while it has none."""

    household: str
    round: str
    village: str = ""
    number: int = 0
    place: str = ""
    note: str = ""
    author: str = ""
    at: str = ""
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """Section 五 as the last finished survey has it; "" or () for what is not there. `date` is the visit's, ISO."""

    at_risk: str = ""
    newly_identified: str = ""
    reason: str = ""
    surveyors: tuple[str, ...] = ()
    judges: tuple[str, ...] = ()
    date: str = ""


def document_of(household: str, round: str) -> str:
    return f"{KIND}:{round}:{household}"


def parts_of(document: str) -> tuple[str, str]:
    """Household and round."""
    _kind, of_round, household = document.split(":", 2)
    return household, of_round


def gaps_of(judged: Judged, is_finished: bool, papers: int, evidence: int) -> tuple[str, ...]:
    """What a file still lacks, in words; `papers` are photos of the signed paper, `evidence` other attachments.

    What a survey that is not finished judges, nobody knows yet.
    """
    found = list(_judgement_gaps(judged)) if is_finished else ["调查表没完成"]
    if not papers:
        found.append("缺签字纸表照片")
    if not evidence:
        found.append("缺佐证材料")
    return tuple(found)


def _judgement_gaps(judged: Judged) -> Iterator[str]:
    if not judged.at_risk:
        yield "缺研判结果"
    if not judged.reason:
        yield "缺未纳入原因"
    judges = len(set(judged.judges))
    if judges < JUDGES_NEEDED:
        yield f"研判人只有{judges}人"
