"""How questions of other systems are read and written: one file a format, and what they all share."""
