"""The paper: the 24-column grid of cells, and how runs of text and answers fill a cell."""
