"""Whom a row of a foreign list is about: exact by number, and likely persons for a person to decide. Pure."""
