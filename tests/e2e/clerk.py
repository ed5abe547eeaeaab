"""A clerk for the kill test, as a process of its own: types without end and says what was saved.

`python -m tests.e2e.clerk VAULT OPERATOR SURVEY SEED`; each line of output is a JSON list [item, member, text] that
the program has told is on disk.
"""

import json
import random
import sys
from datetime import datetime
from pathlib import Path

from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import Change, EntrySession
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import open_vault
from tests.conftest import PASSWORD

MONEY = ("business_income", "wage_income", "property_income", "transfer_income", "business_cost", "other_spending")
YES_NO = ("medical_insurance", "medical_aid", "minimum_living", "pension_insurance")


def main() -> None:
    """Types until it is killed."""
    folder, operator, survey, seed = sys.argv[1:]
    vault = open_vault(Path(folder), operator, PASSWORD, datetime.now())
    session = Surveys(vault, FormShelf(), county_regions()).open(survey)
    spell_initials("热身")  # the window warms up in the background before a clerk can type
    choose = random.Random(int(seed))
    sys.stdout.write("[]\n")
    sys.stdout.flush()
    while True:
        type_something(session, choose)


def type_something(session: EntrySession, choose: random.Random) -> None:
    """One action: an amount, a member's answer or a new member with a name."""
    members = session.members()
    kind = choose.random()
    if not members or (kind < 0.1 and len(members) < 40):
        name = f"孟{choose.choice('和林海山')}{choose.randrange(1000)}"
        change = session.set_text(Place("name"), name)
        assert change.focus is not None
        say(change, change.focus, name)
    elif kind < 0.5:
        place = Place(choose.choice(YES_NO), choose.choice(members))
        text = choose.choice("是否")
        say(session.set_text(place, text), place, text)
    else:
        place = Place(choose.choice(MONEY))
        text = str(choose.randrange(100_000))
        say(session.set_text(place, text), place, text)


def say(change: Change, place: Place, text: str) -> None:
    if change.saved_at is not None:
        sys.stdout.write(json.dumps([place.item, place.member, text]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
