"""What the first window says of the vault, without the weight of opening one."""

from ffp_desktop.store.first_look import FirstLook, look_at_vault

__all__ = ["FirstLook", "look_at_vault"]
