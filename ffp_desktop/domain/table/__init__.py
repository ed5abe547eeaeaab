"""Surveys as tables: our own columns and cells, and the tables of other programs as households."""
