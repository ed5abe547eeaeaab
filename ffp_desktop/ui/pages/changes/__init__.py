"""自然增减 (Ctrl+T in the list): who came and went in a period, by unit, with the people behind each number."""
