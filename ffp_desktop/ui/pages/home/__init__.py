"""The home page: this round's surveys."""
