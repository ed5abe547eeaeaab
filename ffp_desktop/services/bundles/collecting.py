"""Keeps Python from looking for rings of objects while thousands of revisions are read and held.

API: `uncollected()`, a context or a decorator. Revisions hold no rings, whatever is let go of is freed at once as ever,
and looking through all of them again and again takes a third of an import's time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for rings inside."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
