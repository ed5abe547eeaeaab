"""What is said when an import or its undo is over."""

from PySide6.QtCore import QCoreApplication

from ffp_desktop.services.workbook_import.putting_in import ImportDone, UndoDone


def say_done(done: ImportDone, *, has_failed: bool) -> str:
    """What became of the households, and what can be done now."""
    translate = QCoreApplication.translate
    words = translate("done_words", "已导入：新建 {0} 户，改动 {1} 户，没有动 {2} 户。按 Ctrl+Z 可以整个撤销。")
    failed = translate("done_words", "没取的行按 Ctrl+S 另存。") if has_failed else ""
    return words.format(len(done.new), len(done.changed), done.left) + failed


def say_undone(done: UndoDone) -> str:
    """What was taken back, and what was left because somebody has changed it since."""
    translate = QCoreApplication.translate
    words = translate("done_words", "已撤销：取走新建的 {0} 户，恢复 {1} 户。").format(done.removed, done.restored)
    if done.kept:
        words += translate("done_words", "有 {0} 户导入之后又改过，保留没有动。").format(len(done.kept))
    return words
