"""A form goes down with the next bundle, once, and serves the rounds that name it; nothing else comes in its name."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ffp_desktop import paths
from ffp_desktop.domain.form.carried import CarriedForm, check_carried, gather_form, is_newer
from ffp_desktop.domain.survey import Round
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.sending import Plan
from ffp_desktop.services.forms import CURRENT_FORM
from ffp_desktop.services.kept_forms import FormKeeping, open_shelf
from ffp_desktop.services.rounds import open_round
from tests.services.bundles.conftest import BANNER, TOWNSHIP, VILLAGES, Chain, Office

NEW = "household-check-2023q2"


@pytest.fixture(scope="module")
def new_form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the next quarter's form."""
    folder = tmp_path_factory.mktemp("forms") / NEW
    shutil.copytree(paths.FORMS / CURRENT_FORM, folder)
    rewrite(folder, f"id: {CURRENT_FORM}", f"id: {NEW}")
    return folder


def rewrite(folder: Path, old: str, new: str) -> None:
    file = folder / "form.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def keeping(office: Office) -> FormKeeping:
    return FormKeeping(office.vault, office.clock)


def versions(office: Office) -> dict[str, str]:
    return {form.id: form.version for form in keeping(office).list()}


def carry_down(above: Office, below: Office) -> None:
    receipt = below.take(above.export(to=below.vault.unit.code))
    above.sending.take_receipt(receipt.read_bytes())


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(FfpError) as error:
        action()
    return error.value.code


def test_form__installed_at_the_banner__comes_to_the_village_and_serves_its_round(chain: Chain, new_form: Path) -> None:
    banner, township, village = chain.banner, chain.township, chain.villages[0]
    assert keeping(banner).install(new_form).version == "1"
    following = Round("2023Q2", "二季度", NEW, "2023-02-15", "2023-05-14")
    open_round(banner.vault, following, banner.clock().isoformat(timespec="seconds"))
    carry_down(banner, township)
    carry_down(township, village)
    assert versions(township) == versions(village) == {NEW: "1"}
    shelf = open_shelf(village.vault)
    assert shelf.form.id == NEW and shelf.form.items.keys() == open_shelf(township.vault).form.items.keys()
    assert not shelf.folder.is_relative_to(paths.FORMS) and (shelf.folder / "remarks.csv").is_file()
    assert village.vault.check() == ()


def test_form__received_already__does_not_travel_again_until_it_is_newer(chain: Chain, new_form: Path) -> None:
    banner, township = chain.banner, chain.township
    keeping(banner).install(new_form)
    assert [form.id for form in banner.sending.plan(TOWNSHIP).forms] == [NEW]
    carry_down(banner, township)
    assert refused(lambda: banner.sending.plan(TOWNSHIP)) == "bundle.nothing_new"
    newer = new_form.with_name("newer")
    shutil.copytree(new_form, newer)
    rewrite(newer, 'version: "1"', 'version: "1.10"')
    keeping(banner).install(newer)
    carry_down(banner, township)
    assert versions(township) == {NEW: "1.10"}


def test_form__stick_lost__goes_along_again(chain: Chain, new_form: Path) -> None:
    banner = chain.banner
    keeping(banner).install(new_form)
    banner.export(to=TOWNSHIP).unlink()
    assert [form.id for form in banner.sending.plan(TOWNSHIP).forms] == [NEW]


def test_form__older_or_same_version__leaves_what_is_here(chain: Chain, new_form: Path) -> None:
    banner = chain.banner
    keeping(banner).install(new_form)
    assert refused(lambda: keeping(banner).install(new_form)) == "form.not_newer"
    assert refused(lambda: keeping(banner).install(paths.FORMS / CURRENT_FORM)) == "form.not_newer"
    assert open_shelf(banner.vault).folder == paths.FORMS / CURRENT_FORM


def test_form__newer_than_the_programs__takes_its_place_in_this_vault(
    chain: Chain, new_form: Path, tmp_path: Path
) -> None:
    newer = tmp_path / "newer"
    shutil.copytree(paths.FORMS / CURRENT_FORM, newer)
    rewrite(newer, 'version: "1"', 'version: "2"')
    before = {file: file.read_bytes() for file in paths.FORMS.rglob("*") if file.is_file()}
    keeping(chain.banner).install(newer)
    assert open_shelf(chain.banner.vault).form.version == "2"
    assert {file: file.read_bytes() for file in paths.FORMS.rglob("*") if file.is_file()} == before


