"""Identity numbers: GB 11643 (18 digits), 15-digit ones, disability certificates, and the formats of other documents.

Numbers are taken as `normalise_id_number` leaves them: half width, upper case, no spaces.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

REMEMBERED = 1024
"""Numbers whose parts are kept at hand: a dozen rules ask the same of each."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN = re.compile(r"[0-9]{15}")
_CERTIFICATE = re.compile(r"([0-9]{17}[0-9X])([1-7])([1-4])(?:B([1-9]))?")

PROVINCES = frozenset(
    {"11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43"}
    | {"44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83"}
)
"""First two digits of GB/T 2260 region codes (71, 81, 82, 83: residence permits and residents of 台港澳)."""

NO_NUMBER = "999999"
IDENTITY_CARD = "居民身份证"
CERTIFICATE = "残疾人证"
RESIDENCE_PERMIT = "港澳台居民居住证"
NO_DOCUMENT = "无证件（999999开头）"
PATTERNS = {
    "外国人永久居留身份证": re.compile(r"9[0-9]{16}[0-9X]|[A-Z]{3}[0-9]{12}"),
    "港澳居民来往内地通行证": re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?"),
    "护照": re.compile(r"[A-Z0-9]{5,17}"),
}
"""Document types that are only checked for their form (codes/A05_id_type.csv)."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The parts of a 残疾人证 number: category 1-7, level 1-4 (1 and 2 are severe), re-issue count."""

    id_number: str
    category: int
    level: int
    reissues: int = 0


def normalise_id_number(text: str) -> str:
    """The number as it is kept: half-width digits, upper-case letters, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


@lru_cache(maxsize=REMEMBERED)
def check_digit(first_17: str) -> str:
    """The GB 11643 check digit (ISO 7064 MOD 11-2) of the first 17 digits; "" when they are not digits."""
    if len(first_17) < 17 or not (first_17[:17].isascii() and first_17[:17].isdigit()):
        return ""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=False)) % 11]


def person_key(number: str) -> str:
    """What makes two numbers the same person: the first 18 characters (15 digits count as their 18); "" for 999999…"""
    return "" if number.startswith(NO_NUMBER) else upgrade_to_18(number) or number[:18]


def has_birth_and_sex(document: str, number: str) -> bool:
    """Whether a number of this document type tells birth date and sex."""
    if number.startswith(NO_NUMBER) or document in ("护照", "港澳居民来往内地通行证", NO_DOCUMENT):
        return False
    return sex(number) != ""


@lru_cache(maxsize=REMEMBERED)
def birth_date(number: str) -> date | None:
    """The birth date in an 18-, 20-, 22- or 15-digit number, if it holds an existing day."""
    if _FIFTEEN.fullmatch(number):
        return _as_date("19" + number[6:12])
    return _as_date(number[6:14]) if _EIGHTEEN.fullmatch(number[:18]) else None


@lru_cache(maxsize=REMEMBERED)
def sex(number: str) -> str:
    """男 or 女 from the sequence number's last digit; "" when the number has none."""
    if _FIFTEEN.fullmatch(number):
        digit = number[14]
    elif _EIGHTEEN.fullmatch(number[:18]):
        digit = number[16]
    else:
        return ""
    return "男" if int(digit) % 2 else "女"


def upgrade_to_18(number: str) -> str:
    """The 18-digit form of a 15-digit number; "" for anything else."""
    if not _FIFTEEN.fullmatch(number):
        return ""
    first_17 = f"{number[:6]}19{number[6:]}"
    return first_17 + check_digit(first_17)


def read_certificate(number: str) -> Certificate | None:
    """The parts of a 20-character 残疾人证 number, or 22 with B and the re-issue count."""
    match = _CERTIFICATE.fullmatch(number)
    return Certificate(match[1], int(match[2]), int(match[3]), int(match[4] or 0)) if match else None


def find_problem(document: str, number: str, on: date | None = None) -> str:
    """What is wrong with a number of a document type, as one word; "" when nothing is, or nothing is there.

    fifteen: an old 15-digit number · length · character · region: unknown prefix · birth_date: no such day ·
    future: born after `on` · check_digit · category, level: of a 残疾人证 · format: another document's form ·
    no_number: 999999…. Only region and no_number may be right all the same.
    """
    if not number or not document:
        return ""
    if document == NO_DOCUMENT:
        return "no_number" if number.startswith(NO_NUMBER) else "format"
    if document in PATTERNS:
        return "" if PATTERNS[document].fullmatch(number) else "format"
    if number.startswith(NO_NUMBER):
        return "no_number"
    if _FIFTEEN.fullmatch(number):
        return "fifteen"
    if document == CERTIFICATE:
        return _certificate_problem(number, on)
    if len(number) != 18:
        return "length"
    if document == RESIDENCE_PERMIT and number[:6] not in ("810000", "820000", "830000"):
        return "format"
    return _eighteen_problem(number, on)


def _certificate_problem(number: str, on: date | None) -> str:
    if len(number) not in (20, 22):
        return "length"
    if not "1" <= number[18] <= "7":
        return "category"
    if not "1" <= number[19] <= "4":
        return "level"
    if read_certificate(number) is None:
        return "character"
    return _eighteen_problem(number[:18], on)


def _eighteen_problem(number: str, on: date | None) -> str:
    if not _EIGHTEEN.fullmatch(number):
        return "character"
    born = birth_date(number)
    if born is None:
        return "birth_date"
    if on is not None and born > on:
        return "future"
    if check_digit(number[:17]) != number[17]:
        return "check_digit"
    return "" if number[:2] in PROVINCES else "region"


def _as_date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
