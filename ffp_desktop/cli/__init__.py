"""`ffp`: the same things without a window."""
