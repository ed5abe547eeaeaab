"""Excel in: the file, its sheet with mapped columns, what would happen, and the import."""
