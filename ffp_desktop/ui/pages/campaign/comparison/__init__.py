"""The section 机账实 of 名单核查: what differs, settling it, and taking exports in."""
