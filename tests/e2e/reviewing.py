"""What people do with a household's survey, by keys: find it, correct it, recall it, judge it, give it back, answer."""

from ffp_desktop.domain.survey import State
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.review.page import ReviewPage
from tests.e2e.computers import CONTROL, Computer, Key, press, write
from tests.e2e.typist import ENTER

_FARTHEST = 40  # Enters from the head of a section to any of its items


# ---- the list


def find(computer: Computer, head: str) -> HomePage:
    """The row of a household, by ↑ to the top and ↓."""
    computer.turn_to()
    home = computer.go_home()
    press(*[Key.Key_Up] * home.model.total)
    for _ in range(home.model.total):
        line = home.model.summary(home.table.currentIndex().row())
        if line is not None and line.head_name == head:
            return home
        press(Key.Key_Down)
    raise AssertionError(f"{head} is not in the list")


def open_survey(computer: Computer, head: str) -> SurveyPage:
    find(computer, head)
    press(ENTER)
    return computer.wait_for(SurveyPage)


def states(computer: Computer) -> dict[str, State]:
    """What the list says of each household."""
    computer.turn_to()
    home = computer.go_home()
    lines = [home.model.summary(row) for row in range(home.model.total)]
    return {line.head_name: line.state for line in lines if line is not None}


def hand_up(computer: Computer, count: int) -> None:
    """F9 on the list, Enter."""
    computer.turn_to()
    home = computer.go_home()
    press(Key.Key_F9)
    assert f"上报 {count} 户" in home.handing.panel.words
    press(ENTER)
    computer.wait(lambda: home.notice.sentence.startswith(f"已上报 {count} 户"))


def recall(computer: Computer, head: str, reason: str) -> str:
    """Ctrl+Del and why; what is told then."""
    home = find(computer, head)
    press(Key.Key_Delete, modifier=CONTROL)
    assert head in home.handing.panel.words
    write(reason)
    press(ENTER)
    panel = home.handing.panel
    computer.wait(lambda: not home.handing.errand.is_busy and (not panel.isVisible() or has_left(home)))
    if not panel.isVisible():
        return home.notice.sentence
    said = panel.refused.words(0)[2]
    press(Key.Key_Escape)
    return said


def has_left(home: HomePage) -> bool:
    return not home.handing.panel.refused.isHidden()


# ---- the paper


def go_to(page: SurveyPage, section: str, item: str, member: int = 0) -> None:
    """Ctrl and the section's digit, then Enter to the item."""
    press(Key(Key.Key_0 + int(section)), modifier=CONTROL)
    for _ in range(_FARTHEST):
        place = page.sheet.place
        members = page.session.members()
        if place is not None and place.item == item and (not place.member or members.index(place.member) == member):
            return
        press(ENTER)
    raise AssertionError(f"{item} cannot be reached by Enter")


def edit(computer: Computer, head: str, phone: str, reason: str) -> None:
    """Opens it, says why, corrects, finishes, and goes back to the list."""
    page = open_survey(computer, head)
    go_to(page, "1", "head_phone")
    press("1")  # the first key asks for the reason
    write(reason)
    press(ENTER)
    computer.wait(lambda: page.session.is_editable and page.sheet.place is not None)
    go_to(page, "1", "head_phone")
    press(phone, ENTER, Key.Key_F9)
    assert not page.session.is_editable, page.status.saved
    press(Key.Key_Escape)
    computer.wait_for(HomePage)


def comment(computer: Computer, page: SurveyPage, digit: str) -> None:
    """F2 at the item with the focus: a ready sentence."""
    before = len(page.review.strip.rows.lines)
    press(Key.Key_F2)
    computer.wait(lambda: page.review.is_writing)
    press(digit, ENTER)
    computer.wait(lambda: len(page.review.strip.rows.lines) == before + 1)
    computer.wait(lambda: not page.review.strip.edit.isVisible())


def give_back(computer: Computer, page: SurveyPage) -> None:
    """Twice Ctrl+退格; the next that waits is shown then, or the queue."""
    press(Key.Key_Backspace, Key.Key_Backspace, modifier=CONTROL)
    window = computer.window
    told = (lambda: page.status.saved) if window.page is page else (lambda: computer.page(ReviewPage).notice.sentence)
    computer.wait(lambda: "已退回" in told())


def answer(computer: Computer, page: SurveyPage, digit: str) -> None:
    """F5 at an item that was spoken of: a ready answer."""
    press(Key.Key_F5)
    computer.wait(lambda: page.review.is_writing)
    press(digit, ENTER)
    computer.wait(lambda: page.review.strip.standing.endswith("都答复了"))
    computer.wait(lambda: page.sheet.place is not None and not page.review.is_writing)


# ---- the queue


def open_queue(computer: Computer, count: int) -> ReviewPage:
    computer.turn_to()
    queue = computer.go(Key.Key_7, ReviewPage)
    computer.wait(lambda: queue.table.cells.rowCount() == count and not queue.errand.is_busy)
    computer.wait(queue.table.hasFocus)
    return queue


def open_in_queue(computer: Computer, head: str) -> SurveyPage:
    """↑ to the top, ↓ to the household, Enter."""
    computer.turn_to()
    queue = computer.go(Key.Key_7, ReviewPage)
    computer.wait(lambda: queue.table.cells.rowCount() > 0 and not queue.errand.is_busy)
    computer.wait(queue.table.hasFocus)
    count = queue.table.cells.rowCount()
    press(*[Key.Key_Up] * count)
    for _ in range(count):
        if queue.table.words(queue.table.row)[1] == head:
            break
        press(Key.Key_Down)
    press(ENTER)
    page = computer.wait_for(SurveyPage)
    assert page.bar.household.startswith(head), page.bar.household
    return page


def judge_all(computer: Computer, count: int, told: str) -> None:
    """Ticks every row and presses F9."""
    queue = open_queue(computer, count)
    press(*[Key.Key_Up] * count)
    for _ in range(count):
        press(Key.Key_Space, Key.Key_Down)
    press(Key.Key_F9)
    computer.wait(lambda: told in queue.notice.sentence)
