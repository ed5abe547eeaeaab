"""What each thing costs, beside a yardstick of the same run: `python -m tests.benchmarks [NAME ...]`.

These are figures to read, not tests: machines are noisy, so trust the ratios.
"""
