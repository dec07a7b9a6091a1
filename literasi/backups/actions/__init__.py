"""Making a backup, bringing one back, deleting again who was deleted since."""

from literasi.backups.actions.bringing_back import Brought, Wish, bring_back
from literasi.backups.actions.erasing import erase_again
from literasi.backups.actions.making import Made, make
from literasi.backups.actions.opening import check, is_sealed

__all__ = ["Brought", "Made", "Wish", "bring_back", "check", "erase_again", "is_sealed", "make"]
