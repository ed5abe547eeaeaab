"""Reading a form: a small one is read whole, and every way to break it is named with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ffp_desktop.domain.form.reader import check_form, read_form
from ffp_desktop.errors import FfpError

FORM = """\
id: small
version: "1"
title: 小表
sections: [1.yaml, 2.yaml]
facts:
  - {id: today, type: date}
"""
FIRST = """\
id: water
numeral: 一
title: 饮水
items:
  - id: safe_water
    number: A1
    name: 饮水
    label: "A1饮水:"
    type: select_one
    choices: yes_no
    help: 看水
  - id: reason
    name: 原因
    label: 原因
    type: text
    relevant: ${safe_water} = '否'
    max_length: 9
  - id: people
    name: 人数
    label: 人数
    type: calculate
    calculation: count(${members.name})
"""
SECOND = """\
id: members
numeral: 二
title: 成员
repeat: true
unit: member
items:
  - id: name
    name: 姓名
    label: 姓名
    type: text
  - id: pay
    name: 工资
    label: 工资
    type: decimal
    places: 2
    constraint: . >= 0
    constraint_message: 不能小于 0。请改。
"""
RULES = """\
- id: dry
  level: 提醒
  when: ${safe_water} = '否' and ${people} > 3
  at: safe_water
  message: ${people} 人没有水。
  do: 请核对。
- id: paid_nobody
  level: 错误
  when: ${pay} > 0 and not(answered(${name}))
  at: pay
  touches: [name]
  message: 没有姓名，工资 ${pay}。
  do: 请填姓名。
"""
CHOICES = "name,code,aliases,exclusive\n是,1,,\n否,2,无|没有,\n"
FILES = {
    "form.yaml": FORM,
    "sections/1.yaml": FIRST,
    "sections/2.yaml": SECOND,
    "rules/all.yaml": RULES,
    "choices/yes_no.csv": CHOICES,
}


@pytest.fixture
def small_form(tmp_path: Path) -> Callable[..., Path]:
    def write(file: str = "", old: str = "", new: str = "") -> Path:
        for name, text in FILES.items():
            assert name != file or old in text
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text.replace(old, new, 1) if name == file else text, encoding="utf-8")
        return tmp_path

    return write


def problems_of(folder: Path) -> list[tuple[str, int]]:
    """Files and lines, without the paper's (the small form has none)."""
    return [(problem.file, problem.line) for problem in check_form(folder) if problem.file != "paper.yaml"]


def test_small_form__nothing_wrong__has_no_problem(small_form: Callable[..., Path]) -> None:
    assert problems_of(small_form()) == []


