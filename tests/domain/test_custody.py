"""Where a survey stands: from its revisions alone, in any order; a judgement falls with the first later answer."""

from random import Random

from ffp_desktop.domain.custody import (
    Standing,
    find_judges,
    find_standing,
    is_answer_unit,
    last_edit,
    origin_of,
    seal_of,
    submitted_state,
    typists_of,
    unit_above,
)
from ffp_desktop.domain.revisions import Revision, merge
from ffp_desktop.domain.survey import State
from tests.domain.test_revisions import revise

VILLAGE, TOWNSHIP, BANNER = "150722108204", "150722108", "150722"


def stand(*revisions: Revision) -> Standing:
    return find_standing(revisions, merge(revisions))


def judged() -> list[Revision]:
    """Finished, submitted, judged by two."""
    first = revise(1, survey={"number": "n"}, status="已完成", custody=VILLAGE, income={"wage": "1"})
    handed = revise(2, [first], status="已上报", custody=TOWNSHIP)
    seal = seal_of(merge([first, handed]))
    one = revise(3, [handed], "t", **{f"judge:{TOWNSHIP}:a": {"name": "甲", "seal": seal}})
    two = revise(4, [one], "t", **{f"judge:{TOWNSHIP}:b": {"name": "乙", "seal": seal}, "status": "审核通过"})
    return [first, handed, one, two]


def test_standing__of_each_step__says_state_place_and_time() -> None:
    first, handed, one, two = judged()
    assert stand(first) == Standing(State.FINISHED, VILLAGE, first.at, first.hash)
    assert stand(first, handed) == Standing(State.SUBMITTED, TOWNSHIP, handed.at, handed.hash)
    assert stand(first, handed, one).state is State.SUBMITTED
    assert stand(first, handed, one, two) == Standing(State.APPROVED, TOWNSHIP, handed.at, handed.hash)
    assert stand() == Standing(None)


def test_standing__in_any_order__is_the_same() -> None:
    history = [*judged(), revise(5, judged()[:1], "v", income={"wage": "2"})]
    expected = stand(*history)
    for seed in range(24):
        shuffled = Random(seed).sample(history, len(history))
        assert stand(*shuffled, *shuffled) == expected


def test_judgement__answer_written_later__voids_it() -> None:
    history = judged()
    for parents in ([history[-1]], [history[0]]):  # one that knows the judgement, and one that does not
        later = revise(6, parents, "v", income={"wage": "2"})
        found = stand(*history, later)
        assert (found.state, found.is_void) == (State.SUBMITTED, True)
        document = merge([*history, later])
        by_hash = {revision.hash: revision for revision in (*history, later)}
        assert [judge.stands for judge in find_judges(document, by_hash, TOWNSHIP)] == [False, False]


def test_judgements__in_one_second_or_by_a_slow_clock__stand_in_the_order_they_were_given() -> None:
    first, handed, *_ = judged()
    seal = seal_of(merge([first, handed]))
    for minute in range(5):  # of the second judge; the first judged in minute 3
        one = revise(3, [handed], "t", **{f"judge:{TOWNSHIP}:a": {"name": "甲", "seal": seal}})
        two = revise(minute, [one], "t", **{f"judge:{TOWNSHIP}:b": {"name": "乙", "seal": seal}})
        by_hash = {revision.hash: revision for revision in (two, one, handed, first)}
        assert [judge.name for judge in find_judges(merge(by_hash.values()), by_hash)] == ["甲", "乙"]


def test_last_edit__of_a_slow_clock__is_the_one_that_knows_the_other() -> None:
    first = revise(5, income={"wage": "1"})
    later = revise(4, [first], income={"wage": "2"})
    assert last_edit([later, first]) == later and last_edit([revise(1, status="已完成")]) is None


def test_judgement__comment_or_answer_to_it__does_not_void_it() -> None:
    history = judged()
    later = revise(6, history[-1:], "v", **{"comment:c": {"text": "请核实。"}, "reply:c": {"text": "好"}})
    assert stand(*history, later).state is State.APPROVED


def test_judgement__of_one_person_twice__is_of_one() -> None:
    first, handed, one, _two = judged()
    alone = revise(4, [one], "t", status="审核通过")
    assert stand(first, handed, one, alone).state is State.SUBMITTED


def test_judgement__of_another_office__is_not_this_ones() -> None:
    history = judged()
    final = revise(6, history[-1:], "b", status="审定", custody=BANNER)
    assert (stand(*history, final).state, stand(*history, final).is_void) == (State.SUBMITTED_UP, True)


def test_origin_and_typists__are_those_who_began_and_who_wrote_answers() -> None:
    assert origin_of(judged()) == VILLAGE and origin_of([revise(1, survey={}, status="已完成")]) == ""
    assert typists_of(judged()) == {"苏日娜"}
    assert typists_of(judged()[1:]) == frozenset()


def test_units__above_and_beside__are_known() -> None:
    assert [unit_above(code) for code in (VILLAGE, TOWNSHIP, BANNER)] == [TOWNSHIP, BANNER, BANNER]
    assert (submitted_state(TOWNSHIP), submitted_state(BANNER)) == (State.SUBMITTED, State.SUBMITTED_UP)
    answers = ("income", "member:m1", "confirmations", "judges")
    others = ("status", "custody", "survey", "return", "comment:c", "reply:c", "judge:150722:a")
    assert all(map(is_answer_unit, answers)) and not any(map(is_answer_unit, others))
