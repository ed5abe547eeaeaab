"""The pages of the review: what waits for this office to be judged."""
