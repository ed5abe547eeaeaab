"""The figures of the quarter's report by its own words, each counted from the journal by SQL.

API: `own_report(own, start, end, today, key_kinds, green_kinds) -> {words: number}`.
"""

from collections.abc import Sequence

from tests.quarter.own_figures import NEWEST, STANDING, OwnFigures

_KINDS = ("一般农牧户", "脱贫享受政策户", "脱贫不享受政策户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
_STATES = ("草稿", "已完成", "退回", "已上报", "审核通过", "已上报旗", "审定")
_PROBLEMS = {
    "失学辍学": ("school_dropout", "A39"),
    "没有全部参保": ("all_insured", "A40"),
    "饮水不安全": ("safe_water", "A41"),
    "危房": ("unsafe_house", "A41"),
}
_FITTING = {
    "因病": ("A40",),
    "因学": ("A39",),
    "因残": ("A43",),
    "因产业失败": ("A34", "A36"),
    "因就业不稳定": ("A35", "A38"),
}
"""The lines of 七 of which one at least fits a risk (paper-form.md)."""
_HAS = "instr(',' || {column} || ',', ',{word},') > 0"
_NOT_HELPED = "(is_monitored OR is_new) AND eliminated <> '是' AND state <> '草稿'"


def own_report(
    own: OwnFigures, start: str, end: str, today: str, key_kinds: Sequence[str], green_kinds: Sequence[str]
) -> dict[str, int]:
    """Every number that the report traces to surveys, clues, events and steps."""
    figures = _surveys(own) | _clues(own, key_kinds, green_kinds) | _changes(own, start, end) | _troubles(own, today)
    for problem, (item, line) in _PROBLEMS.items():
        figures[f"{problem}（户）"] = own.count_surveys(_has("problems", item))
        helped = f"{_has('problems', item)} AND {_has('given', line)}"
        figures[f"{problem}已有对应措施（户）"] = own.count_surveys(helped)
        figures[f"{problem}已解决（户）"] = own.solved(item)
    return figures


def _surveys(own: OwnFigures) -> dict[str, int]:
    by_state = own.surveys_by_state()
    entered = own.count_surveys("1")
    people = "SELECT coalesce(sum(people), 0) FROM survey WHERE round = :round AND state <> '已撤回'"
    waiting = """
        SELECT count(DISTINCT household) FROM survey WHERE household NOT IN
            (SELECT household FROM survey WHERE round = :round AND state <> '已撤回') AND state <> '已撤回'
    """
    figures = {f"{kind}（户）": own.count_surveys(f"kind = '{kind}'") for kind in _KINDS}
    figures |= {f"状态是{state}（户）": by_state.get(state, 0) for state in _STATES}
    return figures | {
        "应核查（户）": entered + own.one(waiting),
        "已录入的户的人口（人）": own.one(people),
        "还没有录入（户）": own.one(waiting),
        "已录入（户）": entered,
        "已入户核查（户）": own.count_surveys("state <> '草稿'"),
        "审定（户）": by_state.get("审定", 0),
        "已收到（户）": own.count_surveys("state NOT IN ('草稿', '退回')"),
        "“三保障”和饮水有问题（户）": own.count_surveys("problems <> ''"),
        "研判有返贫致贫风险（户）": own.count_surveys("at_risk = '是'"),
    }


def _clues(own: OwnFigures, key_kinds: Sequence[str], green_kinds: Sequence[str]) -> dict[str, int]:
    def count(condition: str) -> int:
        return int(own.one(f"SELECT count(*) FROM {STANDING} WHERE {condition}"))

    lists = "SELECT {} FROM department_list WHERE round = :round AND withdrawn = ''"
    registered = f"household IN (SELECT household FROM {NEWEST} WHERE is_monitored)"
    named = ", ".join(f"'{kind}'" for kind in green_kinds)
    green = f"kind IN ({named})"
    key = own.attention(list(key_kinds)).values()
    figures = {
        "收到部门名单（份）": own.one(lists.format("count(*)")),
        "名单的行数（行）": own.one(lists.format("coalesce(sum(rows), 0)")),
        "不成线索的行（行）": own.one(lists.format("coalesce(sum(refused), 0)")),
        "线索（条）": count("1"),
        "对上人的线索（条）": count("household <> ''"),
        "已在册监测对象的线索（条）": count(registered),
        "待核实的线索（条）": count("result = ''"),
        "已核实的线索（条）": count("result <> ''"),
        "核实后纳入监测的线索（条）": count("result = '纳入监测'"),
        "核实后未纳入的线索（条）": count("result = '未纳入'"),
        "绿色通道的线索（条）": count(green),
        "绿色通道待核实（条）": count(f"{green} AND result = ''"),
        "重点人群（人）": sum(one[0] for one in key),
        "重点人群（户）": sum(one[1] for one in key),
        "重点人群已入户（户）": sum(one[2] for one in key),
    }
    rows = own.ask(f"""
        SELECT department, kind, count(*), sum(household <> ''), sum({registered}), sum(result = ''),
            sum(result <> ''), sum(result = '纳入监测'), sum(result = '未纳入'),
            sum(result NOT IN ('', '纳入监测', '未纳入'))
        FROM {STANDING} GROUP BY 1, 2
    """)
    names = ("线索", "对上人", "已在册", "待核实", "已核实", "纳入监测", "未纳入", "其他结果")
    for department, kind, *counts in rows:
        counted = zip(names, counts, strict=True)
        figures |= {f"{department} {kind}：{name}（条）": value for name, value in counted}
    return figures


def _changes(own: OwnFigures, start: str, end: str) -> dict[str, int]:
    events = own.events(start, end)
    came, went = ("嫁入", "新生儿", "其他转入"), ("死亡", "嫁出", "出国定居", "判刑收监", "其他转出")
    figures = {f"自然增加：{kind}（人）": events.get(kind, 0) for kind in came}
    figures |= {f"自然减少：{kind}（人）": events.get(kind, 0) for kind in went}
    steps = own.steps(start, end)
    names = ("入户核实", "信息比对", "村评议公示", "乡审", "县批", "系统录入")
    for kind in ("回退再标注", "清退", "调整", "标注消除"):
        where = f"FROM action WHERE kind = '{kind}' AND round = :round AND withdrawn = ''"
        figures[f"{kind}：提出（户）"] = own.one(f"SELECT count(*) {where}")
        figures[f"{kind}：办理中（户）"] = own.one(f"SELECT count(*) {where} AND is_open")
        figures[f"{kind}：系统已处理（户）"] = own.one(f"SELECT count(*) {where} AND is_done")
    return figures | {
        **{f"{name}（户）": steps.get(name, 0) for name in names},
        "监测对象（户）": own.count_surveys("is_monitored"),
        "新识别为监测对象（户）": own.count_surveys("is_new"),
        "风险消除（户）": own.count_surveys("eliminated = '是'"),
        "系统已标注风险消除（户）": own.count_surveys("marked = '是'"),
    }


def _troubles(own: OwnFigures, today: str) -> dict[str, int]:
    unfit = " OR ".join(
        f"({_has('risks', risk)} AND {' AND '.join(_has('denied', line) for line in lines)})"
        for risk, lines in _FITTING.items()
    )
    over_a_year = f"identified_on <> '' AND date(identified_on, '+1 year') <= '{today}' AND NOT is_floor"
    twice = """
        SELECT count(*) FROM survey WHERE round = :round AND state <> '已撤回' AND household IN
            (SELECT household FROM survey WHERE round = :round AND state <> '已撤回' GROUP BY 1 HAVING count(*) > 1)
    """
    return {
        "监测对象没有帮扶措施（户）": own.count_surveys(f"{_NOT_HELPED} AND given = ''"),
        "措施和风险不对应（户）": own.count_surveys(f"{_NOT_HELPED} AND ({unfit})"),
        "识别满一年风险未消除（户）": own.count_surveys(f"{_NOT_HELPED} AND {over_a_year}"),
        "识别日期不详（户）": own.count_surveys(f"{_NOT_HELPED} AND identified_on = '' AND NOT is_new"),
        "退回还没有改好（户）": own.count_surveys("state = '退回'"),
        "同一户本轮有几张的调查表（张）": own.one(twice),
    }


def _has(column: str, word: str) -> str:
    return _HAS.format(column=column, word=word)
