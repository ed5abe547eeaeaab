"""The words of a form's choice lists and what the national system calls the same things.

API: `Vocabulary(form, synonyms)`: `.choice(item, text)`, `.choices(item, text)`, `.school_place(text)`,
`.schooling(text)`, `.school_places`, `.risk(text)`, `.measures(text, title="")`; `MEASURE_LINES`, the kinds of
households, `join_words(words)`, `write_measures(lines)`, `read_measures(text)`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from ffp_desktop.domain.answer_text import find_choice
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.table.synonyms import Synonyms, bare_text

GENERAL = "一般农牧户"
MONITORED = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
OFF_POVERTY = ("脱贫享受政策户", "脱贫不享受政策户")
OFF_POVERTY_ANY = "脱贫户"
"""What the system says of both kinds of 脱贫户."""
TO_BE_MONITORED = "拟纳入监测对象"
"""A household that this visit newly identifies: any kind of 监测对象 in the system is right."""
NO_CODE = "因疫情"
"""A risk of the form for which the system has no name: it stands there under another one."""

SYSTEM_RISKS: Mapping[str, str] = {
    "因灾": "因自然灾害",
    "因产业项目失败": "因产业失败",
    "因务工就业不稳": "因就业不稳定",
    "因务工就业不稳定": "因就业不稳定",
    "因就业不稳": "因就业不稳定",
    "缺劳动力": "因缺劳力",
    "因缺劳动力": "因缺劳力",
    "缺劳力": "因缺劳力",
    "自身发展动力不足": "因发展动力不足",
    "因自身发展动力不足": "因发展动力不足",
    "发展动力不足": "因发展动力不足",
}
"""The form's word for what a risk is called elsewhere (因灾 stands twice on the form; the system has one of them)."""

MEASURE_LINES: Mapping[str, tuple[str, ...]] = {
    "产业帮扶": ("industry", "industry_measures"),
    "就业帮扶": ("employment", "employment_measures"),
    "金融帮扶": ("loan",),
    "生态帮扶": ("ecology", "ecology_jobs", "ecology_projects"),
    "公益岗位帮扶": ("public_post", "public_post_measures"),
    "教育帮扶": ("education", "education_measures"),
    "健康帮扶": ("health", "health_measures"),
    "生活条件改善": ("living", "living_measures"),
    "基础设施建设": ("infrastructure", "infrastructure_measures"),
    "综合保障": ("security", "security_measures"),
    "扶志扶智": ("aspiration", "aspiration_measures"),
    "其他帮扶": ("other",),
}
"""A34–A45 by their titles: what the form's items of the line begin with, and the items that hold its options."""

_LINE_WORDS = {
    "公益岗帮扶": "公益岗位帮扶",
    "公益性岗位帮扶": "公益岗位帮扶",
    "公益性岗位": "公益岗位帮扶",
    "公益岗位": "公益岗位帮扶",
    "综合保障帮扶": "综合保障",
    "综合保障类": "综合保障",
    "小额信贷": "金融帮扶",
    "脱贫人口小额信贷": "金融帮扶",
    "产业发展": "产业帮扶",
    "住房和饮水": "生活条件改善",
    "其他": "其他帮扶",
}
_SCHOOL_WORDS = {
    "小学": "小学在校",
    "初中一年级": "七年级",
    "初中二年级": "八年级",
    "初中三年级": "九年级",
    "高中一年级": "普通高中一年级",
    "高中二年级": "普通高中二年级",
    "高中三年级": "普通高中三年级",
    "非在校生": "",
    "不在校": "",
    "非在校": "",
    "否": "",
    "无": "",
}
_SCHOOLING = ("文盲或半文盲", "小学", "初中", "高中", "大专", "本科及以上")
_SCHOOLING_WORDS = {
    "文盲半文盲": "文盲或半文盲",
    "文盲": "文盲或半文盲",
    "半文盲": "文盲或半文盲",
    "中专": "高中",
    "本科": "本科及以上",
    "大学": "本科及以上",
}
_NO_MEASURE = ("否", "无", "没有", "未享受")
_BETWEEN_MEASURES = re.compile(r"[,，、;；/|\s]+")
_SEPARATORS = re.compile(r"[,，、;；/|\s]+")


