"""A new key for a computer that began from a backup: the one that came with it may lie on a laptop that was stolen.

API: `fresh_key(devices) -> OwnKey`, the key to ask a certificate for.

What the former key has not signed yet is signed off now, dated as it was written, so that it travels on under that key
even after the office took it back; what is encrypted to the former key can still be opened.
"""

import json
from typing import Any

from ffp_desktop.bundle.certificates import read_certificate, read_chain
from ffp_desktop.bundle.records import Checkpoint, sign_checkpoint
from ffp_desktop.bundle.signing import new_identity, new_secret, public_of
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.services.devices import Devices
from ffp_desktop.store.devices import DEVICE, OwnKey


def fresh_key(devices: Devices) -> OwnKey:
    """This device's key; another one when the certificate it has names the device that the backup was made on."""
    own = devices.own_key(DEVICE)
    if not _is_from_backup(devices, own):
        return own
    renewed = OwnKey(DEVICE, new_secret(), *new_identity())
    with devices.vault.together():
        _sign_off(devices, own)
        devices.keys.renew_own(renewed)
    return renewed


def _is_from_backup(devices: Devices, own: OwnKey) -> bool:
    """Once a bundle went out under the new number, others know that number by the key it has."""
    chain = read_chain(json.loads(own.chain))
    device = devices.vault.device_id
    return bool(chain) and read_certificate(chain[0]).device != device and not devices.vault.feeds.has_sent(device)


def _sign_off(devices: Devices, own: OwnKey) -> None:
    heads, owners = list[tuple[str, str, str, int, str]](), dict[str, str]()
    public, current = public_of(own.secret), devices.vault.device_id
    for branch in devices.vault.feeds.branches(("",), (), public):
        if not branch.is_own or branch.device == current:
            continue
        number = branch.first + len(branch.bodies) - 1
        last: dict[str, Any] = json.loads(branch.bodies[-1])
        head = Checkpoint(branch.device, branch.village, number, branch.hashes[-1], str(last["at"]))
        signed = canonical_json(sign_checkpoint(head, own.secret).encode())
        heads.append((head.hash, head.device, head.village, head.number, signed))
        owners[head.device] = public
    devices.vault.feeds.note_heads(heads, owners)
