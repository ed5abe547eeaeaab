"""The windows: the only floor that imports Qt."""
