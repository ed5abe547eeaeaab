"""户档案: one household, its rounds side by side, its people and what happened to them."""
