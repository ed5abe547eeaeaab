"""A courier for the kill tests, as a process of its own: carries bundles without end and says what was done.

`python -m tests.e2e.courier export|import VAULT OPERATOR STICK START`, START an ISO time. Each line of output is the id
of a bundle that the program has told is written (export), or taken in or taken back (import), after a first empty one
when it begins.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from ffp_desktop.bundle.reading import read_bundle_file
from ffp_desktop.services.bundles.receiving import Receiving
from ffp_desktop.services.bundles.sending import Sending
from ffp_desktop.services.devices import Devices
from ffp_desktop.services.forms import county_regions
from ffp_desktop.store.vault import OpenVault, open_vault
from tests.conftest import PASSWORD


def main() -> None:
    """Carries until it is killed."""
    way, folder, operator, stick, start = sys.argv[1:]
    begun, began = datetime.fromisoformat(start), datetime.now()

    def clock() -> datetime:
        return begun + (datetime.now() - began)

    vault = open_vault(Path(folder), operator, PASSWORD, clock())
    carried = export(vault, Path(stick), clock) if way == "export" else take_in(vault, Path(stick), clock)
    say("")
    for bundle in carried:
        say(bundle)


def export(vault: OpenVault, stick: Path, clock: Callable[[], datetime]) -> Iterator[str]:
    """Everything, again and again, each time as a new bundle."""
    sending = Sending(vault, Devices(vault, clock), county_regions(), clock)
    while True:
        for sent in sending.write(sending.plan(everything=True), stick):
            yield sent.id


def take_in(vault: OpenVault, stick: Path, clock: Callable[[], datetime]) -> Iterator[str]:
    """The bundles of the stick one after the other with their receipts, then all of them back again, and so on."""
    receiving = Receiving(vault, Devices(vault, clock), None, clock)
    while True:
        came = {one.id for one in vault.feeds.imports()}
        for file in sorted(stick.glob("*.ffpb")):
            if file.stem not in came:
                imported = receiving.accept(receiving.look(read_bundle_file(file)))
                receiving.write_receipt(imported, stick)
                yield file.stem
        while vault.feeds.imports():
            yield receiving.undo().id


def say(bundle: str) -> None:
    sys.stdout.write(bundle + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
