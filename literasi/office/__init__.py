"""The library's own desk: its profile, its official channels, who works here, which schools it knows, the first steps.

Words: profile (what the library says of itself, kept by infra.site), official channel (where citizens check), first
steps (what is still to be done on a new site). People and roles belong to accounts, the machine to operations.
Pages of operations were rejected as the place: home shows the first steps too, and the two are strangers.
"""
