"""The quarter's campaign: departments' lists, their clues, the visits that answer them, and the ledger of all; and the
desk that shows what is due, how far it has come and where to look closer.

What entry needs of it stands in `services.visit_answers` and `services.list_kinds`.
"""
