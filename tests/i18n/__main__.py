"""`python -m tests.i18n`: collect the texts of the screens, renew the English catalogue, name what lacks English."""

import sys

from tests.i18n.catalogue import renew

missing = renew()
sys.stdout.writelines(f"belum diterjemahkan: {text}\n" for text in missing)
sys.exit(1 if missing else 0)
