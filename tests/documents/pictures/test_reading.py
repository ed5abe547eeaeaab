"""Foreign pictures: what comes back is small, legible and bare; what is hostile is refused with a sentence."""

import io
import struct
import zlib
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from ffp_desktop.documents.pictures import reading, reading_limits
from ffp_desktop.documents.pictures.reading import REFUSALS, Picture, read_file, read_pictures
from ffp_desktop.errors import FfpError
from tests.documents.pictures.paper import encoded, noise, photographed, printed_form


def only(content: bytes) -> Picture:
    (picture,) = read_pictures(content)
    return picture


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.content), formats=("JPEG",))


def refusal(content: bytes) -> str:
    with pytest.raises(FfpError) as refused:
        read_pictures(content)
    area, _, word = refused.value.code.partition(".")
    assert area == "attachment" and refused.value.sentence == REFUSALS[word]
    return word


def gradient(width: int, height: int) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


# ---- honest pictures


@pytest.fixture(scope="module")
def photo() -> bytes:
    """A photograph of the form of some megabytes."""
    content = encoded(photographed(), quality=95)
    assert len(content) > 2_000_000
    return content


def test_photo_of_the_form__becomes_small__and_its_qr_code_is_still_read(photo: bytes) -> None:
    picture = only(photo)
    assert len(picture.content) <= 300_000
    assert max(picture.width, picture.height) >= 1754  # 150 dots to the inch
    before = {code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(photo)))}
    after = {code.text for code in zxingcpp.read_barcodes(opened(picture))}
    assert after == before and before


def test_photo__held_sideways__stands_upright_and_says_nothing_of_the_place() -> None:
    image = gradient(800, 400)
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[2] = (48.0, 28.0, 30.0)  # where it was taken
    exif[0x010F] = "SomeTelephone"
    content = encoded(image, exif=exif, comment=b"SomeTelephone")
    assert b"SomeTelephone" in content
    picture = only(content)
    assert (picture.width, picture.height) == (400, 800)
    found = opened(picture)
    assert not found.getexif() and b"SomeTelephone" not in picture.content and b"Exif" not in picture.content


def test_small_picture__is_not_made_larger() -> None:
    picture = only(encoded(gradient(300, 200), "PNG"))
    assert (picture.width, picture.height, picture.page, picture.pages) == (300, 200, 1, 1)


def test_noise__still_becomes_small() -> None:
    assert len(only(encoded(noise((3000, 2000)), "BMP")).content) <= 300_000


@pytest.mark.parametrize("kind", ["PNG", "BMP", "WEBP", "TIFF", "GIF"])
def test_other_kinds__are_read_by_what_they_are(kind: str) -> None:
    assert (only(encoded(gradient(640, 480), kind)).width) == 640


@pytest.mark.parametrize("mode", ["1", "L", "I;16", "LA", "RGBA", "P", "CMYK"])
def test_modes__come_out_as_the_picture_they_are(mode: str) -> None:
    if mode == "I;16":
        image = Image.frombytes("I;16", (64, 64), struct.pack("<4096H", *[0x8000] * 4096))
    else:
        grey = Image.new("RGB", (64, 64), (128, 128, 128))
        image = grey.quantize(8) if mode == "P" else grey.convert("RGBA" if mode == "LA" else "RGB").convert(mode)
    found = opened(only(encoded(image, "TIFF"))).convert("L").getpixel((32, 32))
    assert isinstance(found, int)
    assert found in (0, 255) if mode == "1" else abs(found - 128) < 8


def test_transparent__is_on_white() -> None:
    found = opened(only(encoded(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG")))
    assert found.convert("RGB").getpixel((32, 32)) == (255, 255, 255)


def test_red_seal__stays_red() -> None:
    page = Image.new("RGB", (600, 600), "white")
    page.paste((200, 20, 20), (200, 200, 400, 400))
    red, green, _blue = opened(only(encoded(page))).convert("RGB").getpixel((300, 300))
    assert red > 180 and green < 60


def test_pdf__comes_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    pages = read_pictures(printed_form(), lambda done, total: told.append((done, total)))
    assert [(one.page, one.pages) for one in pages] == [(1, 2), (2, 2)] == told
    assert {max(one.width, one.height) for one in pages} == {2000}
    assert all(len(one.content) <= 300_000 for one in pages)


def test_tiff__of_a_scanner__comes_page_by_page() -> None:
    first, second = Image.new("1", (800, 1200), 1), Image.new("1", (1200, 800), 1)
    pages = read_pictures(encoded(first, "TIFF", save_all=True, append_images=[second], compression="group4"))
    assert [(one.page, one.width) for one in pages] == [(1, 800), (2, 1200)]


def test_large_photo__of_a_hundred_million_dots__is_read_at_a_fraction() -> None:
    assert max(only(encoded(gradient(12000, 9000))).width, 0) == 2000


# ---- hostile files


def png_that_claims(width: int, height: int) -> bytes:
    """A few hundred bytes that unpack to a picture of any size."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1 << 16))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_bomb__is_refused_by_its_claimed_size() -> None:
    assert refusal(png_that_claims(60_000, 60_000)) == "bomb"


def test_truncated__is_refused(photo: bytes) -> None:
    assert refusal(photo[: len(photo) // 2]) == "damaged"
    assert refusal(png_that_claims(500, 500)) == "damaged"
    assert refusal(printed_form()[:2000]) == "damaged"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a workbook called photo.jpg", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "heic"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "not_a_picture"),
    ],
)
def test_what_is_no_picture__is_refused_by_its_bytes(content: bytes, word: str) -> None:
    assert refusal(content) == word


def test_tiff__of_many_pages__is_refused() -> None:
    page = Image.new("1", (8, 8))
    many = [page] * reading_limits.MAX_PAGES
    assert refusal(encoded(page, "TIFF", save_all=True, append_images=many)) == "too_many_pages"


def test_child__that_takes_too_much_memory__is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_CHILD", "tests.documents.pictures.greedy")
    assert refusal(b"x") == "memory"


def test_child__that_dies_before_it_reads__is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_CHILD", "tests.documents.pictures.nowhere")
    assert refusal(bytes(1 << 20)) == "broke_reader"


def test_read_file__gone_or_too_large__is_refused(tmp_path: Path) -> None:
    with pytest.raises(FfpError) as gone:
        read_file(tmp_path / "gone.jpg")
    large = tmp_path / "large.jpg"
    with large.open("wb") as out:
        out.truncate(reading_limits.MAX_FILE + 1)
    with pytest.raises(FfpError) as refused:
        read_file(large)
    assert (gone.value.code, refused.value.code) == ("attachment.cannot_read", "attachment.file_too_large")
