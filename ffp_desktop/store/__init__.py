"""The vault: an encrypted database, its keys, journal, drafts and backups."""
