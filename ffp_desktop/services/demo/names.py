"""Names of invented people, as they are heard in 莫旗: Daur, Evenki, Mongol, Oroqen, Manchu and Han."""

from random import Random

NATIONS = ("达斡尔族", "汉族", "鄂温克族", "蒙古族", "满族", "鄂伦春族", "朝鲜族")
_NATION_WEIGHTS = (34, 36, 11, 9, 6, 3, 1)

_SURNAMES = {
    "达斡尔族": "郭 孟 敖 鄂 苏 杜 沃 何 吴 金 胡 安 康 德 陈 山 多",
    "汉族": "王 李 张 刘 陈 杨 赵 孙 周 徐 于 高 宋 姜 曲 丛 邹 欧阳",
    "鄂温克族": "涂 杜 那 何 敖 戴 萨 武 贺 柳",
    "蒙古族": "白 包 乌 陈 何 吴 韩 席",
    "满族": "关 佟 那 富 赵 傅 郎 索",
    "鄂伦春族": "孟 关 莫 白 葛 魏 何",
    "朝鲜族": "朴 金 崔 李 全",
}
_CLANS = {
    "达斡尔族": "郭布勒 敖拉 莫日登 鄂嫩 沃热 苏都尔 德都勒 何音 金奇里",
    "鄂温克族": "杜拉尔 涂格敦 那哈塔 萨马基尔 敖拉 卡尔他昆",
    "鄂伦春族": "玛拉依尔 柯尔特依尔 白依尔 莫拉呼尔",
}
_OWN_MALE = "巴图 阿尔腾 孟和 哈森 斡勒莫日根 乌力吉 图木热 额尔登 朝克图 宝音 毕力格 莫日根 苏和 那顺"
_OWN_FEMALE = "其其格 斯琴 娜仁其木格 乌云 萨仁 敖登 塔娜 琪琪格 阿娜 乌仁图雅 其木格 诺敏"
_OWN_NATIONS = ("达斡尔族", "鄂温克族", "蒙古族", "鄂伦春族")
_MALE = "志强 海峰 玉山 建国 国庆 永胜 德福 金海 明亮 宝财 文斌 占军 长林 立新 凤山 子轩 浩然 俊杰 振华 福贵"
_FEMALE = "桂芝 晓梅 玉兰 秀英 淑珍 海波 红霞 丽华 金花 春艳 雪梅 凤琴 敏 子涵 雨桐 欣怡 美玲 桂荣 亚男 慧 艳丽 冬梅"
_RARE = "𬭎 䶮 𫖯 㛃 𠅤 堃 喆 昇 垚 頔"


class Namer:
    """Draws names; all of one household's draws come from the same generator, so a seed gives the same people."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def nation(self) -> str:
        return self._random.choices(NATIONS, _NATION_WEIGHTS)[0]

    def family_name(self, nation: str) -> str:
        """What children take from their father: a surname, or a clan before the dot."""
        if nation in _CLANS and self._random.random() < 0.12:
            return self._random.choice(_CLANS[nation].split()) + "·"
        return self._random.choice(_SURNAMES[nation].split())

    def full_name(self, family_name: str, nation: str, sex: str) -> str:
        """A whole name; a Mongol may carry none but his own."""
        if family_name.endswith("·"):
            return family_name + self._own_name(sex)
        chance = self._random.random()
        if nation in _OWN_NATIONS and chance < 0.12:
            return f"{family_name}·{self._own_name(sex)}"
        if nation == "蒙古族" and chance < 0.35:
            return self._own_name(sex)
        if chance > 0.985:
            return family_name + self._random.choice(_RARE.split())
        return family_name + self._random.choice((_MALE if sex == "男" else _FEMALE).split())

    def official(self) -> str:
        """Somebody who visits households or judges their risk."""
        nation = self.nation()
        sex = self._random.choice("男女")
        return self._random.choice(_SURNAMES[nation].split()) + self._random.choice(
            (_MALE if sex == "男" else _FEMALE).split()
        )

    def _own_name(self, sex: str) -> str:
        return self._random.choice((_OWN_MALE if sex == "男" else _OWN_FEMALE).split())
