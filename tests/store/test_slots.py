"""Wrapping the data key."""

import secrets
from dataclasses import replace

import pytest

from ffp_desktop.store.slots import (
    ALPHABET,
    DEFAULT_PARAMS,
    KdfParams,
    new_recovery_code,
    normalise_recovery_code,
    unwrap_key,
    wrap_key,
)
from tests.conftest import QUICK

KEY = secrets.token_bytes(32)


def test_slot__right_secret__gives_the_key() -> None:
    assert unwrap_key(wrap_key(KEY, "四个词", "a", DEFAULT_PARAMS), "四个词") == KEY


def test_slot__same_secret_twice__nothing_in_common() -> None:
    first, second = (wrap_key(KEY, "四个词", "a", QUICK) for _ in range(2))
    assert first.salt != second.salt and first.wrapped != second.wrapped and KEY not in (first.wrapped, second.wrapped)


@pytest.mark.parametrize("secret", ["", "四个字", "四个词 ", "\ud800"])
def test_slot__wrong_secret__gives_none(secret: str) -> None:
    assert unwrap_key(wrap_key(KEY, "四个词", "a", QUICK), secret) is None


def test_slot__composed_and_decomposed_letters__are_the_same_password() -> None:
    assert unwrap_key(wrap_key(KEY, "e\u0301" * 4, "a", QUICK), "é" * 4) == KEY


@pytest.mark.parametrize("part", ["wrapped", "tag", "salt"])
def test_slot__one_bit_flipped__gives_none(part: str) -> None:
    slot = wrap_key(KEY, "四个词", "a", QUICK)
    changed = bytearray(getattr(slot, part))
    changed[3] ^= 1
    assert unwrap_key(replace(slot, **{part: bytes(changed)}), "四个词") is None


def test_slot__of_another_operator__gives_none() -> None:
    assert unwrap_key(replace(wrap_key(KEY, "四个词", "a", QUICK), id="b"), "四个词") is None


def test_slot__cut_key__gives_none() -> None:
    slot = wrap_key(KEY, "四个词", "a", QUICK)
    assert unwrap_key(replace(slot, wrapped=slot.wrapped[:-1]), "四个词") is None


def test_params__that_would_exhaust_the_computer__are_refused() -> None:
    with pytest.raises(ValueError, match="memory_kib"):
        KdfParams(memory_kib=1 << 30)


def test_recovery_code__is_eight_groups_of_letters_nobody_confuses() -> None:
    code = new_recovery_code()
    assert [len(group) for group in code.split("-")] == [4] * 8
    assert not set("0O1IL5S") & set(ALPHABET) and set(code) <= set(ALPHABET + "-")


def test_recovery_code__typed_in_any_way__is_the_same() -> None:
    assert (
        normalise_recovery_code(" ７k3m q9td—2XHA/w6rf n8ce4jvb kp6y h3ug ")
        == "7K3M-Q9TD-2XHA-W6RF-N8CE-4JVB-KP6Y-H3UG"
    )


@pytest.mark.parametrize("typed", ["", "7K3M", "O" * 32, "7K3M-Q9TD-2XHA-W6RF-N8CE-4JVB-KP6Y-H3UGG"])
def test_recovery_code__that_cannot_be_one__is_empty(typed: str) -> None:
    assert normalise_recovery_code(typed) == ""
