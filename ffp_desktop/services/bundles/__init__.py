"""Bundles between offices: out (`sending`), in (`receiving`), what would come in (`preview`)."""
