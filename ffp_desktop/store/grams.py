"""The grams a survey is found by, and sets of surveys as bits. Pure: no SQL.

A *gram* is a piece of one to four letters of a word a survey can be found by, the first five to seven letters of such
a word (to twelve of a certificate's number: region, year and month of birth), or a *facet*: what a survey is filtered
by. A set of surveys is one whole number, bit n for the survey whose `row` is n; kept, it lies in blocks of 16,384:
two-byte numbers while they are few, a bitmap when they are many.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress
from struct import pack, unpack

from ffp_desktop.domain.choice_match import spell_readings
from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.store.records import SurveySummaryFields

BLOCK = 16384
EMPTY = bytes(BLOCK // 8)
LONGEST = 4
_SIZES = range(1, LONGEST + 1)
LONGEST_BEGINNING = 12
_BEGINNINGS = range(LONGEST + 1, 8)
_LONG_BEGINNINGS = range(LONGEST + 1, LONGEST_BEGINNING + 1)
_LONG = 15  # letters of a word that is a certificate's number
BEGINS = "\x02"  # before the first letters of a word, and below before a facet: no word holds such a character
FACET = "\x01"
FEW = 192  # up to so many numbers are kept as a list, which is much smaller than the bitmap, and slower to read
_SPARSE = 16  # where fewer than one in so many is in a set, they are looked up one by one
_PLACE = ("number", "round", "village", "state", "operator")
_AFTER_ALL = "~"  # sorts behind every digit and hyphen
_CONTROLS = dict.fromkeys(range(32), " ")
_DIGITS = bytes.maketrans(b"01", b"\x00\x01")


def search_words(fields: SurveySummaryFields) -> str:
    """Everything a survey can be found by, as typed text is compared, one per line: a line end cannot be typed."""
    words = [fields.village_name, fields.natural_village, fields.head_name, fields.phone]
    for person in fields.people:
        words += [person.name, person.name.replace("·", ""), person.id_number, *person.initials.split()]
        words.append(person.id_number[6:14])  # the birth date is a word of its own, so that its beginnings are grams
        words += spell_readings(person.name) if person.name else ()
    return "\n".join(dict.fromkeys(filter(None, map(plain_word, words))))


@lru_cache(maxsize=1 << 14)
def plain_word(word: str) -> str:
    """A word as it is compared: lower case, full-width letters made plain, control characters out."""
    plain = word if word.isascii() else unicodedata.normalize("NFKC", word)
    return plain.translate(_CONTROLS).lower()


def facets_of(
    place: Sequence[str], touched_at: str, visited: str, traits: str, errors: int, warnings: int, confirmed: int
) -> str:
    """What a survey is filtered by, and its whole number, one per line.

    `place` is number, round, village, state and operator; `traits` has a name and a value in each line.
    """
    number, *others = place
    facets = [facet(*one) for one in zip(_PLACE, (number.lower(), *others), strict=True)]
    for name, day in (("touched", touched_at[:10]), ("visited", visited)):
        facets += [facet(name, day), facet(f"{name}_month", day[:7])] if day else []
    open_ones = (
        FindingsWanted.ERROR if errors else FindingsWanted.WARNING if warnings else FindingsWanted.NONE,
        *((FindingsWanted.CONFIRMED,) if confirmed else ()),
    )
    facets += [facet("findings", one) for one in open_ones]
    return "\n".join([*facets, *(FACET + trait for trait in traits.split("\n") if trait)])


def new_facets(place: Sequence[str], touched_at: str, fields: SurveySummaryFields) -> str:
    """The same of a survey whose line is not written yet."""
    counts = (fields.errors, fields.warnings, fields.confirmed)
    return facets_of(place, touched_at, fields.survey_date, trait_lines(fields.traits), *counts)


def trait_lines(traits: Iterable[tuple[str, str]]) -> str:
    """Traits as they are kept, one per line."""
    return "\n".join(sorted({f"{name} {value}" for name, value in traits}))


def grams_of(words: str, facets: str) -> set[str]:
    """The grams that a survey stands under."""
    return {*facets.split("\n")}.union(*map(_grams_of_word, words.split("\n"))) - {""}


def _grams_of_word(word: str) -> Collection[str]:
    """Names and villages come again and again; numbers do not."""
    return _cut(word) if word[:1].isdigit() else _cut_once(word)


def _cut(word: str) -> set[str]:
    letters = range(len(word))
    pieces = {word[start : start + size] for size in _SIZES for start in letters}
    sizes = _LONG_BEGINNINGS if len(word) >= _LONG else _BEGINNINGS
    pieces.update([BEGINS + word[:size] for size in sizes if size <= len(word)])
    return pieces


@lru_cache(maxsize=1 << 11)
def _cut_once(word: str) -> frozenset[str]:
    return frozenset(_cut(word))


def ends_of(words: str, facets: str) -> set[str]:
    """What the grams of a survey are beginnings of: up to four letters from each letter on, the longest first letters,
    and the facets."""
    ends = set(facets.split("\n"))
    for word in words.split("\n"):
        ends.update(_ends(word) if word[:1].isdigit() else _ends_once(word))
    ends.discard("")
    return ends


def _ends(word: str) -> list[str]:
    pieces = [word[start : start + LONGEST] for start in range(len(word))]
    if len(word) > LONGEST:
        sizes = _LONG_BEGINNINGS if len(word) >= _LONG else _BEGINNINGS
        pieces.append(BEGINS + word[: sizes[-1]])
    return pieces


@lru_cache(maxsize=1 << 11)
def _ends_once(word: str) -> tuple[str, ...]:
    return tuple(_ends(word))


def facet(name: str, value: str) -> str:
    """The gram of a facet. Longer than any piece of a word, so that nothing typed can be taken for it."""
    return f"{FACET}{name} {value}"


def day_ranges(name: str, first: str, last: str) -> list[tuple[str, str]]:
    """The facets of the days from `first` to `last` ("" for no end): from each one to before the other. Whole months
    between the two are taken as such."""
    month, end = f"{name}_month", _AFTER_ALL
    if first and last and first[:7] >= last[:7]:
        return [(facet(name, first), facet(name, last + end))]
    between = (facet(month, first[:7] + end if first else ""), facet(month, last[:7] or end))
    first_days = [(facet(name, first), facet(name, first[:7] + end))] if first else []
    last_days = [(facet(name, last[:7]), facet(name, last + end))] if last else []
    return [*first_days, between, *last_days]


def encode_set(numbers: Iterable[int]) -> bytes:
    """The numbers of one block, as they are kept."""
    return pack_numbers(sorted(numbers))


def pack_numbers(numbers: Sequence[int]) -> bytes:
    """Rising numbers, as they are kept."""
    return pack(f"<{len(numbers)}H", *numbers) if len(numbers) <= FEW else _page_of(numbers)


def decode_set(blob: bytes) -> Sequence[int]:
    """The numbers that `encode_set` kept, rising."""
    if len(blob) == len(EMPTY):
        return [*rows_in(int.from_bytes(blob, "little"))]
    return unpack(f"<{len(blob) // 2}H", blob)


def flip_in_set(blob: bytes, number: int) -> bytes:
    """A kept set with a number put in, or taken out where it was there; b"" when none is left."""
    if len(blob) < len(EMPTY):
        return encode_set({*decode_set(blob)} ^ {number})
    page = bytearray(blob)
    page[number >> 3] ^= 1 << (number & 7)
    kept = bytes(page)
    return kept if int.from_bytes(kept, "little").bit_count() > FEW else encode_set(decode_set(kept))


def join_sets(blob: bytes, added: bytes) -> bytes:
    """A kept set with another one, whose numbers are all higher."""
    if len(blob) + len(added) <= 2 * FEW:
        return blob + added
    both = int.from_bytes(widen_set(blob), "little") | int.from_bytes(widen_set(added), "little")
    return both.to_bytes(len(EMPTY), "little")


def widen_set(blob: bytes) -> bytes:
    """A kept set as the bitmap of the whole block."""
    return blob if len(blob) == len(EMPTY) else _page_of(unpack(f"<{len(blob) // 2}H", blob))


def _page_of(numbers: Iterable[int]) -> bytes:
    """A bitmap. How long their list would be says nothing: 1,024 numbers in a list are as long as a bitmap."""
    page = bytearray(len(EMPTY))
    for number in numbers:
        page[number >> 3] |= 1 << (number & 7)
    return bytes(page)


def rows_in(bits: int) -> Iterator[int]:
    """The numbers in a set, rising."""
    flags = flags_of(bits)
    if bits.bit_count() * _SPARSE > len(flags):
        yield from compress(range(len(flags)), flags)
        return
    row = flags.find(1)
    while row >= 0:
        yield row
        row = flags.find(1, row + 1)


def flags_of(bits: int, length: int = 0) -> bytes:
    """A byte for each number below `length` or the highest: 1 when it is in the set."""
    return bin(bits)[:1:-1].encode().translate(_DIGITS).ljust(length, b"\x00")


def bits_of(rows: Iterable[int]) -> int:
    """The set of these numbers."""
    numbers = list(rows)
    flags = bytearray(b"0") * (max(numbers, default=0) + 1)
    for number in numbers:
        flags[-1 - number] = 49  # "1"
    return int(flags, 2)
