"""Questions of other systems: GIFT and Aiken come in and go out, and every loss is told.

Words: brought (a question read from such a file), told (what happened to it: kept, changed, dropped). Owns `literasi
question …`. A format that is ours does not belong here. A reader that repairs silently was rejected: a librarian must
know which of two hundred questions she has to look at.
"""
