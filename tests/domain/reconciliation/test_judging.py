"""Who is right and who has to change, situation by situation."""

import pytest

from ffp_desktop.domain.reconciliation.agreeing import Agreement
from ffp_desktop.domain.reconciliation.differences import Verdict
from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.reconciliation.judging import Judge
from ffp_desktop.domain.reconciliation.vocabulary import Vocabulary

M, L, V = Side.MACHINE, Side.LEDGER, Side.VISIT


@pytest.mark.parametrize(
    ("item", "sides", "right", "wrong"),
    [
        ("labor_skill", ("甲", "乙", "乙"), V, (M,)),
        ("labor_skill", ("乙", "甲", "乙"), V, (L,)),
        ("labor_skill", ("甲", "甲", "乙"), V, (M, L)),
        ("labor_skill", ("甲", "乙", "丙"), V, (M, L)),
        ("labor_skill", ("甲", None, "乙"), V, (M,)),
        ("labor_skill", ("", "乙", "乙"), V, (M,)),
        ("labor_skill", ("甲", "甲", ""), None, ()),
        ("sex", ("男", "男", "女"), M, (V,)),
        ("sex", ("男", "女", "女"), V, (M,)),
        ("sex", ("男", None, "女"), V, (M,)),
        ("identified_on", ("2021-01", None, "2021-02"), M, (V,)),
        ("identified_on", ("", None, "2021-02"), V, (M,)),
        ("identified_on", ("2021-01", "2021-02", "2021-02"), M, (L, V)),
        ("work_region", ("省外务工", "", ""), V, (M,)),
        ("work_region", ("省外务工", "省外务工", ""), V, (M, L)),
        ("member_listed", ("没有", "有", "有"), V, (M,)),
    ],
)
def test_judge__situation__proposes_who_is_right(
    vocabulary: Vocabulary,
    item: str,
    sides: tuple[str | None, str | None, str | None],
    right: Side | None,
    wrong: tuple[Side, ...],
) -> None:
    judged = Judge(Agreement(vocabulary)).judge(item, *sides, True)
    assert judged is not None
    assert judged.right is right
    assert (judged.followers[right] if right else ()) == wrong


def test_judge__ledger_that_follows_by_itself__is_no_difference_of_its_own(vocabulary: Vocabulary) -> None:
    judge = Judge(Agreement(vocabulary))
    assert judge.judge("labor_skill", "乙", "甲", "乙", False) is None
    judged = judge.judge("sex", "男", "男", "女", False)
    assert judged is not None and (judged.right, judged.followers[M]) == (M, (V,))


@pytest.mark.parametrize(
    ("item", "machine", "verdict"),
    [
        ("labor_skill", "", Verdict.MISSING),
        ("labor_skill", "甲", Verdict.DIFFERENT),
        ("work_region", "", Verdict.DIFFERENT),
        ("member_listed", "没有", Verdict.UNLISTED),
    ],
)
def test_judge__what_is_wrong__has_a_name(vocabulary: Vocabulary, item: str, machine: str, verdict: Verdict) -> None:
    judged = Judge(Agreement(vocabulary)).judge(item, machine, None, "有", True)
    assert judged is not None and judged.verdict is verdict


def test_judge__all_the_same_or_nothing_to_compare__is_no_difference(vocabulary: Vocabulary) -> None:
    judge = Judge(Agreement(vocabulary))
    assert judge.judge("labor_skill", "甲", "甲", "甲", True) is None
    assert judge.judge("labor_skill", None, None, "甲", True) is None
    assert judge.judge("education", "小学", None, None, True) is None
