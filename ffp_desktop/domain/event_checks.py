"""What cannot be right about an event, given what is known on its day: findings, never an exception.

API: `check_event(event, population) -> list[EventFinding]`, `seen_after(name, date) -> EventFinding`, `is_day(text)`.

An error bars recording; a warning is told and may stand. Events that came from two devices can contradict each other
although each was right where it was recorded: they are kept, and their findings name them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ffp_desktop.domain.events import OF_IDENTITY, Direction, Event, EventPerson, HouseholdChange
from ffp_desktop.domain.form.definition import Level

if TYPE_CHECKING:
    from ffp_desktop.domain.population import Population

HEAD = "户主"


@dataclass(frozen=True, slots=True)
class EventFinding:
    """A code for programs and a sentence for people: what is wrong and what to do."""

    code: str
    level: Level
    sentence: str
    member: str = ""


def check_event(event: Event, population: "Population") -> list[EventFinding]:
    """Everything that speaks against `event` happening to `population`, which stands as of just before it."""
    if not population.kinds.is_known(event.kind):
        return [_error("event.kind_unknown", f"没有“{event.kind}”这种变动。请从列表里选。")]
    if not is_day(event.date):
        return [_error("event.date_wrong", "日期写不成年月日。请写成 2023-04-02 的样子。")]
    if event.kind in OF_IDENTITY:
        return list(_check_same(event))
    return list(_check_in_household(event, population))


def seen_after(name: str, day: str) -> EventFinding:
    """A later visit still lists someone who is dead."""
    sentence = f"{day} 的排查表里还列着{name or '此人'}。请核对：改那张表，或撤回这条死亡。"
    return _warning("event.seen_after", sentence)


def _check_in_household(event: Event, population: "Population") -> Iterator[EventFinding]:
    if event.household in population.gone_into:
        yield _error("event.household_gone", "这一户已经并入另一户。请在并入的那一户上记。")
        return
    if event.household not in population.visited and event.household not in population.villages:
        yield _warning("event.before_first_visit", "这件事早于本户第一次排查：照记，人数从第一次排查算起。")
        return
    if not event.persons and event.kind != HouseholdChange.MOVE:
        yield _error("event.no_person", "没有写是谁。请选至少一个人。")
    if len({population.person(person.member) for person in event.persons}) < len(event.persons):
        yield _error("event.person_twice", "同一个人写了两次。请只留一次。")
    direction = population.kinds.direction(event.kind)
    if direction is Direction.INCREASE:
        for person in event.persons:
            yield from _check_coming(event, person, population)
    elif event.kind == HouseholdChange.MOVE:
        yield from _check_move(event, population)
    else:
        for person in event.persons:
            yield from _check_present(event, person, population)
        yield from _CHECKS.get(event.kind, _check_leaving)(event, population)


def _check_present(event: Event, person: EventPerson, population: "Population") -> Iterator[EventFinding]:
    known = population.person(person.member)
    if known in population.dead:
        yield _died(population.dead[known], person)
    elif known not in population.home(event.household):
        yield _error(
            "event.not_in_household", f"{_who(person)}那天不在这一户。请核对日期和户，先记转入。", person.member
        )


def _check_leaving(event: Event, population: "Population") -> Iterator[EventFinding]:
    """自然减少: a household that loses its head and still has people needs a new one."""
    leaving = {population.person(person.member) for person in event.persons}
    staying = [resident for known, resident in population.home(event.household).items() if known not in leaving]
    if staying and _head_among(leaving, event.household, population):
        yield _warning("event.head_leaves", "走的是户主，家里还有人。请接着记“户主变更”。")


def _check_coming(event: Event, person: EventPerson, population: "Population") -> Iterator[EventFinding]:
    known = population.person(person.member)
    homes = population.homes_of(known)
    if known in population.dead:
        yield _died(population.dead[known], person)
    elif event.household in homes:
        yield _error("event.already_in_household", f"{_who(person)}已经在这一户。不用再记。", person.member)
    elif homes:
        yield _error(
            "event.in_other_household", f"{_who(person)}那天还在另一户。请先在那一户记转出或嫁出。", person.member
        )
    elif not person.name:
        yield _error("event.name_missing", "进来的人没有写姓名。请填写；还没取名的写“未取名”。", person.member)
    if person.relation == HEAD and _head_of(event.household, population):
        yield _error("event.two_heads", "这一户已有户主。请另填与户主关系，或先记“户主变更”。", person.member)


def _check_split(event: Event, population: "Population") -> Iterator[EventFinding]:
    leaving = {population.person(person.member) for person in event.persons}
    staying = [known for known in population.home(event.household) if known not in leaving]
    if event.persons and not staying:
        yield _error("event.nobody_stays", "一个人也没留下。全家搬走请记“迁移”，并到别家请记“并户”。")
    if not event.other_household or event.other_household in population.villages:
        yield _error("event.new_household_taken", "分出的新户编号不能用。请重新记一次分户。")
    if [person.relation for person in event.persons].count(HEAD) != 1:
        yield _error("event.new_head", "分出的人里要有且只有一个户主。请指定。")
    if staying and _head_among(leaving, event.household, population):
        yield _error("event.head_leaves", "户主在分出的人里。请先记“户主变更”，再分户。")


def _check_merge(event: Event, population: "Population") -> Iterator[EventFinding]:
    into = event.other_household
    if not into or into == event.household or into not in population.villages or into in population.gone_into:
        yield _error("event.other_household_unknown", "并入的那一户不对。请选另一户还在的人家。")
        return
    leaving = {population.person(person.member) for person in event.persons}
    if leaving < set(population.home(event.household)):
        yield _error("event.not_all_merged", "并户要全家一起。有人不并入的，请先记分户或转出。")
    if HEAD in [person.relation for person in event.persons] and _head_of(into, population):
        yield _error("event.two_heads", "并入的那一户已有户主。请另填与户主关系。")


def _check_move(event: Event, population: "Population") -> Iterator[EventFinding]:
    if len(event.other_village) != 12 or event.other_village == population.villages.get(event.household):
        yield _error("event.village_wrong", "没有选迁往的村，或者已经在那个村。请选另一个村。")


def _check_head(event: Event, population: "Population") -> Iterator[EventFinding]:
    heads = [person for person in event.persons if person.relation == HEAD]
    if len(heads) != 1:
        yield _error("event.new_head", "要写明一个新户主，只能一个。请指定。")
        return
    present = population.home(event.household).get(population.person(heads[0].member))
    if present is not None and present.relation == HEAD:
        yield _error("event.head_already", "已经是户主。不用再记。", heads[0].member)


def _check_same(event: Event) -> Iterator[EventFinding]:
    if len({person.member for person in event.persons}) != 2:
        yield _error("event.same_person_two", "要选两个不同的人，才能认定是不是同一个人。")


_CHECKS = {
    HouseholdChange.SPLIT.value: _check_split,
    HouseholdChange.MERGE.value: _check_merge,
    HouseholdChange.HEAD.value: _check_head,
}


def _head_of(household: str, population: "Population") -> bool:
    return any(resident.relation == HEAD for resident in population.residents(household))


def _head_among(leaving: set[str], household: str, population: "Population") -> bool:
    home = population.home(household)
    return any(home[known].relation == HEAD for known in leaving if known in home)


def _died(death: Event, person: EventPerson) -> EventFinding:
    sentence = f"{_who(person)}已于 {death.date} 死亡。请核对人和日期，记错了就撤回那一条。"
    return _error("event.dead", sentence, person.member)


def _who(person: EventPerson) -> str:
    return person.name or "此人"


def is_day(text: str) -> bool:
    """Whether this is an ISO date of the calendar."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _error(code: str, sentence: str, member: str = "") -> EventFinding:
    return EventFinding(code, Level.ERROR, sentence, member)


def _warning(code: str, sentence: str, member: str = "") -> EventFinding:
    return EventFinding(code, Level.WARNING, sentence, member)
