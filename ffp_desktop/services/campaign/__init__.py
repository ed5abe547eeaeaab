"""The quarter's campaign: departments' lists, their clues, the visits that answer them, and the ledger of all.

What entry needs of it stands in `services.visit_answers` and `services.list_kinds`.
"""
