"""People: guests and accounts, their devices, roles, consent, and the trail of what was done to them.

A guest is a Person row without a name: nothing to merge when she signs up later, and nothing else is stored of her.
Words: person, device, kode lanjut (resume code), counter (of failed guesses). What people learn does not belong here.
A cookie that holds the progress itself was rejected: a phone that is lost would take a month of work with it.
"""
