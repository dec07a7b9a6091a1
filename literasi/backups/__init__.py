"""Keeping a copy of everything, and bringing it back on this machine or another.

Words: backup (cadangan, one file), part (what is packed in it), manifest (what it says of itself), seal (the digest at
its end), stage (to build beside what serves, before the swap), erasure (a person deleted since, who stays deleted).
Serving, health and the doctor belong to operations. A copy of the folder by `cp` was rejected: the database of a site
that serves lies in two files, and a copy taken between two writes to them is a broken one that looks whole.
"""
