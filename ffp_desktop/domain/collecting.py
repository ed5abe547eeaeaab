"""Keeps Python from looking for rings of objects while very many things without any are read and held.

API: `uncollected()`, a context or a decorator. Revisions and people hold no rings, whatever is let go of is freed at
once as ever, and looking through all of them again and again takes a third of the time of taking a bundle or a list in.
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
