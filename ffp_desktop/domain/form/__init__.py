"""A form as data: its definition, and the reader that refuses a wrong one with file and line."""
