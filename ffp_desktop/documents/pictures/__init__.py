"""Foreign pictures of paper: read in a process of their own, made small enough to keep."""
