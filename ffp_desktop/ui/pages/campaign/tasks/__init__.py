"""入户任务 as a page of 名单核查."""
