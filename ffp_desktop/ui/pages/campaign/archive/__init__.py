"""特殊档案: the files of key-person households that were not included."""
