"""The list of kinds of events: read strictly."""

from pathlib import Path

import pytest

from ffp_desktop import paths
from ffp_desktop.domain.events import EventKinds
from ffp_desktop.errors import FfpError

KINDS = EventKinds.load(paths.RESOURCES / "events" / "member_change.csv")


def test_kinds__of_the_list__have_directions_and_one_is_final() -> None:
    assert [kind.name for kind in KINDS.changes.values() if kind.direction == "自然减少"] == [
        "死亡",
        "嫁出",
        "出国定居",
        "判刑收监",
        "其他转出",
    ]
    assert [kind for kind in KINDS.changes if KINDS.is_final(kind)] == ["死亡"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "direction,code,name\n",
        "direction,code,name,final\n自然消失,01,死亡,\n",
        "direction,code,name,final\n自然减少,01,死亡\n",
        "direction,code,name,final\n自然减少,01,死亡,\n自然减少,01,嫁出,\n",
        "direction,code,name,final\n自然减少,01,分户,\n",
        "direction,code,name,final\n自然减少,01,死亡,no\n",
        'direction,code,name,final\n自然减少,01,"死亡\n',
    ],
)
def test_kinds__wrong_file__is_refused_with_file_and_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "kinds.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FfpError) as refused:
        EventKinds.load(file)
    assert refused.value.code == "event_kinds.invalid"
    assert "kinds.csv:" in refused.value.sentence
