"""机账实一致: exports and ledgers taken in, compared with the visits, settled, printed. `Reconciliation` is the door."""
