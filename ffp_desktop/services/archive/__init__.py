"""一般农户特殊档案: which households have one, what each file lacks, its number and place, catalogue and covers."""
