"""The survey page and everything on its sheet."""
