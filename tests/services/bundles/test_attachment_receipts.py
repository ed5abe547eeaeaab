"""Receipts of attachments: they ride down, keep the outbox, and say which pictures an office lacks."""

from datetime import timedelta
from pathlib import Path

import pytest

from ffp_desktop.domain.attachments import Presence
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.exchange import BundleExchange
from ffp_desktop.services.bundles.sending import Plan
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import Surveys
from tests.services.bundles.conftest import Chain, MakeOffice, Office, enrol
from tests.services.bundles.test_attachment_parts import JPEG, attach, code_of, export, presence


def test_receipts__of_parts__ride_down_in_the_next_bundle(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    attach(village, village.write(1))
    (bundle,), (part,) = export(village)
    township.take(bundle)
    township.receiving.parts.take(part.read_bytes())
    assert [one.name for one in village.sending.outbox()] == [bundle.name, part.name]
    (down,), _parts = export(township, to=village.vault.unit.code)
    village.take(down)
    assert village.sending.outbox() == ()


def test_outlook__part_without_receipt__stands_in_the_outbox_until_it_comes(chain: Chain) -> None:
    village, township, shelf = chain.villages[0], chain.township, FormShelf()
    attach(village, village.write(1))
    (bundle,), (part,) = export(village)
    surveys = Surveys(village.vault, shelf, county_regions(), village.clock)
    exchange = BundleExchange(village.vault, surveys, shelf, county_regions(), village.clock)
    told = {one.bundle.name: (one.is_part, one.bundle.revisions, one.is_kept) for one in exchange.look_out().sent}
    assert told[part.name] == (True, 1, False) and told[bundle.name][0] is False
    village.sending.take_receipt(township.receiving.parts.take(part.read_bytes()).receipt)
    assert [one.is_part for one in exchange.look_out().sent] == [False]


def test_unit__that_lost_its_pictures__gets_them_with_the_next_export(chain: Chain, make_office: MakeOffice) -> None:
    village, township = chain.villages[0], chain.township
    survey = village.write(1)
    one = attach(village, survey)
    (bundle,), (part,) = export(village)
    township.take(bundle)
    township.receiving.parts.take(part.read_bytes())
    assert township.sending.plan(to=village.vault.unit.code).attachments == ()

    again = make_office(village.vault.unit.code, "村")  # the laptop is gone; another one is enrolled
    enrol(again, township)
    (down,), _pictures = export(township, to=village.vault.unit.code, everything=True)
    again.clock.now += timedelta(hours=1)
    township.sending.take_receipt(again.take(down).read_bytes())
    assert presence(again, survey) == [Presence.NOT_ARRIVED]
    plan = township.sending.plan(to=village.vault.unit.code)
    assert [len(part.sizes) for part in plan.attachments] == [1]
    (back,) = [f for f in write(township, plan) if f.suffix == ".ffpatt"]
    receipt = again.receiving.parts.take(back.read_bytes()).receipt
    assert again.vault.attachments.read(one.digest) == JPEG
    township.sending.take_receipt(receipt)
    assert again.vault.check() == ()


def test_receipt__pictures_still_on_their_way__are_not_asked_for_twice(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    attach(village, village.write(1))
    (bundle,), (part,) = export(village)
    bundle_receipt = township.take(bundle).read_bytes()  # written before the pictures beside it were read
    part_receipt = township.receiving.parts.take(part.read_bytes()).receipt
    village.sending.take_receipt(part_receipt)
    village.sending.take_receipt(bundle_receipt)
    with pytest.raises(FfpError) as refused:
        village.sending.plan()
    assert code_of(refused) == "bundle.nothing_new"


def write(office: Office, plan: Plan) -> list[Path]:
    return [office.stick / one.name for one in office.sending.write(plan, office.stick)]
