"""What the page of the exchange says: the rows of its three lists, and the lines beside its name."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.bundles.exchange import Came, Outlook
from ffp_desktop.services.bundles.kept import WaitingBundle
from ffp_desktop.services.bundles.outbox import Sent
from ffp_desktop.ui.drives import say_size
from ffp_desktop.ui.spoken import say_unit, say_when
from ffp_desktop.ui.theme import Palette
from ffp_desktop.ui.widgets.cell_table import Cell
from ffp_desktop.ui.widgets.marks import Shape

_FEW = 5  # missing numbers that are named


class OutlookWords:
    """Turns an outlook into words."""

    def __init__(self, regions: Regions, palette: Palette) -> None:
        self._regions = regions
        self._palette = palette

    def waiting_rows(self, outlook: Outlook) -> list[Sequence[Cell]]:
        """A village and how many of its surveys and clues wait."""
        surveys, clues = outlook.waiting, outlook.waiting_clues
        return [
            (
                Cell(say_unit(village, self._regions)),
                Cell(say_waiting(surveys.get(village, 0), clues.get(village, 0)), self._palette.answer, is_bold=True),
            )
            for village in sorted({*surveys, *clues})
        ]

    def down_rows(self, outlook: Outlook) -> list[Sequence[Cell]]:
        """A unit below and how many surveys go back to it."""
        return [
            (Cell(say_unit(unit, self._regions)), Cell(str(count), self._palette.error, is_bold=True))
            for unit, count in outlook.going_down.items()
        ]

    def sent_row(self, sent: Sent, now: datetime) -> Sequence[Cell]:
        one = sent.bundle
        return (
            Cell(_number(one.sequence), self._palette.answer, is_bold=True),
            Cell(say_when(one.at, now)),
            Cell(say_unit(one.receiver, self._regions)),
            Cell(_content(sent)),
            Cell(say_size(one.size)),
            self._state(sent, now),
        )

    def came_row(self, came: Came, now: datetime) -> Sequence[Cell]:
        one = came.bundle
        said = _tr("缺{0}包").format(_numbers(came.missing)) if came.missing else ""
        return (
            Cell(_number(one.sequence), self._palette.answer, is_bold=True),
            Cell(say_when(one.at, now)),
            Cell(say_unit(one.source, self._regions)),
            Cell(_count(came.surveys) if came.surveys else "—"),
            Cell(came.operator),
            Cell(said, self._palette.warning) if said else Cell(""),
        )

    def kept_row(self, one: WaitingBundle, now: datetime) -> Sequence[Cell]:
        """A bundle that waits for one before it."""
        return (
            Cell(_number(one.sequence), self._palette.answer, is_bold=True),
            Cell(say_when(one.at, now)),
            Cell(say_unit(one.source, self._regions)),
            Cell("—"),
            Cell(""),
            Cell(_tr("… 等待第{0}号包").format(one.missing), self._palette.warning),
        )

    def _state(self, sent: Sent, now: datetime) -> Cell:
        """Green only on the receipt."""
        one = sent.bundle
        if one.receipt_at:
            words = _tr("已收到 {0}").format(say_when(one.receipt_at, now))
            return Cell(words, self._palette.passed, shape=Shape.CHECK)
        if sent.is_part:
            return Cell(_tr("等回执，没到的下次重发"), self._palette.label, shape=Shape.RING)
        if not one.written_at:
            return Cell(_tr("没有写到U盘"), self._palette.warning, shape=Shape.CROSS)
        words = _tr("等回执") if sent.is_kept else _tr("等回执，文件不在本机了")
        return Cell(words, self._palette.label, shape=Shape.RING)

    def standing(self, outlook: Outlook, now: datetime) -> tuple[str, str]:
        """The line beside the page's name, and its ink."""
        surveys, clues = sum(outlook.waiting.values()), sum(outlook.waiting_clues.values())
        if outlook.is_top:
            return _tr("旗里收各乡镇的包；名单、退回等写给下面，按 1 选单位。"), "label"
        if not outlook.office:
            return _tr("还没有登记上级：录入、打印都照常；要上报，先按 4 办登记。"), "warning"
        office = say_unit(outlook.office, self._regions)
        last = say_when(outlook.last_receipt, now)
        since = _tr("最近一次回执 {0}").format(last) if last else _tr("还没有收到过回执")
        if surveys and not clues:
            return _tr("{0} 户有新记录等着报给{1} · {2}").format(surveys, office, since), "label"
        if clues:
            return _tr("{0}有新记录等着报给{1} · {2}").format(say_waiting(surveys, clues), office, since), "label"
        return _tr("没有要报给{0}的新记录 · {1}").format(office, since), "label"

    def foot(self, outlook: Outlook) -> str:
        """What stands under the villages."""
        return _tr("另有 {0} 户草稿没完成，不会带走。").format(outlook.drafts) if outlook.drafts else ""


def say_waiting(surveys: int, clues: int) -> str:
    """What waits to be handed up: households, and clues of departments' lists that were answered or matched."""
    if not clues:
        return _tr("{0} 户").format(surveys)
    told = _tr("{0} 条线索").format(clues)
    return _tr("{0} 户、{1}").format(surveys, told) if surveys else told


def say_not_again(sent: Sent) -> str:
    """Why a bundle is not written once more."""
    if sent.is_part:
        return _tr("第{0}号包的附件还没有回执；下次写包时，对方没收到的会再写一份。").format(sent.bundle.sequence)
    kept = _tr("第{0}号包已经收到，不用再写。") if sent.bundle.receipt_at else _tr("第{0}号包的文件不在本机了。")
    return kept.format(sent.bundle.sequence)


def waiting_words(sent: Sequence[Sent]) -> str:
    """How many bundles have no receipt."""
    waiting = sum(not one.bundle.receipt_at for one in sent)
    if not sent:
        return ""
    words = _tr("{0} 个等回执 · 共 {1} 个") if waiting else _tr("都收到了 · 共 {1} 个")
    return words.format(waiting, len(sent))


def _number(sequence: int) -> str:
    return _tr("第{0}号").format(sequence)


def _numbers(missing: Sequence[int]) -> str:
    said = "、".join(str(number) for number in missing[:_FEW])
    return _tr("第{0}号").format(said) + ("…" if len(missing) > _FEW else "")


def _content(sent: Sent) -> str:
    if sent.is_part:
        return _tr("附件 {0} 张").format(sent.bundle.revisions)
    return _count(sent.bundle.surveys) if sent.bundle.surveys else "—"


def _count(surveys: int) -> str:
    return _tr("{0} 户").format(surveys)


def _tr(words: str) -> str:
    return QCoreApplication.translate("OutlookWords", words)
