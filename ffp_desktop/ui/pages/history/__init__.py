"""历史 (Ctrl+R): who wrote what, when, before, after and why; an earlier answer is taken again from here."""
