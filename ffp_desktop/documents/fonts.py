"""Finds the fonts that the paper is set in, and gives every character the first font that has it.

LXGW WenKai where it is installed (Linux packages fonts-lxgw-wenkai, fonts-hanazono), else what Windows and other
systems bring along; fonts for rare ideographs are opened only when a character needs them.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ffp_desktop.documents.truetype import TrueType, UnusableFontError
from ffp_desktop.errors import FfpError

_TEXT = ("LXGWWenKai-Regular.ttf", "LXGWWenKaiGB-Regular.ttf", "simkai.ttf", "simfang.ttf", "simsun.ttc", "ukai.ttc")
_BOLD = ("LXGWWenKai-Bold.ttf", "LXGWWenKai-Medium.ttf", "LXGWWenKaiGB-Medium.ttf", "simhei.ttf")
_RARE = ("HanaMinA.ttf", "HanaMinB.ttf", "simsun.ttc", "simsunb.ttf", "SimsunExtG.ttf", "mingliub.ttc", "uming.ttc")
_FOLDERS = (
    "/usr/share/fonts/truetype/lxgw-wenkai",
    "/usr/share/fonts/truetype/hanazono",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
)

_AWKWARD = frozenset(b"()\\\r\n")


@dataclass(frozen=True, slots=True)
class FontFiles:
    """Font files in the order they are asked for a character. `bold` may be empty: text is then thickened."""

    text: tuple[Path, ...]
    bold: tuple[Path, ...]
    rare: tuple[Path, ...]


def find_fonts(folders: Sequence[Path] | None = None) -> FontFiles:
    """The fonts of this computer; `folders` None looks where the systems keep them."""
    places = list(folders) if folders is not None else list(_font_folders())
    return FontFiles(
        tuple(_find_files(_TEXT, places))[:2], tuple(_find_files(_BOLD, places))[:1], tuple(_find_files(_RARE, places))
    )


def report_fonts(folders: Sequence[Path] | None = None) -> FontFiles:
    """Those that official documents are set in: 仿宋 and 黑体 where they are, else what the paper is set in."""
    found = find_fonts(folders)
    places = list(folders) if folders is not None else list(_font_folders())
    text, bold = (tuple(_find_files(names, places))[:1] for names in (("simfang.ttf",), ("simhei.ttf",)))
    return FontFiles((*text, *found.text), (*bold, *found.bold)[:1], found.rare)


class Typeface:
    """A font in use: it numbers the characters it has set (CIDs, from 1) and knows their glyphs and widths."""

    def __init__(self, font: TrueType, name: str) -> None:
        self.font = font
        self.name = name
        self.characters: list[str] = [""]  # by CID
        self.widths: list[float] = [font.width(0)]
        self.codes = _Codes(self)

    def number(self, code: int) -> int:
        """A new CID for a character. Raises LookupError when the font has no glyph for it."""
        glyph = self.font.glyph(code)
        if not glyph:
            raise LookupError(code)
        while _is_awkward(len(self.characters)):
            self.characters.append("")
            self.widths.append(1000.0)
        self.characters.append(chr(code))
        self.widths.append(self.font.width(glyph))
        return len(self.characters) - 1


class _Codes(dict[int, str]):
    """For `str.translate`: a character's CID as two characters of one byte; those without a glyph stay themselves."""

    def __init__(self, face: Typeface) -> None:
        self._face = face
        self.numbers: dict[str, int] = {}

    def __missing__(self, code: int) -> str:
        number = self._face.number(code)
        self.numbers[chr(code)] = number
        pair = self[code] = chr(number >> 8) + chr(number & 0xFF)
        return pair


def _is_awkward(number: int) -> bool:
    """Whether a CID holds a byte that a PDF string would have to escape."""
    return not _AWKWARD.isdisjoint((number >> 8, number & 0xFF))


@dataclass(frozen=True, slots=True)
class SetText:
    """Text ready for a page: for each face its name, the CIDs as the inside of a PDF string, and the width in ems."""

    parts: tuple[tuple[str, str, float], ...]  # name, codes, width in ems
    width: float


