"""Everything that stands on one survey's paper, as text: what a renderer needs and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ffp_desktop.domain.paper.grid import AnswerRun, Paper

NAMES_SEPARATOR = "、"


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One survey, ready to print. All texts are printed as they are; "" leaves the place empty.

    `answers` are by item, or by item and part as the paper's blanks have it ("village.county", "judges.0"). `ticks`
    holds the names of the choices ticked. `members` are the rows in order, each by item; members struck out are not
    among them. `facts` are the words of the paper's fact runs.
    """

    round_name: str
    number: str
    state: str
    head_name: str = ""
    place: str = ""  # 腾克镇特莫呼珠村
    revision: int = 0
    revision_hash: str = ""
    operator: str = ""
    unit: str = ""
    printed_at: str = ""  # 2023-03-06 15:20
    facts: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    members: Sequence[Mapping[str, str]] = ()

    @property
    def revision_text(self) -> str:
        """The edition and its hash in groups of four: 第3版 · 7F3A 91C4; a draft that was never finished has none."""
        if not self.revision:
            return "未完成"
        return f"第{self.revision}版 · {self.hash_text}" if self.revision_hash else f"第{self.revision}版"

    @property
    def hash_text(self) -> str:
        """The first eight characters of the hash, in groups of four."""
        digits = self.revision_hash[:8].upper()
        return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


@dataclass(frozen=True, slots=True)
class BlankSheet:
    """An empty form to fill in by hand. `ticks` are those the form itself prints (A2's ☑ 否)."""

    round_name: str
    unit: str = ""  # 150722 莫力达瓦达斡尔族自治旗
    rows: int = 6
    facts: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def blank_key(run: AnswerRun) -> str:
    """How `PaperSheet.answers` names a blank."""
    return f"{run.item}.{run.part}" if run.part else run.item


def list_parts(paper: Paper) -> dict[str, int]:
    """For items whose answer is a list written in several blanks: how many blanks there are."""
    parts: dict[str, int] = {}
    for part in paper.parts:
        for row in part.rows:
            for cell in row.cells:
                for run in cell.runs:
                    if isinstance(run, AnswerRun) and run.part.isdigit():
                        parts[run.item] = max(parts.get(run.item, 0), int(run.part) + 1)
    return parts


def spread_names(item: str, names: Sequence[str], blanks: int) -> dict[str, str]:
    """Names over an item's blanks; those that are left over share the last one."""
    spread = {f"{item}.{number}": name for number, name in enumerate(names[: blanks - 1])}
    rest = names[blanks - 1 :]
    if rest:
        spread[f"{item}.{blanks - 1}"] = NAMES_SEPARATOR.join(rest)
    return spread


def period_words(iso: str) -> str:
    """A date as the paper prints it, 2022年2月15日; without one, the blanks to write it in: ____年__月__日."""
    parts = iso.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return "____年__月__日"
    return f"{int(parts[0])}年{int(parts[1])}月{int(parts[2])}日"
