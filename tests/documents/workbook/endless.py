"""A reading process whose work does not end; only its own clock ends it."""

from ffp_desktop.documents.reading_process import hold_memory, hold_time
from ffp_desktop.documents.workbook import reading_limits

hold_memory(reading_limits.memory_for(0))
hold_time(0.05)
while True:
    sum(range(10_000))
