"""The lists of some hundred invented households against what their answers say when they are counted by plain hand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.domain.survey import State
from ffp_desktop.services.demo import make_surveys
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.monitoring.lists import Monitoring
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.finishing import finish_survey

TODAY, LINE = date(2023, 3, 6), Decimal("8300")
KINDS = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
HELPS = ("industry", "employment", "loan", "ecology", "public_post", "education", "health", "living")
HELPS += ("infrastructure", "security", "aspiration", "other")
FIT = {"因病": "health", "因学": "education", "因残": "security", "因产业失败": "industry loan"}
FIT |= {"因就业不稳定": "employment public_post"}
NO_LABOUR = ("丧失劳动力", "无劳动力")


def households(shelf: FormShelf) -> Iterator[dict[str, Any]]:
    """Invented ones, of which many lack measures, dates or judgement that they would have."""
    random = Random(4)
    for made in make_surveys(shelf.form, county_regions(), FIRST_ROUND, 400, 11, unit="150722108"):
        answers = made.encoded["answers"]
        if answers.get("risk_types"):
            for line in HELPS:
                if random.random() < 0.4:
                    for item in [item for item in answers if item.startswith(f"{line}_")]:
                        del answers[item]
                    if line == "loan":
                        for item in ("loan_date", "loan_months", "loan_amount"):
                            answers.pop(item, None)
                    answers[f"{line}_help"] = "否"
            if random.random() < 0.2:
                answers.pop("identified_on", None)
            if random.random() < 0.3:
                answers["at_risk"] = random.choice(("是", "否"))
            if answers.get("risk_eliminated") == "是" and random.random() < 0.5:
                answers["marked_in_system"] = "否"
        yield made.encoded


def lists_of(survey: dict[str, Any]) -> set[Watch]:
    """What the paper's rules say, counted from the answers alone."""
    answers, members = survey["answers"], survey["members"]
    is_known, is_new = answers["household_kind"] in KINDS, answers.get("newly_identified") == "是"
    if not (is_known or is_new):
        return set()
    money = [Decimal(answers[f"{name}_income"]) for name in ("business", "wage", "property", "transfer")]
    net = (sum(money) - Decimal(answers["business_cost"])) / len(members)
    net = net.quantize(Decimal("0.01"), ROUND_HALF_UP)
    has_labour = any(member["labor_skill"] not in NO_LABOUR for member in members)
    is_floor = not has_labour and any("是" in (m.get("minimum_living"), m.get("destitute_support")) for m in members)
    problems = (answers["safe_water"], answers["unsafe_house"], answers["all_insured"]) != ("是", "否", "是")
    since = answers.get("identified_on", "")
    is_old = bool(since) and since <= "2022-03-06" and not is_floor
    unfit = any(
        all(answers[f"{line}_help"] == "否" for line in lines.split())
        for risk, lines in FIT.items()
        if risk in answers["risk_types"]
    )
    given = any(answers[f"{line}_help"] == "是" for line in HELPS)
    found = {Watch.TO_INCLUDE} if not is_known and is_new else set()
    at_risk = answers["at_risk"] == "是"
    if answers["risk_eliminated"] == "是":
        doubtful = at_risk or not has_labour or net < LINE or problems
        found |= {Watch.MAY_RETURN} if doubtful else set()
        return found | ({Watch.MAY_ELIMINATE} if not doubtful and answers["marked_in_system"] == "否" else set())
    found |= {Watch.NO_MEASURE} if not given else set()
    found |= {Watch.UNFIT} if unfit else set()
    found |= {Watch.OVERDUE} if is_old else set()
    found |= {Watch.UNKNOWN_DATE} if is_known and not since else set()
    found |= {Watch.MAY_REMOVE} if is_known and not at_risk and net >= LINE and not problems else set()
    found |= {Watch.MAY_ADJUST} if at_risk and (unfit or (given and is_old)) else set()
    return found


def test_lists__of_many_households__are_those_that_plain_counting_finds(
    vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock
) -> None:
    surveys.save_round(replace(surveys.current_round(), monitoring_line=str(LINE)))
    encoded = list(households(shelf))
    reader = SurveyReader(shelf.form, county_regions(), (FIRST_ROUND.id,))
    put = Exchange(vault, surveys, shelf).put_in(FiledSurvey(reader.read(one), finish=True) for one in encoded)
    expected = {survey: lists_of(one) for survey, one in zip(put.surveys, encoded, strict=True)}
    for one in surveys.list(SurveyFilter(state=State.DRAFT)):
        finish_survey(surveys, one.id)
    drafts = {one.id for one in surveys.list(SurveyFilter(state=State.DRAFT))}
    assert 0 < len(drafts) < len(expected)
    for survey in drafts:
        expected[survey] &= {Watch.TO_INCLUDE}
    look = Monitoring(vault, surveys, clock).look()
    assert {watch: set(look.ids(watch)) for watch in Watch} == {
        watch: {survey for survey, on in expected.items() if watch in on} for watch in Watch
    }
    assert dict(look.counts) == dict(Counter(watch for on in expected.values() for watch in on))
    assert {watch for on in expected.values() for watch in on} == {*Watch} - {Watch.UNDER_WAY}
    by_village = look.by_unit(12)
    assert sum(counts[Watch.OVERDUE] for counts in by_village.values()) == look.counts[Watch.OVERDUE]
