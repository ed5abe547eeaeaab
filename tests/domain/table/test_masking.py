"""Names and numbers on a public notice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.table.cells import village_code, village_text
from ffp_desktop.domain.table.masking import mask_name, mask_numbers
from ffp_desktop.services.forms import county_regions


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("", ""),
        ("敖", "*"),
        ("敖拉", "敖*"),
        ("敖日娜", "敖*娜"),
        ("涂·阿尔腾", "涂***腾"),
        ("王𬭎", "王*"),
        ("李𬭎𫖯", "李*𫖯"),
    ],
)
def test_mask_name__length__keeps_the_ends_at_most(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(min_size=2, max_size=30))
def test_mask_name__any_name__is_never_whole(name: str) -> None:
    masked = mask_name(name)
    assert masked.count("*") >= min(1, len(name.strip()))
    assert len(masked) <= len(name)


def test_mask_numbers__id_number_or_phone_in_free_text__is_hidden_and_a_group_number_stays() -> None:
    assert mask_numbers("3组 13847012236") == "3组 ***"
    assert mask_numbers("152123197806111217") == mask_numbers("0470-5612345") == "***"
    assert mask_numbers("东屯第12组") == "东屯第12组"


def test_village_code__every_village_of_the_county__is_found_by_its_text_and_by_its_name() -> None:
    regions = county_regions()
    codes = [village.code for village in regions.villages_in("150722")]
    texts = [village_text(code, regions) for code in codes]
    assert [village_code(text, regions) for text in texts] == codes
    assert [village_code(text[13:], regions) for text in texts] == codes
    assert village_code("特莫呼珠", regions) == village_code("15072210820", regions) == ""
