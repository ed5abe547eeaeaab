"""Colours, sizes and the stylesheet."""

import pytest
from pytestqt.qtbot import QtBot

from ffp_desktop import paths
from ffp_desktop.ui.theme import Theme, Type


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme(paths.RESOURCES / "style.qss")


def test_type_size__every_kind_and_step__is_at_least_11(theme: Theme) -> None:
    for width in (1366, 1920):
        theme.set_window_width(width)
        assert min(theme.type_size(kind) for kind in Type) >= 11
    assert theme.font_of_size(6).pixelSize() == 11


def test_set_window_width__from_1600__takes_the_wide_step_once(theme: Theme, qtbot: QtBot) -> None:
    steps: list[bool] = []
    theme.rescaled.connect(lambda: steps.append(theme.is_wide))
    for width in (1366, 1600, 1920, 1366):
        theme.set_window_width(width)
    assert steps == [True, False]
    assert (theme.type_size(Type.TEXT), theme.sizes.navigator) == (14, 140)


def test_stylesheet__both_steps__has_no_placeholder_left(theme: Theme) -> None:
    for width in (1366, 1920):
        theme.set_window_width(width)
        assert "$" not in theme.stylesheet()


def test_pen__hairline__is_cosmetic(theme: Theme) -> None:
    assert theme.pen(theme.palette.rule).isCosmetic()
    assert not theme.pen(theme.palette.accent, 2).isCosmetic()
