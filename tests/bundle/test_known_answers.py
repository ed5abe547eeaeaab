"""Known answers of the signature suite: what must hold, and what must not though a library may say it does."""

import json
from pathlib import Path
from typing import Any

import pytest

from ffp_desktop.bundle.signing import pre_authenticate, public_of, read_signed, sign, sign_bytes, verify_bytes

ANSWERS = json.loads((Path(__file__).parent.parent / "data" / "signature-answers.json").read_text(encoding="utf-8"))
SIGNATURES, ENVELOPES = ANSWERS["signatures"], ANSWERS["envelopes"]


def named(cases: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(case, id=f"{number} {case['comment']}") for number, case in enumerate(cases)]


def is_signed(case: dict[str, Any]) -> bool:
    try:
        verify_bytes(bytes.fromhex(case["msg"]), case["key"], bytes.fromhex(case["sig"]))
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("case", named(SIGNATURES))
def test_signature__known_case__has_its_answer(case: dict[str, Any]) -> None:
    assert is_signed(case) == (case["result"] == "valid")


@pytest.mark.parametrize("case", named([one for one in SIGNATURES if "secret" in one]))
def test_sign__rfc_8032__gives_its_key_and_signature(case: dict[str, Any]) -> None:
    assert public_of(case["secret"]) == case["key"]
    assert sign_bytes(bytes.fromhex(case["msg"]), case["secret"]).hex() == case["sig"]


def test_weak_keys__every_point_of_small_order__is_among_the_cases() -> None:
    """Eight points, and six more ways to write some of them."""
    assert len({case["key"] for case in SIGNATURES if case["comment"].startswith("weak key")}) == 14


@pytest.mark.parametrize("case", ANSWERS["pre_authentication"])
def test_pre_authenticate__known_case__gives_its_bytes(case: dict[str, str]) -> None:
    assert pre_authenticate(case["type"], case["body"].encode()) == case["encoded"].encode()


@pytest.mark.parametrize("case", named(ENVELOPES))
def test_envelope__known_case__is_read_or_refused(case: dict[str, Any]) -> None:
    if case["result"] == "valid":
        assert read_signed(case["envelope"], case["kind"]).value == case["value"]
        return
    with pytest.raises(ValueError):
        read_signed(case["envelope"], case["kind"])


def test_envelope__nested_without_end__is_refused() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    signed = sign("receipt", [], SIGNATURES[0]["secret"])
    with pytest.raises(ValueError):
        read_signed(type(signed)("receipt", deep, signed.key, signed.signature).encode(), "receipt")


def test_sign__same_value__is_the_same_envelope_as_ever() -> None:
    """The bytes of an envelope are part of the format: what was signed years ago is compared with them."""
    first = ENVELOPES[0]["envelope"]
    secret = SIGNATURES[1]["secret"]
    assert sign("receipt", ENVELOPES[0]["value"], secret).encode()["payload"] == first["payload"]
    assert sign("receipt", ENVELOPES[0]["value"], secret).encode()["payloadType"] == first["payloadType"]
