"""Writing PDF: fonts and their subsets, the file's objects, and the pages of the form."""
