"""Section 二 on the sheet: the member table, typed into from the keyboard."""
