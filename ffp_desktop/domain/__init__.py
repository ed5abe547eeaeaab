"""What is true about forms, surveys and people: pure, no input or output but reading a form."""
