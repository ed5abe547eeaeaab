"""The review: two people judge, a return opens at its first comment, an edit voids what was judged."""

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.services.history import History
from ffp_desktop.services.review.sentences import all_sentences
from ffp_desktop.store.records import Role
from tests.services.review.conftest import TOWNSHIP, VILLAGES, Banner, Desk, carry, carry_down, note, refused


def submitted(village: Desk, township: Desk, name: str = "general-three-people") -> str:
    """A survey that the township has."""
    survey = village.enter(name)
    village.handing.submit([survey])
    carry(village, township)
    return survey


def test_queue__by_village__has_findings_first(offices: Banner) -> None:
    township = offices.township
    plain = submitted(offices.villages[0], township)
    other = submitted(offices.villages[1], township, "rare-characters")
    twice = submitted(offices.villages[0], township, "monitored-five-people")
    township.vault.journal.append(
        "survey", twice, VILLAGES[0], (), {"unsafe_house": '{"unsafe_house":"是"}'}, "x", "2023-03-07T08:00:00"
    )
    township.vault.surveys.restate(twice)
    lines = township.review.queue()
    assert [line.survey for line in lines] == [twice, plain, other]
    assert lines[0].conflicts == 1 and lines[0].findings > lines[1].findings
    assert [line.survey for line in township.review.queue(VILLAGES[1])] == [other]


def test_approve__takes_two_people(offices: Banner) -> None:
    village, township = offices.village, offices.township
    survey = submitted(village, township)
    township.be("鄂志强")
    assert township.review.approve([survey]).waiting == (survey,)
    assert township.state(survey) == "已上报" and township.review.queue()[0].judged_by == ("鄂志强",)
    (again,) = township.review.approve([survey]).refused
    assert again.error.code == "review.second_needed"
    township.be("何玉花")
    assert township.review.approve([survey]).done == (survey,)
    assert township.state(survey) == "审核通过" and township.review.queue() == ()
    assert [(one.name, one.stands) for one in township.review.sheet(survey).judgements] == [
        ("鄂志强", True),
        ("何玉花", True),
    ]
    assert township.vault.check(township.exchange.summarise) == ()


def test_approve__by_those_who_may_not__is_refused(offices: Banner) -> None:
    village, township = offices.village, offices.township
    survey = submitted(village, township)
    refused("review.no_desk", village.review.approve, [survey])
    township.be("白玉海", Role.ENTRY)
    refused("review.not_allowed", township.review.approve, [survey])
    township.be("涂金山")  # who alone typed it in the village
    (one,) = township.review.approve([survey]).refused
    assert one.error.code == "review.only_typist"


def test_approve__section_five_names_the_only_typist__is_refused(offices: Banner) -> None:
    village, township = offices.village, offices.township
    village.be("苏日娜", Role.ENTRY)
    survey = submitted(village, township)
    township.be("鄂志强")
    (one,) = township.review.approve([survey]).refused
    assert one.error.code == "review.judges_too_few"


def test_approve__with_a_comment_that_was_not_returned__is_refused(offices: Banner) -> None:
    township = offices.township
    survey = submitted(offices.village, township)
    township.be("鄂志强")
    sheet = township.review.comment(survey, note("business_income", "请列出算账依据。"))
    assert [comment.is_pending for comment in sheet.comments] == [True] and sheet.open_comments == ()
    (one,) = township.review.approve([survey]).refused
    assert one.error.code == "review.comments_pending"
    assert township.review.drop_comment(survey, sheet.comments[0].id).comments == ()
    assert township.review.approve([survey]).waiting == (survey,)


def test_edit__after_the_approval__voids_it_visibly(offices: Banner) -> None:
    township = offices.township
    survey = submitted(offices.village, township)
    township.approve(survey)
    session = township.open(survey)
    problem = session.set_text(Place("business_income"), "100").problem
    assert problem is not None and "作废" in problem.sentence
    township.correct(survey, "business_income", "50000", "镇里复核，村里少写了")
    assert township.state(survey) == "已上报"
    assert [line.is_void for line in township.review.queue()] == [True]
    voided = township.review.sheet(survey).judgements
    assert [(one.stands, one.voided_by, one.void_reason) for one in voided] == [
        (False, "何玉花", "镇里复核，村里少写了")
    ] * 2
    township.approve(survey)
    assert township.state(survey) == "审核通过"
    assert township.vault.check(township.exchange.summarise) == ()


def test_edit__from_elsewhere_after_the_approval__voids_it_too(offices: Banner) -> None:
    village, township = offices.village, offices.township
    survey = village.enter()
    village.handing.submit([survey])
    township.take(village.send())
    township.approve(survey)
    heads = village.vault.journal.document(survey).heads
    village.vault.journal.append(
        "survey", survey, VILLAGES[0], heads, {"safe_water": '{"safe_water":"否"}'}, "x", "2023-03-08T08:00:00"
    )
    township.take(village.send())
    assert township.state(survey) == "已上报" and township.review.sheet(survey).is_void


