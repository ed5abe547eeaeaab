"""The editors that stand over the focused item. Each speaks value, set_value, value_changed and show_finding."""
