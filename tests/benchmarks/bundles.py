"""A bundle of 10,000 surveys out of a vault and into another, beside the same bytes without journal and vault.

Out: feeds read, heads signed, packed, sealed, written and re-read. In: every stage up to the preview, and the revisions
into the journal in one transaction. The lines of lists are measured apart: their rules are asked afterwards.
`BUNDLE_SURVEYS` sets the number.
"""

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pyrage
import zstandard

from ffp_desktop.bundle.signing import new_identity
from ffp_desktop.services.bundles.receiving import Receiving
from ffp_desktop.services.bundles.sending import Sending
from ffp_desktop.services.demo import make_surveys
from ffp_desktop.services.devices import Devices
from ffp_desktop.services.enrolment import Enrolment
from ffp_desktop.services.entry.sketch import Sketches
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.unchecked import MOST, UncheckedSurveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.slots import KdfParams
from ffp_desktop.store.vault import OpenVault, create_vault
from tests.benchmarks.report import Figure

COUNT = int(os.environ.get("BUNDLE_SURVEYS", "10000"))
TOWNSHIP = "150722108"
Found = TypeVar("Found")


def run() -> list[Figure]:
    with TemporaryDirectory() as name:
        return list(_measure(Path(name)))


def _measure(folder: Path) -> Iterator[Figure]:
    regions, shelf = county_regions(), FormShelf()
    banner, township = _vault(folder / "banner", "150722", "旗"), _vault(folder / "township", TOWNSHIP, "乡镇")
    _enrol(banner, township)
    surveys = Surveys(township, shelf, regions)
    _fill(township, surveys, shelf)
    sending = Sending(township, Devices(township), regions)
    out, plan = _timed(sending.plan)
    written, sent = _timed(lambda: sending.write(plan, folder))
    out += written
    count = plan.revisions
    bodies = [body for part in plan.parts for segment in part for body in segment.bodies]
    plain_out, plain_in, plain_size = _plain(folder, bodies)
    size = sum(one.size for one in sent)
    yield Figure(
        "bundle out",
        count / out,
        count / plain_out,
        "/s",
        "zstd-3 + SHA-256 + age",
        "≥ 20,000 a second",
        count / out >= 20_000,
    )
    yield Figure(
        "bytes a survey", size / count, plain_size / count, "B", "zstd-3 of all + age", "≤ 1,200", size <= 1200 * count
    )
    content = (folder / sent[0].name).read_bytes()
    receiving = Receiving(banner, Devices(banner), None)
    looked, preview = _timed(lambda: receiving.look(content))
    taken, _imported = _timed(lambda: receiving._take(preview))
    part = len(preview.new)
    rate = part / (looked + taken)
    print(f"looked {looked:.2f} s, taken {taken:.2f} s, {part} revisions in {len(sent)} files", flush=True)
    yield Figure(
        "bundle in, journal and rows",
        rate,
        count / plain_in,
        "/s",
        "the same back, sqlite3",
        "≥ 6,000 a second",
        rate >= 6_000,
    )
    _tell_lists(banner, Surveys(banner, shelf, regions), shelf, content)
    for vault in (banner, township):
        vault.close(datetime.now(), backup=False)


def _tell_lists(banner: OpenVault, surveys: Surveys, shelf: FormShelf, content: bytes) -> None:
    """The same import as the window does it: with the lines of lists, and the rules asked afterwards."""
    at_banner = Exchange(banner, surveys, shelf)
    banner.feeds.undo(None)
    sketches = partial(Sketches, banner, shelf.form, surveys.village_name)
    receiving = Receiving(banner, Devices(banner), at_banner.summarise, sketches=sketches)
    preview = receiving.look(content)
    taken, _imported = _timed(lambda: receiving._take(preview))
    print(f"taken with lists: {len(preview.new) / taken:.0f} surveys a second", flush=True)
    rest = UncheckedSurveys(banner, at_banner.summarise)
    step, _left = _timed(rest.check_some)
    print(f"rules asked afterwards: {MOST / step:.0f} surveys a second, {step * 1000:.0f} ms a step", flush=True)


def _vault(folder: Path, code: str, level: str) -> OpenVault:
    vault, _code = create_vault(
        folder, Unit(code, level, level), "苏日娜", "six unrelated words", datetime.now(), KdfParams(8, 1)
    )
    return vault


def _enrol(banner: OpenVault, township: OpenVault) -> None:
    office, below = Enrolment(Devices(banner)), Enrolment(Devices(township))
    root = office.make_root()
    request, spoken = below.request(office=True)
    below.enrol(office.certify(request, spoken), root)


def _fill(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> None:
    """As many finished surveys as are wanted: the demonstration's that nothing bars."""
    of_round, regions = surveys.current_round(), county_regions()
    reader = SurveyReader(shelf.form, regions, (of_round.id,))
    made = make_surveys(shelf.form, regions, of_round, COUNT, 7, 0.0, TOWNSHIP)
    done, found = _timed(
        lambda: Exchange(vault, surveys, shelf).put_in(FiledSurvey(reader.read(one.encoded), True) for one in made)
    )
    print(f"{found.finished} finished surveys made in {done:.0f} s", flush=True)


def _plain(folder: Path, bodies: list[bytes]) -> tuple[float, float, int]:
    """Seconds and bytes of the least that has to be done: pack, hash, seal, write; and back into a plain table."""
    secret, recipient = new_identity()
    start = time.perf_counter()
    packed = zstandard.compress(b"\n".join(bodies), 3)
    hashlib.sha256(packed).hexdigest()
    sealed = pyrage.encrypt(packed, [pyrage.x25519.Recipient.from_str(recipient)])
    (folder / "plain").write_bytes(sealed)
    out = time.perf_counter() - start
    start = time.perf_counter()
    back = zstandard.decompress(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(secret)]))
    rows = [(hashlib.sha256(line).hexdigest(), line.decode()) for line in back.split(b"\n")]
    database = sqlite3.connect(folder / "plain.sqlite")
    database.execute("CREATE TABLE revision (hash TEXT PRIMARY KEY, body TEXT)")
    database.executemany("INSERT INTO revision VALUES (?, ?)", rows)
    database.commit()
    database.close()
    return out, time.perf_counter() - start, len(sealed)


def _timed(action: Callable[[], Found]) -> tuple[float, Found]:
    start = time.perf_counter()
    found = action()
    return time.perf_counter() - start, found
