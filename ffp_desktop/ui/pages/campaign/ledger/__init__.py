"""核实核查台账 as a page of 名单核查."""
