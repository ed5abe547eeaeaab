"""What the page that reads a stick says of each file: what it is, from whom, and what became of it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.bundles.exchange import ReadLine
from ffp_desktop.services.bundles.preview import Change
from ffp_desktop.services.bundles.stick import FileKind, StickFile
from ffp_desktop.ui.spoken import say_unit, say_when
from ffp_desktop.ui.theme import Palette
from ffp_desktop.ui.widgets.cell_table import Cell
from ffp_desktop.ui.widgets.marks import Shape

CALM = ("bundle.replayed", "bundle.waiting", "bundle.not_enrolled")
"""Refusals that are no alarm: it was read before, it waits, or somebody has to be asked."""


class FileWords:
    """Turns a file, and what became of it, into a row and a sentence."""

    def __init__(self, regions: Regions, palette: Palette) -> None:
        self._regions = regions
        self._palette = palette

    def row(self, file: StickFile, line: ReadLine | None, now: datetime) -> Sequence[Cell]:
        words, ink, shape = self._standing(file, line)
        source = say_unit(file.source, self._regions) if file.source else "—"
        return (
            Cell(file.kind.value, self._palette.answer, is_bold=True),
            Cell(source),
            Cell(_tr("第{0}号").format(file.sequence) if file.sequence else "—"),
            Cell(say_when(file.created, now) or "—"),
            Cell(words, ink, shape=shape),
            Cell(file.file.name),
        )

    def sentence(self, file: StickFile, line: ReadLine | None) -> tuple[str, str]:
        """The whole of it, and the ink: what happened, or what Enter would do."""
        if line is not None:
            return self._after(line)
        if file.error is not None:
            return file.error.sentence, "error"
        if file.kind is FileKind.PACK:
            return _tr("上级发的证书：按 Enter 到“设备与信任”里收下。"), "label"
        if file.kind is FileKind.REQUEST:
            return _tr("下面单位的登记申请：按 Enter 到“设备与信任”里核对指纹、发证。"), "label"
        if not file.is_ours:
            return self._not_ours(file), "label"
        if file.is_done:
            return _tr("已经读过了，不用再读。"), "label"
        if file.kind is FileKind.RECEIPT:
            return _tr("上级收到第{0}号包的回执：按 Enter 收下。").format(file.sequence), "label"
        if file.kind is FileKind.ATTACHMENTS:
            return _tr("第{0}号包的附件：按 Enter 收下。").format(file.sequence), "label"
        return _tr("按 Enter 先看会有什么变化；看过再决定导入不导入。"), "label"

    def _not_ours(self, file: StickFile) -> str:
        if file.kind is FileKind.RECEIPT:
            return _tr("写给{0}的回执：请把U盘交还对方。").format(say_unit(file.to, self._regions))
        return _tr("这是给{0}的包，不是给本单位的，不用读。").format(say_unit(file.to, self._regions))

    def _standing(self, file: StickFile, line: ReadLine | None) -> tuple[str, str, Shape]:
        palette = self._palette
        error = line.error if line is not None else file.error
        if line is not None and error is None:
            words = _tr("已导入") if line.taken is not None else _tr("已收下")
            return words, palette.passed, Shape.CHECK
        if error is not None:
            is_calm = error.code in CALM
            words = {
                "bundle.replayed": _tr("读过了"),
                "bundle.waiting": _tr("等前面的包"),
                "bundle.not_enrolled": _tr("没有登记"),
            }.get(error.code, _tr("没有读"))
            return words, palette.muted if is_calm else palette.error, Shape.DASH if is_calm else Shape.CROSS
        if file.kind in (FileKind.PACK, FileKind.REQUEST):
            return _tr("要办登记"), palette.label, Shape.RING
        if not file.is_ours:
            return _tr("给{0}的").format(say_unit(file.to, self._regions)), palette.muted, Shape.DASH
        if file.is_done:
            return _tr("读过了"), palette.muted, Shape.DASH
        return _tr("还没读"), palette.accent, Shape.DOT

    def _after(self, line: ReadLine) -> tuple[str, str]:
        if line.error is not None and line.error.code == "bundle.not_enrolled":
            return line.error.sentence + _tr("按 Enter 去核对。"), "label"
        if line.error is not None:
            return line.error.sentence, "label" if line.error.code in CALM else "error"
        if line.receipt_of is not None:
            return _tr("第{0}号包已经送到，发件箱里变绿了。").format(line.receipt_of.sequence), "passed"
        if line.part is not None:
            return _tr("收下附件 {0} 张，新到 {1} 张。").format(line.part.pictures, line.part.new), "passed"
        taken = line.taken
        if taken is None:
            return "", "label"
        preview = taken.imported.preview
        counts = [preview.count(change) for change in (Change.NEW, Change.CHANGED, Change.CONFLICT)]
        said = _tr("已导入：新 {0} 户，变更 {1} 户，冲突 {2} 户。").format(*counts)
        if taken.held:
            said += _tr("有 {0} 户没有取，放着。").format(taken.held)
        if taken.imported.followed:
            said += _tr("等着它的 {0} 个包也接上了。").format(len(taken.imported.followed))
        if taken.attachments:
            said += _tr("附件 {0} 张。").format(taken.attachments)
        if any(fork.is_own for fork in preview.forks):
            said += _tr("这台电脑的数据在别处有副本：请关掉程序再打开一次，以后各记各的。")
        if taken.trouble is not None:
            return said + _tr("回执没有写成：{0}").format(taken.trouble.sentence), "warning"
        return said + _tr("回执已写回U盘，可以拔出了。"), "passed"


def is_unread(file: StickFile) -> bool:
    """Whether reading all would try it."""
    is_mail = file.kind in (FileKind.BUNDLE, FileKind.RECEIPT, FileKind.ATTACHMENTS)
    return is_mail and file.is_ours and not file.is_done and file.error is None


def _tr(words: str) -> str:
    return QCoreApplication.translate("FileWords", words)