BROKEN = [
    ("form.yaml", "title: 小表", "titel: 小表", ("form.yaml", 3)),
    ("form.yaml", "title: 小表\n", "", ("form.yaml", 1)),
    ("form.yaml", "type: date", "type: day", ("form.yaml", 6)),
    ("form.yaml", "2.yaml", "../2.yaml", ("form.yaml", 4)),
    ("sections/1.yaml", "help: 看水", "hint: 看水", ("1.yaml", 11)),
    ("sections/1.yaml", "type: text", "type: string", ("1.yaml", 15)),
    ("sections/1.yaml", "choices: yes_no", "choices: no_yes", ("1.yaml", 10)),
    ("sections/1.yaml", "    choices: yes_no\n", "", ("1.yaml", 5)),
    ("sections/1.yaml", "id: reason", "id: safe_water", ("1.yaml", 12)),
    ("sections/1.yaml", "id: reason", "id: today", ("1.yaml", 12)),
    ("sections/1.yaml", "id: reason", "id: Reason", ("1.yaml", 12)),
    ("sections/1.yaml", "${safe_water} = '否'", "${unsafe_water} = '否'", ("1.yaml", 16)),
    ("sections/1.yaml", "${safe_water} = '否'", "${safe_water} = '不'", ("1.yaml", 16)),
    ("sections/1.yaml", "${safe_water} = '否'", "${safe_water} = ", ("1.yaml", 16)),
    ("sections/1.yaml", "${safe_water} = '否'", "${name} = ''", ("1.yaml", 16)),
    ("sections/1.yaml", "${safe_water} = '否'", "${members.safe_water} = ''", ("1.yaml", 16)),
    ("sections/1.yaml", "${safe_water} = '否'", "wet(${safe_water})", ("1.yaml", 16)),
    ("sections/1.yaml", "${safe_water} = '否'", "selected(${safe_water})", ("1.yaml", 16)),
    ("sections/1.yaml", "max_length: 9", "max_length: nine", ("1.yaml", 17)),
    ("sections/1.yaml", "max_length: 9", "normalise: shout", ("1.yaml", 17)),
    ("sections/1.yaml", "max_length: 9", "carry: always", ("1.yaml", 17)),
    ("sections/1.yaml", "label: 人数", "label: 人数\n    carry: stable", ("1.yaml", 21)),
    ("sections/1.yaml", "max_length: 9", "default: x\n    passed_over: ja", ("1.yaml", 18)),
    ("sections/1.yaml", "    calculation: count(${members.name})\n", "", ("1.yaml", 18)),
    ("sections/1.yaml", "count(${members.name})", "${people} + 1", ("1.yaml", 18)),
    ("sections/1.yaml", "help: 看水", "default: 也许", ("1.yaml", 11)),
    ("sections/1.yaml", "help: 看水", "relevant: answered(${reason})", ("1.yaml", 5)),
    ("sections/2.yaml", "    constraint_message: 不能小于 0。请改。\n", "", ("2.yaml", 11)),
    ("sections/2.yaml", "不能小于 0。请改。", "不能小于 0", ("2.yaml", 17)),
    ("sections/2.yaml", "repeat: true", "repeat: yes", ("2.yaml", 4)),
    ("rules/all.yaml", "at: safe_water", "at: water", ("all.yaml", 4)),
    ("rules/all.yaml", "level: 提醒", "level: warning", ("all.yaml", 2)),
    ("rules/all.yaml", "${people} 人没有水", "${person} 人没有水", ("all.yaml", 5)),
    ("rules/all.yaml", "${people} 人没有水", "${name} 没有水", ("all.yaml", 5)),
    ("rules/all.yaml", "and ${people} > 3", "and ${pay} > 3", ("all.yaml", 3)),
    ("rules/all.yaml", "touches: [name]", "touches: [names]", ("all.yaml", 11)),
    ("rules/all.yaml", "touches: [name]", "propose: names", ("all.yaml", 11)),
    ("rules/all.yaml", "touches: [name]", "each: row", ("all.yaml", 11)),
    ("rules/all.yaml", "id: paid_nobody", "id: dry", ("all.yaml", 7)),
    ("rules/all.yaml", "id: paid_nobody", "id: pay", ("all.yaml", 7)),
    ("rules/all.yaml", "do: 请核对。", "todo: 请核对。", ("all.yaml", 6)),
    ("choices/yes_no.csv", "否,2", "是,2", ("yes_no.csv", 3)),
    ("choices/yes_no.csv", "否,2", "否,1", ("yes_no.csv", 3)),
    ("choices/yes_no.csv", "否,2", "否 否,2", ("yes_no.csv", 3)),
    ("choices/yes_no.csv", "否,2,无", "否,2,是", ("yes_no.csv", 3)),
    ("choices/yes_no.csv", "否,2,", "否,", ("yes_no.csv", 3)),
    ("choices/yes_no.csv", "name,", "nom,", ("yes_no.csv", 1)),
    ("choices/yes_no.csv", "aliases", "required_sex", ("yes_no.csv", 1)),
]


@pytest.mark.parametrize(("file", "old", "new", "place"), BROKEN, ids=[f"{b[0]}-{b[2]}" for b in BROKEN])
def test_broken_form__each_way__is_refused_at_file_and_line(
    small_form: Callable[..., Path], file: str, old: str, new: str, place: tuple[str, int]
) -> None:
    folder = small_form(file, old, new)
    assert place in problems_of(folder)
    with pytest.raises(FfpError) as caught:
        read_form(folder)
    assert caught.value.code == "form.invalid"


def test_several_mistakes__in_one_form__are_all_named(small_form: Callable[..., Path]) -> None:
    folder = small_form("sections/1.yaml", "type: text", "type: string\n    a: 1")
    (folder / "choices/yes_no.csv").write_text("name\n是\n是\n", encoding="utf-8")
    assert {file for file, _ in problems_of(folder)} >= {"1.yaml", "yes_no.csv"}


def test_folder__without_a_form__is_refused(tmp_path: Path) -> None:
    with pytest.raises(FfpError) as caught:
        read_form(tmp_path)
    assert caught.value.code == "form.invalid"
    assert caught.value.sentence.startswith("form.yaml:1：")
