"""What leaves the program to be read by people: the paper as PDF."""
