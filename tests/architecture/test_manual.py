"""Every link of the manual leads somewhere, and every page of the program to a chapter."""

import re
from pathlib import Path

import ffp_desktop

MANUAL = Path(ffp_desktop.__file__).parent.parent / "resources" / "manual"
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|(?:href|src)=\"([^\"]+)\"")


def test_manual__links__lead_to_a_file_and_a_heading() -> None:
    broken = []
    pages = [page for page in MANUAL.rglob("*") if page.suffix in (".md", ".html")]
    for page in pages:
        for match in _LINK.finditer(page.read_text(encoding="utf-8")):
            link = match[1] or match[2]
            if "://" in link:
                continue
            name, _, anchor = link.partition("#")
            target = page.parent / name if name else page
            if not target.exists() or (anchor and anchor not in anchors_of(target)):
                broken.append(f"{page.name}: {link}")
    assert broken == []


def test_manual__chapters_that_pages_name__are_there() -> None:
    chapters = [page.stem for page in MANUAL.glob("*.md")]
    named = {
        name
        for source in (MANUAL.parent.parent / "ffp_desktop" / "ui").rglob("*.py")
        for name in re.findall(
            r"def help_chapter[^\n]*\n(?: +\"\"\"[^\n]*\n)? +return \"([^\"]+)\"", source.read_text("utf-8")
        )
    }
    assert len(named) > 10
    assert [name for name in named if not any(chapter.startswith(name) for chapter in chapters)] == []


def anchors_of(page: Path) -> set[str]:
    """Headings as links name them: the heading itself with hyphens, or an id."""
    text = page.read_text(encoding="utf-8")
    headings = {re.sub(r"\s+", "-", found.strip().lower()) for found in re.findall(r"^#+\s+(.*)$", text, re.MULTILINE)}
    return headings | set(re.findall(r"(?:id|name)=\"([^\"]+)\"", text))
