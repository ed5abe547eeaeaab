"""What a file really is, whatever its name says, and whether it is packed honestly; used in the child.

API: `Refusal(code)`, `find_kind(content) -> "xlsx" | "xls" | "ods" | "text"`, `decode_text(content)`.
"""

import io
import re
import zipfile

from ffp_desktop.documents.reading_process import Refusal
from ffp_desktop.documents.workbook.reading_limits import MAX_RATIO, MAX_UNPACKED

_PACKED, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FILE_PASS = re.compile(
    rb"\x09\x08(?:\x08\x00.{8}|\x10\x00.{16})\x2f\x00", re.DOTALL
)  # what follows begins a BIFF stream
_SMALL = 2**20  # a part that unpacks to less needs no look at its ratio


def find_kind(content: bytes) -> str:
    """Raises `Refusal` for what is no table at all, and for bombs."""
    if not content.strip(b"\0 \t\r\n"):
        raise Refusal("empty")
    if content.startswith(_PACKED):
        return _packed_kind(content)
    if content.startswith(_COMPOUND):
        if _ENCRYPTED_PACKAGE in content or any(at.start() % 64 == 0 for at in _FILE_PASS.finditer(content)):
            raise Refusal("encrypted")
        return "xls"
    if content.startswith(b"\x09\x08"):
        return "xls"  # BIFF5 without its compound file
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<", b"mime-version")):
        raise Refusal("web_page")
    if head.startswith((b"%pdf", b"{\\rtf", b"rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"sqlite format")) or b"\0" in head:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "text"
        raise Refusal("not_a_workbook")
    return "text"


def decode_text(content: bytes) -> str:
    """UTF-8 (with or without a mark), UTF-16 with a mark, else GB18030, which holds GBK. Raises `Refusal`."""
    has_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if has_mark else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("encoding_unknown")


def _packed_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            _refuse_bombs(parts)
            is_open_document = "content.xml" in names
            if is_open_document:
                _look_into_open_document(archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError):
        raise Refusal("damaged") from None
    if is_open_document:
        return "ods"
    if not names & {"xl/workbook.xml", "xl/workbook.bin"}:
        raise Refusal("not_a_workbook")
    return "xlsx"


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > 5_000:
        raise Refusal("bomb")
    for part in parts:
        if part.file_size > max(_SMALL, MAX_RATIO * part.compress_size):
            raise Refusal("bomb")
        if part.flag_bits & 1:
            raise Refusal("encrypted")


def _look_into_open_document(archive: zipfile.ZipFile) -> None:
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refusal("encrypted")
    if "mimetype" in archive.namelist() and b"spreadsheet" not in archive.read("mimetype"):
        raise Refusal("not_a_workbook")
