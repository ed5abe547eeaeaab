"""The vault's schema, step by step. `upgrade.py` runs the steps in `versions/` inside one transaction."""
