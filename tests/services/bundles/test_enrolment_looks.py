"""Enrolment looked at before it is believed; a device replaced in one step; reasons travel with the list."""

from ffp_desktop.services.enrolment import REASONS
from tests.services.bundles.conftest import TOWNSHIP, VILLAGES, Chain, MakeOffice


def test_request__looked_at__says_who_asks_and_whom_the_unit_has(chain: Chain, make_office: MakeOffice) -> None:
    new = make_office(VILLAGES[0], "村")
    request, spoken = new.enrolment.request()
    asked = chain.township.enrolment.look_at_request(request)
    assert (asked.unit, asked.fingerprint, asked.is_office) == (VILLAGES[0], spoken, False)
    (old,) = [one for one in chain.township.devices.list() if one.unit == VILLAGES[0]]
    assert asked.known == (old.fingerprint,)


def test_pack__looked_at__says_who_answers_and_whether_the_root_is_known(chain: Chain, make_office: MakeOffice) -> None:
    new, township = make_office(VILLAGES[0], "村"), chain.township
    request, spoken = new.enrolment.request()
    pack = township.enrolment.certify(request, spoken)
    answered = new.enrolment.look_at_pack(pack)
    assert (answered.unit, answered.is_known, answered.has_certificate) == (TOWNSHIP, False, True)
    assert answered.fingerprint == township.enrolment.root_fingerprint()
    new.enrolment.enrol(pack, answered.fingerprint)
    assert new.enrolment.look_at_pack(pack).is_known
    assert not new.enrolment.look_at_pack(township.enrolment.card()).has_certificate


def test_certify__in_place_of_another__revokes_that_one_with_it(chain: Chain, make_office: MakeOffice) -> None:
    township, new = chain.township, make_office(VILLAGES[0], "村")
    request, spoken = new.enrolment.request()
    asked = township.enrolment.look_at_request(request)
    township.enrolment.certify(request, spoken, replaces=asked.known[0])
    states = {one.fingerprint: one.state for one in township.devices.list() if one.unit == VILLAGES[0]}
    assert states[asked.known[0]] == "已停用" and sorted(states.values()) == ["已停用", "已登记"]


def test_revoke__with_a_reason__is_known_above_and_below(chain: Chain) -> None:
    township, other = chain.township, chain.villages[1]
    (lost,) = [one for one in township.devices.list() if one.unit == VILLAGES[0]]
    township.enrolment.revoke(lost.fingerprint, "丢失")
    assert township.enrolment.reasons() == {lost.fingerprint: "丢失"}
    township.write(1, village=VILLAGES[1])
    other.receiving.accept(other.receiving.look(township.export(to=VILLAGES[1]).read_bytes()))
    assert other.enrolment.reasons() == {lost.fingerprint: "丢失"}


def test_revoke__reason_that_was_typed__stays_out_of_the_list(chain: Chain) -> None:
    township = chain.township
    (lost,) = [one for one in township.devices.list() if one.unit == VILLAGES[0]]
    township.enrolment.revoke(lost.fingerprint, "孟和把它弄丢了")
    assert township.enrolment.reasons() == {} and "孟和" not in "".join(REASONS)
