"""A conflict as it is shown: this computer's side first, every side with who, when and where, and what to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.slips import Slip, find_slip
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.entry.summary import summarise
from ffp_desktop.services.review.conflict_records import ConflictRow, ConflictSide, UnitConflict
from ffp_desktop.ui.form.members.cell_text import group_digits
from ffp_desktop.ui.spoken import read_time, say_unit

_FEW = 3  # hints that fit under the table


@dataclass(frozen=True, slots=True)
class ShownSide:
    """A column: `side` is its number in the unit."""

    side: int
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit with its sides in the order of the columns."""

    unit: UnitConflict
    sides: tuple[ShownSide, ...]
    before: str

    def values(self, row: ConflictRow) -> tuple[str, ...]:
        """What each column says, an ID number in groups as on the sheet."""
        return tuple(group_digits(row.values[one.side]) for one in self.sides)

    @property
    def can_retype(self) -> bool:
        """Whether the paper has it: the order of people, a state and the like are only taken from a side."""
        return any(row.place is not None and not row.is_equal for row in self.unit.rows)


def show_unit(unit: UnitConflict, devices: Mapping[str, str], own: str) -> ShownUnit:
    """`devices` are names by id, `own` is this computer's."""
    order = sorted(range(len(unit.sides)), key=lambda number: not unit.sides[number].is_own)
    is_pair = len(order) == 2 and sum(side.is_own for side in unit.sides) == 1
    sides = []
    for number, side in enumerate(order, 1):
        one = unit.sides[side]
        title = _tr("本机这一份") if one.is_own else _tr("包里那一份") if is_pair else _tr("第{0}份").format(number)
        sides.append(ShownSide(side, title, _say_side(one, devices, own)))
    version = _tr("（第{0}版）").format(unit.before_version) if unit.before_version else ""
    return ShownUnit(unit, tuple(sides), _tr("改之前") + version if unit.before_by else _tr("原来没有"))


def find_hints(shown: ShownUnit, form: Form) -> tuple[str, ...]:
    """What may have happened, in a sentence or two; () when nothing explains it."""
    said: list[str] = []
    derived: list[str] = []
    for row in shown.unit.rows:
        if row.is_equal:
            continue
        number = row.label.split()[0]
        if row.place is not None and f"computed_{row.place.item}" in form.items:
            derived.append(number)
        elif sentence := _hint(number, tuple(row.values[one.side] for one in shown.sides)):
            said.append(sentence)
    more = [_tr("还有 {0} 项也像。").format(len(said) - _FEW)] if len(said) > _FEW else []
    follows = [_tr("{0} 是跟着算出来的。").format("、".join(derived))] if derived else []
    return (*said[:_FEW], *more, *follows)


def say_unit_rule(shown: ShownUnit) -> str:
    """Why it is taken whole: "三、收支情况 A21—A28 是一个整体，要么取左边，要么取右边，要么照纸表重填。" """
    title, count = shown.unit.title, len(shown.sides)
    if not shown.can_retype:
        return _tr("{0}：只能取一份，不在纸表上。").format(title)
    choice = _tr("要么取左边，要么取右边，") if count == 2 else _tr("要么取 {0} 份里的一份，").format(count)
    if len(shown.unit.rows) > 1:
        return _tr("{0} 是一个整体，").format(title) + choice + _tr("要么照纸表重填。")
    return _tr("{0}：").format(title) + choice + _tr("要么照纸表重填。")


def say_elsewhere(holder: str, own: str, regions: Regions) -> str:
    """That another office has the survey and settles it, "" when this one has."""
    if holder in ("", own):
        return ""
    return _tr("这张表现在在{0}，要在那里定；这里只能看。").format(say_unit(holder, regions))


def describe_survey(session: EntrySession, regions: Regions) -> tuple[str, str]:
    """The head's name; and the village, how many people, and what kind of household."""
    place = say_unit(session.header.village, regions)
    said = summarise(session.evaluation, place)
    people = _tr("{0}口人").format(said.member_count)
    return said.head_name, " · ".join(words for words in (place, people, said.household_kind) if words)


def _hint(number: str, values: tuple[str, ...]) -> str:
    pairs = ((a, b) for at, a in enumerate(values) for b in values[at + 1 :])
    for first, second in pairs:
        slip = find_slip(first, second)
        if slip is not None:
            return {
                Slip.EMPTY: _tr("{0} 有一份空着，像是漏录。"),
                Slip.SWAPPED: _tr("{0} 数字相同、次序不同：{1} 与 {2}，像是抄写颠倒。"),
                Slip.TENFOLD: _tr("{0} 差十倍、百倍：{1} 与 {2}，像是多录或少录了 0。"),
                Slip.ONE_DIGIT: _tr("{0} 只差一个数字：{1} 与 {2}。"),
            }[slip].format(number, _short(first), _short(second))
    return ""


def _say_side(side: ConflictSide, devices: Mapping[str, str], own: str) -> str:
    at: datetime | None = read_time(side.at)
    when = f"{at.month}月{at.day}日 {at:%H:%M}" if at else ""
    where = own if side.is_own else devices.get(side.device) or _tr("别的电脑")
    version = _tr("第{0}版 · ").format(side.version) if side.version else ""
    return f"{side.author} {when}　{version}{where}"


def _short(text: str) -> str:
    """31,200.00 without the noughts behind the point."""
    return text.removesuffix(".00")


def _tr(words: str) -> str:
    return QCoreApplication.translate("ConflictWords", words)
