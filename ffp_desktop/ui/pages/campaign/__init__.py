"""名单核查 (Alt+2): the pages of the quarter's campaign."""
