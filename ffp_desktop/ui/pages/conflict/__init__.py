"""解决冲突: both sides of what two people wrote next to each other, and which of it stands."""
