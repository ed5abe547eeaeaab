"""The quarter's campaign around the form: departments' lists, clues, visits, and what follows for a household."""