def test_return__opens_at_the_first_comment_and_comes_back_answered(offices: Banner) -> None:
    village, township = offices.village, offices.township
    survey = submitted(village, township)
    member = township.open(survey).members()[1]
    refused("review.comment_missing", township.review.return_survey, survey)
    refused("review.place_unknown", township.review.return_survey, survey, [note("name", "谁？")])
    township.review.comment(survey, note("safe_water", "请核实饮水。"))
    township.review.return_survey(
        survey, [note("business_income", "偏高。"), note("name", "姓名与证件不一致。", member)]
    )
    assert township.vault.surveys.get(survey).holder == VILLAGES[0]
    carry_down(township, village)
    assert village.state(survey) == "退回"
    sheet = village.review.sheet(survey)
    assert [comment.place.item for comment in sheet.open_comments] == ["name", "business_income", "safe_water"]
    assert sheet.returned_from == TOWNSHIP and sheet.first_place == Place("name", member)
    session = village.open(survey)
    assert session.is_editable and session.last_place == Place("name", member)
    village.correct(survey, "business_income", "47000")
    first, second, third = (comment.id for comment in sheet.open_comments)
    answered = village.review.answer(survey, {first: "已核对户口簿，名字没错。", second: "改了。", third: "已核实。"})
    assert [comment.reply_text for comment in answered.open_comments][:1] == ["已核对户口簿，名字没错。"]
    assert village.handing.submit([survey]).done == (survey,)
    carry(village, township)
    seen = township.review.sheet(survey)
    assert seen.open_comments == () and len([comment for comment in seen.comments if comment.reply]) == 3
    township.approve(survey)


def test_return__a_second_time__does_not_show_the_first_notes_as_new(offices: Banner) -> None:
    village, township = offices.village, offices.township
    survey = submitted(village, township)
    township.review.return_survey(survey, [note("business_income", "偏高。")])
    carry_down(township, village)
    village.correct(survey, "business_income", "47000")
    village.handing.submit([survey])
    carry(village, township)
    township.review.return_survey(survey, [note("safe_water", "请核实饮水。")])
    carry_down(township, village)
    sheet = village.review.sheet(survey)
    assert [comment.text for comment in sheet.open_comments] == ["请核实饮水。"]
    assert [comment.is_open for comment in sheet.comments] == [True, False]
    assert village.open(survey).last_place == Place("safe_water")


def test_return__from_the_banner__goes_over_two_hops(offices: Banner) -> None:
    village, township, banner = offices.village, offices.township, offices.banner
    survey = submitted(village, township)
    township.approve(survey)
    assert township.handing.submit([survey]).done == (survey,)
    carry(township, banner)
    banner.be("鄂志强")
    banner.review.return_survey(survey, [note("at_risk", "请重新研判。")])
    carry_down(banner, township)
    assert township.state(survey) == "退回" and township.vault.surveys.get(survey).holder == TOWNSHIP
    township.review.return_survey(survey, [note("judges", "补一个研判人。")])
    carry_down(township, village)
    told = [(comment.text, comment.unit) for comment in village.review.sheet(survey).open_comments]
    assert told == [("请重新研判。", "150722"), ("补一个研判人。", TOWNSHIP)]
    village.correct(survey, "judges", "苏日娜、敖登高娃、白玉海")
    village.handing.submit([survey])
    carry(village, township)
    township.approve(survey)
    township.handing.submit([survey])
    carry(township, banner)
    banner.approve(survey)
    assert banner.state(survey) == "审定"
    for desk in (village, township, banner):
        assert desk.vault.check(desk.exchange.summarise) == ()


def test_banner__what_the_township_did_not_judge__is_not_approved(offices: Banner) -> None:
    village, township, banner = offices.village, offices.township, offices.banner
    survey = submitted(village, township)
    township.approve(survey)
    township.handing.submit([survey])
    carry(township, banner)
    banner.be("鄂志强")
    banner.correct(survey, "business_income", "48000", "旗里改的")
    assert banner.state(survey) == "已上报旗"
    (one,) = banner.review.approve([survey]).refused
    assert one.error.code == "review.not_judged_below"


def test_final__at_the_banner__is_seen_below(offices: Banner) -> None:
    village, township, banner = offices.village, offices.township, offices.banner
    survey = submitted(village, township)
    township.approve(survey)
    township.handing.submit([survey])
    carry(township, banner)
    banner.approve(survey)
    carry_down(banner, township)
    carry_down(township, village)
    assert village.state(survey) == State.FINAL
    where = village.handing.where(survey)
    assert where.is_received and where.holder == "150722"


def test_history__tells_every_step_in_its_word(offices: Banner) -> None:
    village, township = offices.village, offices.township
    survey = submitted(village, township)
    township.be("鄂志强")
    township.review.comment(survey, note("safe_water", "请核实饮水。"))
    township.review.return_survey(survey)
    carry_down(township, village)
    (comment,) = village.review.sheet(survey).open_comments
    village.correct(survey, "business_income", "47000")
    village.review.answer(survey, {comment.id: "已核实。"})
    village.handing.submit([survey])
    village.handing.recall([survey], "还有一处")
    village.handing.submit([survey])
    carry(village, township)
    township.approve(survey)
    township.handing.submit([survey])
    told = [entry.what for entry in History(township.vault, township.surveys).of_survey(survey) if not entry.place]
    assert told == [
        *("完成", "上报", "写意见", "退回", "完成", "答复", "上报", "撤回", "上报"),
        *("初审", "审核通过", "上报旗"),
    ]


def test_sentences__every_item__is_on_the_form(offices: Banner) -> None:
    form = offices.village.shelf.form
    known = all_sentences(offices.village.shelf.folder)
    assert known[""] and set(known) - {""} <= set(form.items)
    assert all(sentence.endswith("。") for sentences in known.values() for sentence in sentences)
    assert offices.township.review.ready_sentences("judges")[0] == known["judges"][0]
