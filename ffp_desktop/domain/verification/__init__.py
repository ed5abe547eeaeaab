"""How well surveys were typed: which are typed again, where the two entries differ, and how fast an operator is."""
