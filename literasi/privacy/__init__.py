"""What people may know and decide about their data: the notice, "data saya", withdrawal, requests, erasure, retention.

Words: holding (the rows a table holds of a person), request (a question about her data, with 72 hours to answer), erasure
(a line of the journal that keeps a restored backup from bringing somebody back). It asks every feature what it holds
through a table of wiring.py, and nobody looks at it. Consent stays in accounts: an account needs it to exist at all.
A button that only hides a person was rejected: the law says delete, and a hidden row is one mistake away from a page.
"""
