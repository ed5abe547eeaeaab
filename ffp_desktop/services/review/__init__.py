"""From 完成 to 审定: handing up, judging, returning with comments, and settling what two sides wrote differently."""
