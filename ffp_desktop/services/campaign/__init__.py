"""The quarter's campaign as an office sees it: what is due, how far it has come, where to look closer."""
