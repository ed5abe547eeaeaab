"""认人 (Ctrl+J in 户档案): two ids that may be one person side by side, for a person to judge."""
