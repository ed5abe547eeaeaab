"""What a village keeps beside its surveys: the people who sign, and the units an administrator added."""

from dataclasses import replace

import pytest

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.added_regions import add_region, natural_villages, remove_region, vault_regions
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.signers import SignerRole, Signers
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Role
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE, Clock

AT = "2023-03-06T08:00:00"


@pytest.fixture
def signers(vault: OpenVault, clock: Clock) -> Signers:
    return Signers(vault, clock)


def test_signer__added__is_offered_where_they_sign_and_nowhere_else(signers: Signers, session: EntrySession) -> None:
    signers.add(VILLAGE, " 敖金花 ", [SignerRole.JUDGE, SignerRole.RESPONSIBLE])
    assert session.suggestions(Place("judges")) == ("敖金花",)
    assert session.suggestions(Place("surveyors")) == ()


def test_signer__removed__is_no_longer_on_the_list(signers: Signers) -> None:
    one = signers.add(VILLAGE, "敖金花", [SignerRole.SURVEYOR])
    two = signers.add(VILLAGE, "鄂海燕", [SignerRole.SURVEYOR])
    signers.remove(VILLAGE, one.id, "调走了")
    assert signers.list(VILLAGE) == (two,)
    assert signers.list("150722108205") == ()
    with pytest.raises(FfpError) as refused:
        signers.remove(VILLAGE, one.id, "调走了")
    assert refused.value.code == "signer.unknown"


@pytest.mark.parametrize(
    ("name", "roles", "code"),
    [
        (" ", [SignerRole.JUDGE], "signer.name_wrong"),
        ("敖" * 51, [SignerRole.JUDGE], "signer.name_wrong"),
        ("鄂海燕", [], "signer.no_role"),
        ("敖金花", [SignerRole.JUDGE], "signer.exists"),
    ],
)
def test_signer__wrong__is_refused(signers: Signers, name: str, roles: list[SignerRole], code: str) -> None:
    signers.add(VILLAGE, "敖金花", [SignerRole.SURVEYOR])
    with pytest.raises(FfpError) as refused:
        signers.add(VILLAGE, name, roles)
    assert refused.value.code == code


def test_region__added__can_be_worked_in_and_found(vault: OpenVault, shelf: FormShelf, clock: Clock) -> None:
    official = county_regions()
    assert vault_regions(vault, official) is official
    office = add_region(vault, official, "150722", "尼尔基西办事处", AT)
    regions = vault_regions(vault, official)
    village = add_region(vault, regions, office, "西山村", AT)
    regions = vault_regions(vault, official)
    assert (office, village) == ("150722900", "150722900900")
    assert regions.full_name(village) == "莫力达瓦达斡尔族自治旗 › 尼尔基西办事处 › 西山村"
    assert [region.code for region in regions.villages_in(office)] == [village]
    surveys = Surveys(vault, shelf, regions, clock)
    assert surveys.open(surveys.start(village)).header.village == village
    with pytest.raises(FfpError) as refused:
        remove_region(vault, office, "撤并", AT)
    assert refused.value.code == "region.in_use"


def test_natural_village__added__is_offered_first(vault: OpenVault, surveys: Surveys, session: EntrySession) -> None:
    code = add_region(vault, county_regions(), VILLAGE, "西屯", AT)
    assert code == f"{VILLAGE}001"
    assert surveys.natural_villages(VILLAGE) == ("西屯", "东屯第一")
    assert vault_regions(vault, county_regions()).find(code) is None
    remove_region(vault, code, "并了", AT)
    assert natural_villages(vault, VILLAGE) == ()
    assert add_region(vault, county_regions(), VILLAGE, "北屯", AT) == f"{VILLAGE}002"


def test_region__wrong__is_refused(vault: OpenVault) -> None:
    official = county_regions()
    add_region(vault, official, VILLAGE, "西屯", AT)
    for parent, name, code in (
        ("150722999", "某村", "region.parent_unknown"),
        ("150722108", " ", "region.name_wrong"),
        (VILLAGE, "西屯", "region.exists"),
        ("150722", "腾克镇", "region.exists"),
    ):
        with pytest.raises(FfpError) as refused:
            add_region(vault, official, parent, name, AT)
        assert refused.value.code == code
    vault.operator = replace(vault.operator, role=Role.ENTRY)
    with pytest.raises(FfpError) as barred:
        add_region(vault, official, VILLAGE, "北屯", AT)
    assert barred.value.code == "region.not_allowed"
