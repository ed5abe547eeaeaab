"""The small pieces every page is made of."""
