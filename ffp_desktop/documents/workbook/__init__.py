"""Workbooks: tables, the paper and the entry template written, foreign files read."""
