"""A form's folder as it travels and is kept: its files' texts by their path in the folder. Data only; nothing is run.

API: `gather_form(folder) -> CarriedForm`, `check_carried(texts) -> CarriedForm` (FfpError `form.…` with file and line),
`CarriedForm`, `is_newer(version, than)`, `write_folder(texts, folder)`.

Only the names that a form has are taken, so that no path leads anywhere else, and the whole form is read by the same
strict reader as one that comes with the program.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from ffp_desktop.domain.form.reader import read_form
from ffp_desktop.domain.form.source import MAX_BYTES
from ffp_desktop.errors import FfpError

MOST_FILES = 200
LARGEST = 4 << 20
"""UTF-8 bytes of all files of a form."""
_FOLDERS = ("choices", "rules", "sections")
_NAME = re.compile(
    r"(?:form|paper|columns)\.yaml|remarks\.csv"
    r"|(?:sections|rules)/[a-z0-9][a-z0-9-]{0,39}\.yaml|choices/[A-Za-z][A-Za-z0-9_]{0,39}\.csv"
)
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\..*", re.IGNORECASE)  # Windows has no such files
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")


@dataclass(frozen=True, slots=True)
class CarriedForm:
    """A form that was read and can be used."""

    id: str
    version: str
    title: str
    texts: Mapping[str, str] = field(repr=False)


def gather_form(folder: Path) -> CarriedForm:
    """The form of a folder; files that belong to no form are left behind. Raises FfpError `form.…`."""
    files = [file for name in ("", *_FOLDERS) for file in sorted((folder / name).glob("*")) if file.is_file()]
    texts = {}
    for file in files:
        name = file.relative_to(folder).as_posix()
        if _NAME.fullmatch(name):
            try:
                texts[name] = file.read_bytes().decode()
            except (OSError, UnicodeDecodeError) as error:
                raise _wrong(name, 1, "这个文件读不出来，或不是 UTF-8 编码") from error
    return check_carried(texts)


def check_carried(texts: Mapping[str, str]) -> CarriedForm:
    """Raises FfpError `form.name_wrong`, `form.too_large`, `form.invalid`, `form.version_wrong`."""
    if len(texts) > MOST_FILES or sum(len(text.encode()) for text in texts.values()) > LARGEST:
        raise FfpError("form.too_large", "这张表的文件太多或太大，没有收下。请让发来的人核对，现有数据没有变动。")
    for name in texts:
        if not _NAME.fullmatch(name) or _DEVICES.fullmatch(name.rpartition("/")[2]):
            raise FfpError("form.name_wrong", "这张表里有不是表的文件，没有收下。请让发来的人核对，现有数据没有变动。")
    if len({name.casefold() for name in texts}) != len(texts):
        raise FfpError("form.name_wrong", "这张表里有两个同名的文件，没有收下。请让发来的人核对，现有数据没有变动。")
    with TemporaryDirectory(prefix="ffp-form-") as place:
        write_folder(texts, Path(place))
        form = read_form(Path(place))
    if not _ID.fullmatch(form.id) or not _VERSION.fullmatch(form.version):
        raise _wrong("form.yaml", 1, "id 要用小写字母、数字和连字符，version 要是数字，例如 2 或 2.1")
    return CarriedForm(form.id, form.version, form.title, dict(texts))


def write_folder(texts: Mapping[str, str], folder: Path) -> None:
    """The files of a form whose names were checked, into a folder of this program's own."""
    for name, text in texts.items():
        if len(content := text.encode()) > MAX_BYTES:
            raise _wrong(name, 1, "文件超过 1 MiB，不像是表格定义")
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)


def is_newer(version: str, than: str) -> bool:
    """Versions are compared number by number: 2.10 is newer than 2.9. Anything is newer than none ("")."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in version.split(".")] if _VERSION.fullmatch(version) else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _wrong(file: str, line: int, message: str) -> FfpError:
    return FfpError("form.version_wrong" if file == "form.yaml" else "form.invalid", f"{file}:{line}：{message}。")