class FontStack:
    """The faces of the paper, opened when they are first needed, and words set in them (kept, for they recur)."""

    _KEPT = 50_000

    def __init__(self, files: FontFiles | None = None) -> None:
        self._files = files or find_fonts()
        self._faces: dict[Path, Typeface | None] = {}
        self._set: tuple[dict[str, SetText], dict[str, SetText]] = ({}, {})
        if self._first(self._files.text) is None:
            raise FfpError(
                "paper.font_missing",
                "这台电脑上没有能印表的中文字体。请安装“霞鹜文楷”（fonts-lxgw-wenkai）或楷体、仿宋后再打印。",
            )

    @property
    def has_bold(self) -> bool:
        return self._first(self._files.bold) is not None

    def faces(self) -> list[Typeface]:
        """The faces opened so far."""
        return [face for face in self._faces.values() if face is not None]

    def set(self, text: str, bold: bool = False) -> SetText:
        """`text` in the first faces that have its characters. Raises KeyError with the first character none has."""
        kept = self._set[bold]
        found = kept.get(text)
        if found is None:
            if len(kept) > self._KEPT:
                kept.clear()
            found = kept[text] = self._set_text(text, bold)
        return found

    def missing(self, text: str) -> list[str]:
        """The characters of `text` that no font has."""
        try:
            self.set(text)
        except KeyError:
            return [character for character in dict.fromkeys(text) if self._face_of(character, False) is None]
        return []

    def _set_text(self, text: str, bold: bool) -> SetText:
        files = self._files.bold + self._files.text if bold else self._files.text
        first = self._first(files)
        assert first is not None
        codes = text.translate(first.codes)
        if len(codes) == 2 * len(text):
            width = _width(first, text)
            return SetText(((first.name, codes, width),), width)
        parts: list[tuple[Typeface, str]] = []
        for character in text:
            face = self._face_of(character, bold)
            if face is None:
                raise KeyError(character)
            if parts and parts[-1][0] is face:
                parts[-1] = (face, parts[-1][1] + character)
            else:
                parts.append((face, character))
        done = tuple((face.name, words.translate(face.codes), _width(face, words)) for face, words in parts)
        return SetText(done, sum(width for _, _, width in done))

    def _face_of(self, character: str, bold: bool) -> Typeface | None:
        files: Iterable[Path] = (*(self._files.bold if bold else ()), *self._files.text, *self._files.rare)
        for file in files:
            face = self._open(file)
            if face is not None and face.font.glyph(ord(character)):
                return face
        return None

    def _first(self, files: Iterable[Path]) -> Typeface | None:
        return next((face for file in files if (face := self._open(file)) is not None), None)

    def _open(self, file: Path) -> Typeface | None:
        if file not in self._faces:
            try:
                self._faces[file] = Typeface(TrueType(file), f"F{len(self._faces) + 1}")
            except UnusableFontError:
                self._faces[file] = None
        return self._faces[file]


def _width(face: Typeface, text: str) -> float:
    """Width in ems of text that was set in `face`."""
    numbers, widths = face.codes.numbers, face.widths
    return sum([widths[numbers[character]] for character in text]) / 1000


def _font_folders() -> Iterator[Path]:
    if os.name == "nt":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        if "LOCALAPPDATA" in os.environ:
            yield Path(os.environ["LOCALAPPDATA"]) / "Microsoft/Windows/Fonts"
        return
    yield from map(Path, _FOLDERS)
    yield Path.home() / ".local/share/fonts"
    yield Path.home() / ".fonts"


def _find_files(names: Sequence[str], folders: Sequence[Path]) -> Iterator[Path]:
    """The files of these names, in the order of the names: straight in the folders, else anywhere below them."""
    for name in names:
        found = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if found is None and not any((folder / other).is_file() for folder in folders for other in names):
            found = next((file for folder in folders if folder.is_dir() for file in folder.rglob(name)), None)
        if found is not None:
            yield found
