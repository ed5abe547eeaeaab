"""Which font a character gets, and what is said when there is none."""

from pathlib import Path

import pytest

from ffp_desktop.documents.fonts import FontFiles, FontStack, find_fonts
from ffp_desktop.documents.truetype import TrueType, UnusableFontError
from ffp_desktop.errors import FfpError

UNASSIGNED = "\U0003fffd"


def test_set__common_words__open_the_text_font_only() -> None:
    fonts = FontStack()
    words = fonts.set("农牧户基本情况摸底排查表")
    assert len(words.parts) == 1
    assert words.width == pytest.approx(12)
    assert len(fonts.faces()) == 1


def test_set__rare_character__is_split_out_to_a_font_that_has_it() -> None:
    words = FontStack().set("王𠀀年")
    assert len({name for name, _, _ in words.parts}) == 2
    assert words.width == pytest.approx(3, abs=0.1)


def test_missing__character_without_font__is_named() -> None:
    assert FontStack().missing(f"王{UNASSIGNED}年") == [UNASSIGNED]
    assert FontStack().missing("王𬭎𫖯㛃䶮𠅤𰻞年") == []


def test_font_stack__no_font_at_all__is_told(tmp_path: Path) -> None:
    with pytest.raises(FfpError) as caught:
        FontStack(find_fonts([tmp_path]))
    assert caught.value.code == "paper.font_missing"


def test_font_stack__no_bold_font__goes_without() -> None:
    files = find_fonts()
    fonts = FontStack(FontFiles(files.text, (), files.rare))
    assert not fonts.has_bold
    assert fonts.set("标题", bold=True).width == pytest.approx(2)


def test_truetype__not_a_font__is_unusable(tmp_path: Path) -> None:
    for content in (b"", b"not a font at all", b"OTTO" + bytes(64)):
        (tmp_path / "font.ttf").write_bytes(content)
        with pytest.raises(UnusableFontError):
            TrueType(tmp_path / "font.ttf")


def test_truetype__subset__is_a_font_with_the_same_widths(tmp_path: Path) -> None:
    font = TrueType(find_fonts().text[0])
    glyphs = [0, *(font.glyph(ord(character)) for character in "农牧户é")]
    (tmp_path / "subset.ttf").write_bytes(font.subset(glyphs) + bytes(4))
    assert len(font.subset(glyphs)) < 20_000
    assert font.subset(glyphs) == font.subset(glyphs)
