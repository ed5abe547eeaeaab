"""Departments' lists in the window: all of them, taking one in, deciding whom its rows are about."""