class Vocabulary:
    """Finds the form's own word for what another table says; a word nobody knows stays as it is."""

    def __init__(self, form: Form, synonyms: Synonyms) -> None:
        self._form = form
        self._synonyms = synonyms
        self._known: dict[tuple[str, str], str] = {}
        self._known_measures: dict[tuple[str, str], str] = {}

    @cached_property
    def school_places(self) -> frozenset[str]:
        """What A11 holds besides the schooling reached: where a pupil or a small child is."""
        choices = self._form.items["education"].choices
        return frozenset(one.name for one in choices.choices if one.name not in _SCHOOLING) if choices else frozenset()

    def choice(self, item: str, text: str) -> str:
        """One choice of an item."""
        key = (item, text)
        if key not in self._known:
            self._known[key] = self._look_up(item, text)
        return self._known[key]

    def choices(self, item: str, text: str) -> str:
        """Several of them, in their one order."""
        parts = {self.choice(item, part) for part in _SEPARATORS.split(text) if part}
        return join_words(parts)

    def school_place(self, text: str) -> str:
        """Where somebody goes to school, "" for nowhere."""
        return _SCHOOL_WORDS[text] if text in _SCHOOL_WORDS else self.choice("education", text)

    def schooling(self, text: str) -> str:
        return _SCHOOLING_WORDS.get(text, text if text in _SCHOOLING else self.choice("education", text))

    def risk(self, text: str) -> str:
        return SYSTEM_RISKS.get(text, text)

    def measures(self, text: str, title: str = "") -> str:
        """Measures as one text: lines by their titles, with the options that were named. `title` is the line's of a
        column that has its own; 是 there names no option, 否 no measure."""
        key = (text, title)
        if key not in self._known_measures:
            self._known_measures[key] = self._read_measures(text, title)
        return self._known_measures[key]

    def join_measures(self, texts: Iterable[str]) -> str:
        """The measures of several columns as one text."""
        found: dict[str, set[str]] = {}
        for text in texts:
            for title, options in read_measures(text).items():
                found.setdefault(title, set()).update(options)
        return write_measures(found)

    # ---- private

    def _look_up(self, item: str, text: str) -> str:
        choices = self._form.items[item].choices
        if choices is None:
            return text
        words = self._synonyms.choices.get(choices.name, {})
        return find_choice(choices, words.get(text, text)) or text

    def _read_measures(self, text: str, title: str) -> str:
        found: dict[str, set[str]] = {}
        for option in self._with_marks:
            text = text.replace(option, bare_text(option))
        for part in _BETWEEN_MEASURES.split(text):
            self._take_measure(found, part, title)
        return write_measures(found)

    def _take_measure(self, found: dict[str, set[str]], part: str, title: str) -> None:
        bare = bare_text(part)
        if not bare or bare in _NO_MEASURE:
            return
        option = self._options.get(bare, "")
        line = title or self._titles.get(bare) or self._lines_of_options.get(bare) or ""
        options = found.setdefault(line or part, set())
        if option or (title and bare != "是" and bare not in self._titles):
            options.add(option or part)

    @cached_property
    def _titles(self) -> dict[str, str]:
        words = {bare_text(word): title for word, title in _LINE_WORDS.items()}
        return words | {bare_text(title): title for title in MEASURE_LINES}

    @cached_property
    def options_by_line(self) -> dict[str, frozenset[str]]:
        """All options of each line."""
        return {title: frozenset(self._names(items[1:])) for title, items in MEASURE_LINES.items()}

    def _names(self, items: Iterable[str]) -> Iterator[str]:
        for item in items:
            choices = self._form.items[item].choices
            yield from (one.name for one in choices.choices) if choices else ()

    @cached_property
    def _options(self) -> dict[str, str]:
        return {bare_text(option): option for options in self.options_by_line.values() for option in options}

    @cached_property
    def _with_marks(self) -> list[str]:
        """Options with a mark inside that also stands between measures, the longest first."""
        return sorted((option for option in self._options.values() if bare_text(option) != option), key=len)[::-1]

    @cached_property
    def _lines_of_options(self) -> dict[str, str]:
        """Of options that only one line has: 其他 says nothing."""
        lines: dict[str, list[str]] = {}
        for title, options in self.options_by_line.items():
            for option in options:
                lines.setdefault(bare_text(option), []).append(title)
        return {option: titles[0] for option, titles in lines.items() if len(titles) == 1}


def write_measures(lines: Mapping[str, Iterable[str]]) -> str:
    """ "产业帮扶（光伏扶贫收益，其他）；健康帮扶": the same for the same measures."""
    parts = []
    for title, options in sorted(lines.items()):
        named = "，".join(sorted(options))
        parts.append(f"{title}（{named}）" if named else title)
    return "；".join(parts)


@lru_cache(maxsize=4096)
def read_measures(text: str) -> Mapping[str, frozenset[str]]:
    """What `write_measures` wrote."""
    found = {}
    for part in text.split("；") if text else ():
        title, _, options = part.removesuffix("）").partition("（") if part.endswith("）") else (part, "", "")
        found[title] = frozenset(options.split("，")) if options else frozenset[str]()
    return found


def join_words(words: Iterable[str]) -> str:
    """Several words as one text, the same whatever order they came in."""
    return "、".join(sorted(word for word in words if word))
