"""Surveys as tables: columns and cells of ours, and what the columns and rows of other programs' tables mean."""
