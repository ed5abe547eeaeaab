"""What a user can do, one thing per file; no Qt."""
