"""What cells of an export say, in the words in which sides are compared."""

import pytest

from ffp_desktop.domain.reconciliation.agreeing import Agreement
from ffp_desktop.domain.reconciliation.normalising import ExportNormaliser, read_day, read_money
from ffp_desktop.domain.reconciliation.vocabulary import Vocabulary, read_measures


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("202203", "2022-03"),
        ("20220305", "2022-03-05"),
        ("2022-03-05", "2022-03-05"),
        ("2022年3月", "2022-03"),
        ("2022/3/5", "2022-03-05"),
        ("2022.03", "2022-03"),
        ("202203.0", "2022-03"),
        ("2022-03-05 00:00", "2022-03-05"),
        ("２０２２０３", "2022-03"),
        ("2022", "2022"),
        ("202213", "202213"),
        ("不详", "不详"),
        ("", ""),
    ],
)
def test_day__however_it_is_written__is_one(text: str, day: str) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "amount"),
    [("8123.50", "8123.5"), ("8,123.50元", "8123.5"), ("8000", "8000"), ("0", "0"), ("约八千", "约八千"), ("", "")],
)
def test_money__however_it_is_written__is_one(text: str, amount: str) -> None:
    assert read_money(text) == amount


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"household_kind": "脱贫户", "monitor_category": "脱贫不稳定户"}, "脱贫不稳定户"),
        ({"household_kind": "一般农户", "monitor_category": "边缘易致贫户"}, "边缘易致贫户"),
        ({"household_kind": "一般农户", "monitor_category": ""}, "一般农牧户"),
        ({"household_kind": "脱贫户", "monitor_category": "否"}, "脱贫户"),
        ({"household_kind": "脱贫享受政策户"}, "脱贫享受政策户"),
        ({"monitor_category": "突发严重困难"}, "突发严重困难户"),
    ],
)
def test_kind__of_two_columns__is_the_forms(vocabulary: Vocabulary, cells: dict[str, str], kind: str) -> None:
    assert ExportNormaliser(vocabulary).household(cells)["household_kind"] == kind


def test_risks__in_several_columns_and_the_systems_words__are_one_set(vocabulary: Vocabulary) -> None:
    cells = {"risk_types_1": "因务工就业不稳", "risk_types_2": "因病", "risk_types_3": ""}
    other = {"risk_types": "因病，因就业不稳定"}
    normaliser = ExportNormaliser(vocabulary)
    assert normaliser.household(cells) == normaliser.household(other) == {"risk_types": "因就业不稳定、因病"}


def test_measures__titles_and_options_in_any_order__are_lines(vocabulary: Vocabulary) -> None:
    normaliser = ExportNormaliser(vocabulary)
    text = "低保、医疗救助,托管托养、入股分红、集体经济、资产收益等利益联结机制类项目"
    told = normaliser.household({"measures": text})["measures"]
    assert {title: len(options) for title, options in read_measures(told).items()} == {
        "产业帮扶": 1,
        "健康帮扶": 1,
        "综合保障": 1,
    }
    own = {"measures_40": "医疗救助", "measures_43": "低保", "measures_34": "是", "measures_35": "否"}
    assert Agreement(vocabulary).agrees("measures", normaliser.household(own)["measures"], told)


@pytest.mark.parametrize(
    ("cells", "unsafe"),
    [
        ({"unsafe_house": "否"}, "否"),
        ({"safe_house": "否"}, "是"),
        ({"house_grade": "C级"}, "是"),
        ({"house_grade": "Ｂ级"}, "否"),
        ({"unsafe_house": "", "house_grade": ""}, ""),
    ],
)
def test_house__asked_either_way__is_whether_it_is_unsafe(
    vocabulary: Vocabulary, cells: dict[str, str], unsafe: str
) -> None:
    assert ExportNormaliser(vocabulary).household(cells)["unsafe_house"] == unsafe


@pytest.mark.parametrize(
    ("item", "text", "value"),
    [
        ("minimum_living", "农村低保", "是"),
        ("minimum_living", "城市低保", "否"),
        ("minimum_living", "", "否"),
        ("minimum_living", "未享受", "否"),
        ("destitute_support", "农村特困", "是"),
        ("medical_insurance", "否(职工医保)", "否"),
        ("medical_insurance", "", ""),
        ("work_region", "无", ""),
        ("work_region", "省外", "省外务工"),
        ("health", "残疾,长期慢性病", "残疾、长期慢性病"),
        ("relation", "儿子", "之子"),
        ("ethnicity", "满", "满族"),
        ("labor_skill", "壮劳力", "壮劳力"),
        ("id_number", "15072219700101123x", "15072219700101123X"),
    ],
)
def test_person__words_of_other_tables__are_the_forms(vocabulary: Vocabulary, item: str, text: str, value: str) -> None:
    assert ExportNormaliser(vocabulary).person({item: text})[item] == value


def test_schooling__in_one_column_or_two__is_told_apart(vocabulary: Vocabulary) -> None:
    normaliser = ExportNormaliser(vocabulary)
    assert normaliser.person({"education": "初中", "in_school": ""}) == {"in_school": "", "education": "初中"}
    assert normaliser.person({"education": "", "in_school": "小学"})["in_school"] == "小学在校"
    assert normaliser.person({"education": "七年级"}) == {"in_school": "七年级"}


@pytest.mark.parametrize(
    ("item", "one", "other", "same"),
    [
        ("household_kind", "脱贫户", "脱贫享受政策户", True),
        ("household_kind", "脱贫户", "脱贫不稳定户", False),
        ("household_kind", "拟纳入监测对象", "边缘易致贫户", True),
        ("household_kind", "拟纳入监测对象", "一般农牧户", False),
        ("net_income", "8123", "8123.45", True),
        ("net_income", "8124", "8123.45", True),
        ("net_income", "8123.4", "8123.45", False),
        ("net_income", "8125", "8123.45", False),
        ("birth", "1970-01", "1970-01-01", True),
        ("birth", "1970-02", "1970-01-01", False),
        ("eliminated_on", "2022-05", "2022-04", True),
        ("eliminated_on", "2022-06", "2022-04", False),
        ("risk_types", "因疫情、因病", "其他、因病", True),
        ("risk_types", "因病", "其他、因病", False),
        ("measures", "产业帮扶（光伏扶贫收益）", "产业帮扶（旅游电商项目）", False),
        ("measures", "产业帮扶（光伏扶贫收益）", "产业帮扶（光伏电站分红）", True),
        ("name", "", "何玉花", False),
    ],
)
def test_agreement__of_two_sides(vocabulary: Vocabulary, item: str, one: str, other: str, same: bool) -> None:
    agreement = Agreement(vocabulary)
    assert agreement.agrees(item, one, other) is agreement.agrees(item, other, one) is same
