"""A reading process that asks for more memory than it may have."""

from ffp_desktop.documents.pictures.reading_limits import MEMORY
from ffp_desktop.documents.reading_process import hold_memory

hold_memory(MEMORY)
bytes(MEMORY + (1 << 20))
