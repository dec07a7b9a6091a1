"""The way from a socket to the Flask application: front, adapter, worker processes and who watches them.

`run.serve` is the only door. Words: the *front* is granian's Rust HTTP code, the *adapter* turns its requests
into WSGI, a *worker* is a process with one application thread and one *side* thread for what computes long,
the *supervisor* is their parent.

Chosen by measuring page, POST and 1,000 stalled sockets together: behind this adapter granian answered others
within 3 ms (p95) while half-sent headers and half-sent bodies hung; waitress in two processes did so too
(4-8 ms) but spent 0.1-0.5 ms more CPU on each request. Rejected: granian's WSGI mode, whose application
thread waits for slow bodies, and granian's own supervisor, which stops the whole server when one worker dies
twice within 5.5 seconds.
"""