def test_form__from_below__is_refused(chain: Chain, new_form: Path) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    plan = replace(village.sending.plan(), forms=(gather_form(new_form),))
    content = write(village, plan)
    assert refused(lambda: township.receiving.look(content)) == "bundle.overreaching"
    assert versions(township) == {}


GOOD = {"form.yaml": "id: a\n"}
HOSTILE = {
    "slip": {**GOOD, "sections/../../../evil.yaml": "x"},
    "absolute": {**GOOD, "/etc/evil.yaml": "x"},
    "backslash": {**GOOD, "rules\\evil.yaml": "x"},
    "program": {**GOOD, "rules/evil.py": "x"},
    "drive": {**GOOD, "c:evil.yaml": "x"},
    "device": {**GOOD, "choices/con.csv": "x"},
    "hidden": {**GOOD, "rules/.evil.yaml": "x"},
    "twice": {**GOOD, "choices/A.csv": "x", "choices/a.csv": "x"},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_form__hostile_names__are_refused_before_anything_is_written(chain: Chain, kind: str) -> None:
    assert refused(lambda: sent(chain, HOSTILE[kind])) == "form.name_wrong"


def test_form__huge_or_too_many__is_refused(chain: Chain) -> None:
    most = {f"rules/r{number}.yaml": "" for number in range(201)}
    assert refused(lambda: sent(chain, most)) == "form.too_large"
    bomb = {f"rules/r{number}.yaml": "a" * (1 << 19) for number in range(7)}
    assert refused(lambda: sent(chain, {**bomb, "rules/x.yaml": "a" * (1 << 20), "rules/y.yaml": "a" * 1000})) in (
        "form.too_large",
        "bundle.oversized",
    )
    one = {**GOOD, "rules/big.yaml": "a" * ((1 << 20) + 1)}
    assert refused(lambda: sent(chain, one)) == "form.invalid"


def test_form__unknown_key__is_refused_with_file_and_line(chain: Chain, new_form: Path) -> None:
    texts = dict(gather_form(new_form).texts)
    texts["form.yaml"] += "run: rm\n"
    with pytest.raises(FfpError) as error:
        sent(chain, texts)
    line = texts["form.yaml"].count("\n")
    assert error.value.code == "form.invalid" and f"form.yaml:{line}：" in error.value.sentence
    assert versions(chain.township) == {}


@pytest.mark.parametrize(("old", "new"), [(f"id: {NEW}", "id: ../evil"), ('version: "1"', "version: newest")])
def test_form__odd_id_or_version__is_refused(new_form: Path, old: str, new: str) -> None:
    texts = dict(gather_form(new_form).texts)
    texts["form.yaml"] = texts["form.yaml"].replace(old, new)
    assert refused(lambda: check_carried(texts)).startswith("form.")


def test_version__compared__number_by_number() -> None:
    assert is_newer("2.10", "2.9") and is_newer("1", "") and is_newer("10", "9")
    assert not is_newer("2.0", "2") and not is_newer("2", "2") and not is_newer("", "") and not is_newer("x", "1")


def test_install__by_a_clerk__is_not_allowed(chain: Chain, new_form: Path) -> None:
    village = chain.villages[0]
    with village.vault._database.write() as connection:
        connection.exec_driver_sql("UPDATE operator SET role = '录入员'")
    village.reopened()
    assert refused(lambda: keeping(village).install(new_form)) == "form.not_allowed"


def sent(chain: Chain, texts: dict[str, str]) -> object:
    """What a township says to a bundle of the banner that carries these files as a form."""
    chain.banner.write(1, village=VILLAGES[0])
    plan = chain.banner.sending.plan(TOWNSHIP)
    content = write(chain.banner, replace(plan, forms=(CarriedForm("a", "1", "", texts),)))
    before = sorted(Path(chain.township.vault.folder).rglob("*"))
    try:
        return chain.township.receiving.look(content)
    finally:
        assert sorted(Path(chain.township.vault.folder).rglob("*")) == before


def write(office: Office, plan: Plan) -> bytes:
    (made,) = office.sending.write(plan, office.stick)
    return (office.stick / made.name).read_bytes()


assert TOWNSHIP[:6] == BANNER
