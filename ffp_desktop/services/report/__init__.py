"""The quarter's report: its figures counted once, then said in words, tables and charts, and written as files."""
