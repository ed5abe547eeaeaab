"""One invented member of a household, and the row it makes in a survey file."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
_CHECKS = "10X98765432"
ABLE = ("普通劳动力", "技能劳动力")
WITHOUT_LABOUR = ("丧失劳动力", "无劳动力")
NOT_PUPILS = ("学龄前儿童", "学前教育", "文盲或半文盲", "小学", "初中", "高中", "大专", "本科及以上")


@dataclass(slots=True)
class Person:
    """A member. Yes and no are kept as truth here and written 是/否."""

    name: str
    sex: str
    birth: date
    age: int
    relation: str
    nation: str
    number: str
    id_type: str = "居民身份证"
    political: str = "群众"
    health: list[str] = field(default_factory=lambda: ["健康"])
    education: str = ""
    labour: str = ""
    work: str = ""
    insured: str = "是"
    critical: bool = True
    aided: bool = False
    minimum_living: bool = False
    destitute: bool = False
    pension: bool = False

    @property
    def is_pupil(self) -> bool:
        return self.education not in NOT_PUPILS

    @property
    def is_vocational(self) -> bool:
        return self.education.startswith(("中职", "高职高专"))

    @property
    def is_able(self) -> bool:
        return self.labour in ABLE

    @property
    def is_ill(self) -> bool:
        return "长期慢性病" in self.health or "患有大病" in self.health

    @property
    def is_disabled(self) -> bool:
        return "残疾" in self.health

    @property
    def is_severely_disabled(self) -> bool:
        return self.id_type == "残疾人证" and self.number[19] in "12"

    def encode(self) -> dict[str, Any]:
        """The member's row; the sex is left to the number, as the paper's program fills it."""
        row: dict[str, Any] = {
            "name": self.name,
            "sex": self.sex,
            "id_type": self.id_type,
            "id_number": self.number,
            "relation": self.relation,
            "ethnicity": self.nation,
            "political_status": self.political,
            "health": list(self.health),
            "education": self.education,
            "labor_skill": self.labour,
        }
        if self.work:
            row["work_region"] = self.work
        row["medical_insurance"] = self.insured
        for item, value in (
            ("critical_illness_insurance", self.critical),
            ("medical_aid", self.aided),
            ("minimum_living", self.minimum_living),
            ("destitute_support", self.destitute),
            ("pension_insurance", self.pension),
            ("relocated", False),
        ):
            row[item] = "是" if value else "否"
        return row


def number_with_check(first_17: str) -> str:
    """An 18-digit identity number from its first 17 digits (GB 11643)."""
    return first_17 + _CHECKS[sum(int(d) * w for d, w in zip(first_17, _WEIGHTS, strict=True)) % 11]
