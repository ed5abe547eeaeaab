"""Tables that come from other programs: their cells, their header, what their columns mean and what their rows say."""
