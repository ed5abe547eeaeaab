"""机账实一致: the national system's export, the ledger and the visit side by side, person by person, item by item."""
