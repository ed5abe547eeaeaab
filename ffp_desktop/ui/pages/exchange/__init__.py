"""收发: the page of what goes and comes, and the ways out and in."""
