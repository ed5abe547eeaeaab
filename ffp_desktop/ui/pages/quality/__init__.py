"""录入质量：which surveys are typed again, and how fast and how well everybody types."""
