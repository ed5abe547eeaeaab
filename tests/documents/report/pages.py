"""Where words stand on the pages of a PDF, in millimetres from the lower left corner."""

from dataclasses import dataclass

import pypdfium2

_MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Characters on one baseline."""

    text: str
    left: float
    right: float
    bottom: float


class PageText:
    """The lines of each page, from above."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._document)

    def lines(self, page: int) -> list[PlacedLine]:
        text = self._document[page].get_textpage()
        rows: dict[int, list[tuple[float, float, float, str]]] = {}
        for place in range(text.count_chars()):
            character = text.get_text_range(place, 1)
            if character.strip("\r\n"):
                left, bottom, right, _top = (value * _MM for value in text.get_charbox(place, loose=True))
                key = next((row for row in rows if abs(row - bottom * 10) < 15), round(bottom * 10))
                rows.setdefault(key, []).append((left, right, bottom, character))
        found = []
        for row in rows.values():
            ordered = sorted(row)
            words = "".join(character for *_place, character in ordered)
            found.append(PlacedLine(words, ordered[0][0], ordered[-1][1], min(one[2] for one in ordered)))
        return sorted(found, key=lambda line: -line.bottom)

    def first(self, words: str) -> PlacedLine:
        """The first line that is these words, blanks aside."""
        wanted = words.replace(" ", "")
        return next(
            line for page in range(len(self)) for line in self.lines(page) if line.text.replace(" ", "") == wanted
        )
