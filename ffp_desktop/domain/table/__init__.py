"""Surveys as tables: which columns a workbook has, and what stands in a cell."""
