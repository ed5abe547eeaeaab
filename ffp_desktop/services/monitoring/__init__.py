"""监测对象: the lists that are worked out, the steps and actions that are recorded, the letter's list."""
