"""附件: the photos of one household, added, looked at and taken away."""
