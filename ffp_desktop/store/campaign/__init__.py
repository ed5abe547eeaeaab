"""The campaign in the vault: departments' lists and their clues, derived from the journal and asked by the thousand."""
