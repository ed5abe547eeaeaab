"""机账实一致: exports and ledgers taken in, compared with visits, settled, printed. `Reconciliation` is the door."""
